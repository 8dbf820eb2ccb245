import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aConnection } from '../tests/support/lines.ts';
import { createMetrics, type Reading } from './metrics.ts';

let reading: Reading;
let metrics: ReturnType<typeof createMetrics>;
let server: Server;

beforeEach(async () => {
	reading = { rooms: 0, connections: [], documentBytes: 0 };
	metrics = createMetrics(() => reading, { token: null, addressHeader: null });
	server = createServer((request, response) =>
		metrics.handler(request, response, () => response.writeHead(404).end())
	).listen(0, '127.0.0.1');
	await once(server, 'listening');
});
afterEach(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));

const text = async () =>
	(await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).text();
const line = async (name: string) =>
	(await text())
		.split('\n')
		.flatMap((each) => (each.startsWith(name) ? each.split(' ').at(-1) : []));

describe('metrics', () => {
	it('read what is open at the moment they are asked for', async () => {
		expect(await line('kennislab_connections{access="write",carrier="websocket"}')).toEqual(['0']);
		reading = {
			rooms: 2,
			documentBytes: 4_096,
			connections: [
				{ access: 'read', carrier: 'websocket' },
				{ access: 'write', carrier: 'stream' },
				{ access: 'write', carrier: 'stream' }
			]
		};
		expect(await line('kennislab_rooms ')).toEqual(['2']);
		expect(await line('kennislab_document_bytes ')).toEqual(['4096']);
		expect(await line('kennislab_connections{access="read",carrier="websocket"}')).toEqual(['1']);
		expect(await line('kennislab_connections{access="write",carrier="stream"}')).toEqual(['2']);
		reading = { ...reading, connections: [] };
		expect(await line('kennislab_connections{access="read",carrier="websocket"}')).toEqual(['0']);
		expect(await line('kennislab_connections{access="write",carrier="stream"}')).toEqual([]);
	});

	it('count commits with their updates, bytes and time, and those that failed', async () => {
		metrics.watch.committed({ ms: 3, updates: 20, bytes: 900 });
		metrics.watch.committed({ ms: 300, updates: 1, bytes: 30 });
		metrics.watch.commitFailed(new Error('disk full'));
		expect(await line('kennislab_updates_committed_total')).toEqual(['21']);
		expect(await line('kennislab_bytes_committed_total')).toEqual(['930']);
		expect(await line('kennislab_commit_seconds_bucket{le="0.005"}')).toEqual(['1']);
		expect(await line('kennislab_commit_seconds_bucket{le="0.5"}')).toEqual(['2']);
		expect(await line('kennislab_commit_failures_total')).toEqual(['1']);
	});

	it('count refusals by code, and say nothing of whom', async () => {
		const { connection } = aConnection('marit');
		metrics.watch.closed(connection, 'rightLost', 'a reason');
		metrics.watch.closed(connection, 'rightLost', 'another');
		metrics.watch.closed(connection, 'tooFast', 'a reason');
		metrics.watch.turnedAway(404);
		expect(await line('kennislab_connections_closed_total{code="4403"}')).toEqual(['2']);
		expect(await line('kennislab_connections_closed_total{code="4429"}')).toEqual(['1']);
		expect(await line('kennislab_refusals_total{status="404"}')).toEqual(['1']);
		expect(await text()).not.toMatch(/marit|reason|another/);
	});

	it('have the delay of the event loop, memory and processor time', async () => {
		for (const name of ['p50', 'p90', 'p99']) {
			expect(await line(`nodejs_eventloop_lag_${name}_seconds `)).toHaveLength(1);
		}
		expect(Number(await line('process_resident_memory_bytes '))).toBeGreaterThan(1e6);
		expect(Number(await line('process_cpu_seconds_total '))).toBeGreaterThan(0);
	});

	it.each([
		['127.0.0.1', false],
		['127.8.8.8', false],
		['::1', false],
		['::ffff:127.0.0.1', false],
		['192.0.2.1', true],
		['10.0.0.1', true],
		['::ffff:10.0.0.1', true],
		['2001:db8::1', true],
		[undefined, true]
	])('are passed on for the peer address %s: %s', (remoteAddress, expected) => {
		const request = { socket: { remoteAddress }, headers: { host: 'localhost:3000' } };
		const ignored = { setHeader: () => undefined, end: () => undefined };
		let passedOn = false;
		metrics.handler(request as IncomingMessage, ignored as unknown as ServerResponse, () => {
			passedOn = true;
		});
		expect(passedOn).toBe(expected);
	});

	it('of two servers in one process are apart', async () => {
		const other = createMetrics(() => reading, { token: null, addressHeader: null });
		other.watch.turnedAway(503);
		expect(await line('kennislab_refusals_total{status="503"}')).toEqual([]);
	});
});
