import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import type { Ending, CarrierListener, Carrier } from '../../src/lib/live/carrier.ts';
import { HttpStream } from '../../src/lib/live/http-stream.ts';
import { writeBatch, type Errand } from '../../src/lib/live/http-batch.ts';
import { readEvents, type StreamEvent } from '../../src/lib/live/event-stream.ts';
import type { Target } from './clients.ts';
import { until } from './until.ts';

/** The page's own HTTP stream, with what a browser adds by itself. */
export function pageStream(target: Target, cookie: string): HttpStream {
	return new HttpStream((path, init) =>
		fetch(target.url + path, {
			...init,
			headers: {
				...(init.headers as Record<string, string> | undefined),
				cookie,
				...(init.method === 'POST' ? { origin: target.origin } : {})
			}
		})
	);
}

/** A document over the page's own stream: records what comes, sends what it is told. */
export class Follower implements CarrierListener {
	readonly frames: Uint8Array[] = [];
	isOpen = false;
	ending: Ending | null = null;
	readonly carrier: Carrier;

	constructor(stream: HttpStream, document: string) {
		this.carrier = stream.open(document, this);
	}

	opened(): void {
		this.isOpen = true;
	}

	heard(frame: Uint8Array): void {
		this.frames.push(frame);
	}

	ended(ending: Ending): void {
		this.ending = ending;
	}

	async open(): Promise<this> {
		await until(() => this.isOpen, 'the channel to open');
		return this;
	}

	send(...messages: Uint8Array[]): void {
		for (const message of messages) this.carrier.send(Uint8Array.from(message));
	}

	/** Frames of one type, without the type. */
	ofType(type: number): Uint8Array[] {
		return this.frames.filter((frame) => frame[0] === type).map((frame) => frame.subarray(1));
	}
}

/** A stream one posts to by hand. */
export class RawStream {
	readonly events: StreamEvent[] = [];
	/** Set once the server answered. */
	status = 0;
	headers: Headers = new Headers();
	ended = false;
	readonly #target: Target;
	readonly #cookie: string;
	readonly #abort = new AbortController();
	#seq = 0;

	constructor(target: Target, cookie: string, headers: Record<string, string> = {}) {
		this.#target = target;
		this.#cookie = cookie;
		void this.#follow(headers).catch(() => undefined);
	}

	async #follow(headers: Record<string, string>): Promise<void> {
		try {
			const answer = await fetch(`${this.#target.url}/api/lines`, {
				headers: { ...(this.#cookie ? { cookie: this.#cookie } : {}), ...headers },
				signal: this.#abort.signal
			});
			this.headers = answer.headers;
			this.status = answer.status;
			if (!answer.ok || !answer.body) return;
			for await (const events of readEvents(answer.body)) this.events.push(...events);
		} finally {
			this.ended = true;
		}
	}

	async open(): Promise<this> {
		await until(() => this.id, 'the stream to open');
		return this;
	}

	get id(): string | undefined {
		return this.events.find(({ name }) => name === 'stream')?.data[0];
	}

	/** Data of the events of one name. */
	told(name: string): string[] {
		return this.events.filter((event) => event.name === name).flatMap(({ data }) => data);
	}

	/** Posts the next batch; gives the status. */
	post(...errands: Errand[]): Promise<number> {
		return this.postBytes(writeBatch(++this.#seq, errands));
	}

	async postBytes(
		body: Uint8Array<ArrayBuffer> | string,
		change: Record<string, string> = {},
		id = this.id
	): Promise<number> {
		const answer = await fetch(`${this.#target.url}/api/lines/${id}`, {
			method: 'POST',
			body,
			headers: {
				cookie: this.#cookie,
				origin: this.#target.origin,
				'content-type': 'application/octet-stream',
				...change
			}
		});
		await answer.arrayBuffer();
		return answer.status;
	}

	/** Opens a document on a channel, and asks for all of it. */
	async follow(channel: number, document: string): Promise<void> {
		const ask = frames.stepOne(Y.encodeStateVector(new Y.Doc()));
		await this.post({ kind: 'open', channel, document }, { kind: 'message', channel, bytes: ask });
		await until(() => this.told('opened').includes(String(channel)), 'the channel to open');
		// Step 2 begins with the bytes 0 and 1.
		const isAnswered = () => this.told(String(channel)).some((line) => /^AA[E-H]/.test(line));
		await until(isAnswered, 'what is in the document');
	}

	stop(): void {
		this.#abort.abort();
	}
}
