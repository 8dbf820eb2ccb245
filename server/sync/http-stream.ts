import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connection, Line } from './connection.ts';
import { epochIn, type Entrance } from './entrance.ts';
import type { Batch, Errand } from './http-batch.ts';
import { closeCodes, syncLimits } from './limits.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { TokenBucket } from './token-bucket.ts';

/** Who opened a stream: whoever posts to it must be signed in by the same sign-in. */
export interface StreamOwner {
	signInId: string;
	memberId: string;
}

/**
 * One answer that never ends (server-sent events) and the batches a page posts beside it: together
 * they carry a connection per channel, as so many websockets would. Events:
 *
 *   event: stream   data: <id>                          first of all: where to post to
 *   event: opened   data: <channel>                     as an upgraded socket
 *   event: refused  data: <channel> <HTTP status>       as a refusal before the upgrade
 *   event: <channel>  data: <base64>, one line a message
 *   event: closed   data: <channel> <code> <reason>     as a close by the server
 */
export class HttpStream {
	readonly id = randomBytes(16).toString('hex');
	readonly owner: StreamOwner;
	readonly #rooms: Rooms;
	readonly #entrance: Entrance;
	readonly #response: ServerResponse;
	readonly #channels = new Map<number, { room: Room; connection: Connection }>();
	/** A refusal costs the store a look, so there is no endless asking either. */
	readonly #opens = new TokenBucket(syncLimits.openBurst, syncLimits.opensPerSecond);
	/** Channels are numbered upwards: one that closed is told from one that never was. */
	#highest = 0;
	/** Sequence number of the last batch that was taken. */
	#taken = 0;
	#turn: Promise<unknown> = Promise.resolve();
	readonly #posts = new Set<Promise<unknown>>();
	/** Ms since epoch: when the page last posted, when it was last told something, when it lost its last channel. */
	#heardAt = Date.now();
	#toldAt = Date.now();
	#emptySince = Date.now();
	ended = false;

	readonly #failed: (error: unknown) => void;

