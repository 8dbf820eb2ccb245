import type { IncomingMessage, ServerResponse } from 'node:http';
import { MalformedFrame } from './bytes.ts';
import { readBatch, type Batch } from './http-batch.ts';
import type { Entrance } from './entrance.ts';
import { HttpStream, type StreamOwner } from './http-stream.ts';
import { syncLimits } from './limits.ts';
import { readBody } from './read-body.ts';
import type { Rooms } from './rooms.ts';

/** Where a stream is opened; batches go to `<this>/<id of the stream>`. */
export const linesPath = '/api/lines';

const streamHeaders = {
	'Content-Type': 'text/event-stream; charset=utf-8',
	'Cache-Control': 'no-store, no-transform',
	// nginx would hold back what it takes for an ordinary answer.
	'X-Accel-Buffering': 'no'
};

/**
 * The way in for networks that let no websocket through: server-sent events for everything a page
 * follows, and POSTs for what it says. Same cookie, same door, same rights and limits as a socket.
 * The front has checked Origin on every POST.
 */
export class HttpLines {
	readonly #rooms: Rooms;
	readonly #entrance: Entrance;
	readonly #origin: string;
	readonly #whoIs: (request: IncomingMessage) => Promise<StreamOwner | null>;
	readonly #signInId: (request: IncomingMessage) => string | null;
	readonly #failed: (error: unknown) => void;
	readonly #streams = new Map<string, HttpStream>();
	readonly #timer: NodeJS.Timeout;

	constructor(parts: {
		rooms: Rooms;
		entrance: Entrance;
		origin: string;
		/** Who is signed in; asks the store. */
		whoIs: (request: IncomingMessage) => Promise<StreamOwner | null>;
		/** Which sign-in the cookie would be of; asks nobody, and is asked with every letter typed. */
		signInId: (request: IncomingMessage) => string | null;
		failed: (error: unknown) => void;
	}) {
		this.#rooms = parts.rooms;
		this.#entrance = parts.entrance;
		this.#origin = parts.origin;
		this.#whoIs = parts.whoIs;
		this.#signInId = parts.signInId;
		this.#failed = parts.failed;
		this.#timer = setInterval(() => this.#tick(Date.now()), 1_000).unref();
	}

	/** The status to answer with, or null when it answered by itself. */
	async handle(request: IncomingMessage, response: ServerResponse): Promise<number | null> {
		const [path = ''] = (request.url ?? '').split('?');
		if (path === linesPath) return request.method === 'GET' ? this.#open(request, response) : 405;
		if (request.method !== 'POST') return 405;
		const status = await this.#post(request, path.slice(linesPath.length + 1));
		if (status !== 204) return status;
		response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
		return null;
	}

	/** Ends every stream; their channels have been told why by then. */
	end(): void {
		clearInterval(this.#timer);
		for (const stream of this.#streams.values()) stream.end();
	}

	async #open(request: IncomingMessage, response: ServerResponse): Promise<number | null> {
		if (this.#entrance.isDraining) return 503;
		if (!this.#isOwn(request)) return 403;
		const owner = await this.#whoIs(request);
		if (!owner) return 401;
		const hers = [...this.#streams.values()].filter(
			(each) => !each.ended && each.owner.memberId === owner.memberId
		);
		if (hers.length >= syncLimits.streamsPerMember) return 429;
		if (this.#entrance.isDraining || response.destroyed) return 503;
		response.writeHead(200, streamHeaders);
		const stream = new HttpStream({
			rooms: this.#rooms,
			entrance: this.#entrance,
			owner,
			response,
			failed: this.#failed
		});
		this.#streams.set(stream.id, stream);
		response.on('close', () => {
			void stream.left().then(() => this.#streams.delete(stream.id));
		});
		return null;
	}

	/** A GET need not say its Origin; a browser that says where it comes from is believed. */
	#isOwn({ headers: { origin, 'sec-fetch-site': site } }: IncomingMessage): boolean {
		const isForeign = origin !== undefined && origin !== this.#origin;
		return !isForeign && (site === undefined || site === 'same-origin');
	}

	async #post(request: IncomingMessage, id: string): Promise<number> {
		const signInId = this.#signInId(request);
		const stream = this.#streams.get(id);
		// Another's stream is no stream, and neither is asked for without a sign-in that holds.
		if (!stream || stream.ended || stream.owner.signInId !== signInId) {
			return (await this.#whoIs(request)) ? 404 : 401;
		}
		if (request.headers['content-type'] !== 'application/octet-stream') return 415;
		return stream.posting(async () => {
			const body = await readBody(request, syncLimits.batchBytes);
			if (typeof body === 'number') return body;
			stream.heard();
			const batch = batchIn(body);
			const status = batch ? await stream.take(batch, request) : 400;
			// Who sends nonsense is no page of ours.
			if (status === 400) stream.end();
			return status;
		});
	}

	#tick(now: number): void {
		for (const stream of this.#streams.values()) stream.tick(now);
	}
}

function batchIn(body: Uint8Array): Batch | null {
	try {
		return readBatch(body);
	} catch (error) {
		if (error instanceof MalformedFrame) return null;
		throw error;
	}
}
