import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { isLoopback } from './config.ts';
import type { Handler } from './http.ts';
import { closeCodes } from './sync/limits.ts';
import type { GuardWatch } from './services/board-guard.ts';
import type { SyncWatch } from './sync/watch.ts';

/** What is open at this moment. */
export interface Reading {
	rooms: number;
	/** How each open connection is used, and what carries it: `websocket`, `stream`. */
	connections: Iterable<{ access: 'read' | 'write'; carrier: string }>;
	/** Bytes of all documents in memory. */
	documentBytes: number;
}

/**
 * Numbers for Prometheus, event-loop delay and process included. Labels hold codes only: no name,
 * no id, no address, and never more than a handful of values.
 */
export function createMetrics(
	read: () => Reading,
	access: { token: string | null; addressHeader: string | null }
): { watch: SyncWatch; guard: GuardWatch; handler: Handler } {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
	new Gauge({
		name: 'kennislab_rooms',
		help: 'Documents open in memory',
		registers,
		collect() {
			this.set(read().rooms);
		}
	});
	new Gauge({
		name: 'kennislab_document_bytes',
		help: 'Bytes of the documents open in memory',
		registers,
		collect() {
			this.set(read().documentBytes);
		}
	});
	new Gauge({
		name: 'kennislab_connections',
		help: 'Open connections to a document',
		labelNames: ['access', 'carrier'],
		registers,
		collect() {
			this.reset();
			for (const access of ['read', 'write']) this.set({ access, carrier: 'websocket' }, 0);
			for (const { access, carrier } of read().connections) this.inc({ access, carrier });
		}
	});
	const counter = (name: string, help: string, labelNames: string[] = []) =>
		new Counter({ name: `kennislab_${name}_total`, help, labelNames, registers });
	const updates = counter('updates_committed', 'Updates on disk');
	const bytes = counter('bytes_committed', 'Bytes of these updates');
	const failures = counter('commit_failures', 'Commits that did not succeed');
	const closes = counter('connections_closed', 'Connections the server ended', ['code']);
	const refusals = counter('refusals', 'Refused before there was a connection', ['status']);
	const taken = counter('personal_data_removed', 'Kinds of personal data taken out', ['type']);
	const late = counter(
		'late_finds',
		'Texts that may point at a person, left for people to look at'
	);
	const commits = new Histogram({
		name: 'kennislab_commit_seconds',
		help: 'Time one commit for all rooms took',
		buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
		registers
	});
	return {
		handler: handlerOf(registry, access),
		guard: { took: (type) => taken.inc({ type }), late: () => late.inc() },
		watch: {
			closed: (_, reason) => closes.inc({ code: closeCodes[reason] }),
			turnedAway: (status) => refusals.inc({ status }),
			committed: (facts) => {
				commits.observe(facts.ms / 1000);
				updates.inc(facts.updates);
				bytes.inc(facts.bytes);
			},
			commitFailed: () => failures.inc()
		}
	};
}

/** Who may not see the numbers gets what any unknown path gets: the answer of the pages. */
function handlerOf(
	registry: Registry,
	access: { token: string | null; addressHeader: string | null }
): Handler {
	return (request, response, next) => {
		const isMet =
			access.token === null
				? comesFromHere(request, access.addressHeader)
				: holds(request.headers.authorization, access.token);
		if (!isMet) return next();
		registry.metrics().then(
			(text) => {
				response.setHeader('Content-Type', registry.contentType);
				response.setHeader('Cache-Control', 'no-store');
				response.end(text);
			},
			() => {
				response.statusCode = 503;
				response.end();
			}
		);
	};
}

/** Hashed first: of equal length, so that the comparison takes as long for every guess. */
function holds(authorization: string | undefined, token: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}

/**
 * Somebody on this machine, and not a proxy on it that speaks for the world: those say for whom,
 * or pass on the name the world asked for.
 */
function comesFromHere(
	{ socket, headers }: IncomingMessage,
	addressHeader: string | null
): boolean {
	const { remoteAddress = '' } = socket;
	const isForwarded = Object.keys(headers).some(
		(name) =>
			name.startsWith('x-forwarded-') ||
			['forwarded', 'via', 'x-real-ip', addressHeader].includes(name)
	);
	const host = (headers.host ?? '').replace(/:\d+$/, '');
	const isNear = /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(remoteAddress);
	return isNear && isLoopback(host) && !isForwarded;
}