	constructor(parts: {
		rooms: Rooms;
		entrance: Entrance;
		owner: StreamOwner;
		response: ServerResponse;
		failed: (error: unknown) => void;
	}) {
		const { response } = parts;
		this.#rooms = parts.rooms;
		this.#entrance = parts.entrance;
		this.owner = parts.owner;
		this.#failed = parts.failed;
		this.#response = response;
		response.on('error', () => undefined);
		response.on('drain', () => this.#drained());
		this.#tell('stream', this.id);
	}

	/** Runs what one POST asks. 429 when more are under way than a page that waits would have. */
	async posting<T>(work: () => Promise<T>): Promise<T | 429> {
		if (this.#posts.size >= syncLimits.postsPerStream) return 429;
		const post = work();
		this.#posts.add(post);
		try {
			return await post;
		} finally {
			this.#posts.delete(post);
		}
	}

	/** The page is there, whatever it posts. */
	heard(): void {
		this.#heardAt = Date.now();
	}

	/**
	 * Takes batches one after another. 204: done, also when it was done before (the page may never
	 * have heard so); 409: one before it is missing, so the page must begin anew; 400: nonsense.
	 */
	take(batch: Batch, request: IncomingMessage): Promise<204 | 400 | 409> {
		const turn = this.#turn.then(() => this.#apply(batch, request));
		this.#turn = turn.catch(() => undefined);
		return turn;
	}

	/** Keeps the line warm, and lets go of a page that is not there. */
	tick(now: number): void {
		const isGone = now - this.#heardAt > syncLimits.streamSilence;
		const isUnused = this.#channels.size === 0 && now - this.#emptySince > syncLimits.firstFrame;
		if (isGone || isUnused) this.end();
		else if (now - this.#toldAt >= syncLimits.heartbeat) this.#write(':\n\n');
	}

	/** The page went. What it posted on its way out may come in just after that, and counts. */
	async left(): Promise<void> {
		await new Promise((resolve) => setTimeout(resolve, syncLimits.streamGrace).unref());
		await Promise.allSettled(this.#posts);
		this.end();
	}

	/** The answer ends, and with it every channel. */
	end(): void {
		if (this.ended) return;
		this.ended = true;
		for (const channel of [...this.#channels.keys()]) this.#drop(channel);
		this.#response.end();
		// Who reads nothing does not read the end either.
		setTimeout(() => this.#response.destroy(), 3_000).unref();
	}

	async #apply(batch: Batch, request: IncomingMessage): Promise<204 | 400 | 409> {
		if (batch.seq <= this.#taken) return 204;
		if (batch.seq !== this.#taken + 1) return 409;
		this.#taken = batch.seq;
		for (const errand of batch.errands) {
			if (this.ended) break;
			if (errand.kind === 'open') {
				if (errand.channel <= this.#highest) return 400;
				this.#highest = errand.channel;
				await this.#open(errand, request);
			} else {
				if (errand.channel > this.#highest) return 400;
				// One the server closed a moment ago is not the page's mistake.
				const open = this.#channels.get(errand.channel);
				if (errand.kind === 'close') this.#drop(errand.channel);
				else open?.room.receive(open.connection, errand.bytes);
			}
		}
		return 204;
	}

	async #open(
		{ channel, document, wantsSaved }: Extract<Errand, { kind: 'open' }>,
		request: IncomingMessage
	): Promise<void> {
		const refuse = (status: number) => {
			this.#tell('refused', `${channel} ${status}`);
			// No channel of an ended sign-in is left, and none will come.
			if (status === 401) this.end();
		};
		if (this.#channels.size >= syncLimits.channelsPerStream) return refuse(429);
		if (!this.#opens.take()) return refuse(429);
		try {
			// As in the address of a socket: <document>?epoch=<n>
			const [name = '', query] = document.split('?');
			const epoch = epochIn(new URLSearchParams(query));
			const entered = await this.#entrance.enter(request, name, epoch);
			if ('status' in entered) return refuse(entered.status);
			if (this.ended) return;
			const { room, grant, isOutdated } = entered;
			this.#tell('opened', `${channel}`);
			const connection = this.#rooms.connect(room, grant, this.#lineOf(channel), wantsSaved);
			if (isOutdated) connection.close('documentRewritten', 'older than the document');
			if (connection.closed) this.#rooms.disconnect(connection);
			else this.#channels.set(channel, { room, connection });
		} catch (error) {
			refuse(503);
			// Not thrown: the errands after this one stand on their own.
			this.#failed(error);
		}
	}

	#lineOf(channel: number): Line {
		return {
			carrier: 'stream',
			send: (...parcels) => {
				for (const { text } of parcels) {
					this.#write(`event:${channel}\ndata:${text.replaceAll('\n', '\ndata:')}\n\n`);
				}
			},
			buffered: () => this.#response.writableLength,
			silence: () => Date.now() - this.#heardAt,
			quietAfter: syncLimits.streamQuiet,
			close: (code, reason) => {
				this.#write(`event:closed\ndata:${channel} ${code} ${reason}\n\n`);
				this.#drop(channel);
				if (code === closeCodes.signInEnded && this.#channels.size === 0) this.end();
				// Who does not read does not read this either, so the whole stream goes.
				if (this.#response.writableLength > syncLimits.presenceBacklog) this.end();
			}
		};
	}

	#drop(channel: number): void {
		const open = this.#channels.get(channel);
		if (!open) return;
		this.#channels.delete(channel);
		this.#emptySince = Date.now();
		this.#rooms.disconnect(open.connection);
	}

	/** The line has room again, for all it carries. */
	#drained(): void {
		this.#toldAt = Date.now();
		for (const { room, connection } of this.#channels.values()) room.drained(connection);
	}

	#tell(event: string, data: string): void {
		// A connection keeps its own bound; what is told beside it has the same.
		if (this.#response.writableLength > syncLimits.backlog) this.#response.destroy();
		else this.#write(`event:${event}\ndata:${data}\n\n`);
	}

	#write(text: string): void {
		this.#toldAt = Date.now();
		if (this.#response.writable) this.#response.write(text);
	}
}
