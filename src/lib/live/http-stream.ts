import { PATIENCE, type Carrier, type CarrierListener, type Ending } from './carrier.ts';
import { readEvents, type StreamEvent } from './event-stream.ts';
import { writeBatch, type Errand } from './http-batch.ts';

export type Ask = (path: string, init: RequestInit) => Promise<Response>;

const PATH = '/api/lines';
/** Ms a POST may take, and ms before each time it is tried again. */
const POST_PATIENCE = 10_000;
const RETRIES = [300, 1_000, 2_000, 4_000];
/** Ms after the last POST that the page says it is still there, when it hears something. */
const SIGN_OF_LIFE = 10_000;
/** Bytes and errands of one POST; an errand that is larger goes alone. */
const BATCH_BYTES = 256 * 1024;
const BATCH_ERRANDS = 500;
/** Bytes a browser sends on after the page is gone (64 KiB, with what else is under way). */
const KEPT_ALIVE = 48 * 1024;

/**
 * One stream of events from the server and POSTs to it: together they carry every document of a page
 * where no websocket gets through. A browser has six connections to a site, so there is one stream.
 */
export class HttpStream {
	readonly #ask: Ask;
	readonly #abort = new AbortController();
	readonly #channels = new Map<number, CarrierListener>();
	#lastChannel = 0;
	/** Where to post to, once the server said so. */
	#id: string | null = null;
	#seq = 0;
	#errands: Errand[] = [];
	#isPosting = false;
	/** Ms since epoch. */
	#postedAt = Date.now();
	/** Nothing more comes or goes: the next document opens another stream. */
	ended = false;

	constructor(ask: Ask) {
		this.#ask = ask;
		const patience = setTimeout(() => this.#id ?? this.#end({ kind: 'unheard' }), PATIENCE);
		void this.#follow().finally(() => clearTimeout(patience));
	}

	/** Follows a document over this stream. */
	open(document: string, listener: CarrierListener): Carrier {
		const channel = ++this.#lastChannel;
		this.#channels.set(channel, listener);
		this.#run({ kind: 'open', channel, document });
		return {
			way: 'http',
			send: (bytes) => this.#run({ kind: 'message', channel, bytes }),
			hurry: () => this.#hurry(),
			close: () => {
				if (this.#channels.delete(channel)) this.#run({ kind: 'close', channel });
			},
			cut: () => {
				this.#channels.delete(channel);
				this.#end({ kind: 'closed', code: 1006 });
			}
		};
	}

	async #follow(): Promise<void> {
		try {
			const answer = await this.#ask(PATH, { signal: this.#abort.signal, cache: 'no-store' });
			if (!answer.ok || !answer.body) return this.#end({ kind: 'refused', status: answer.status });
			for await (const events of readEvents(answer.body)) {
				for (const event of events) this.#hear(event);
				// Heard from the server and not said a word for a while. No timer: a browser slows those
				// of a page in the background down until the server takes it for gone.
				if (this.#id && Date.now() - this.#postedAt > SIGN_OF_LIFE) void this.#pump([]);
			}
		} catch {
			// Told below: a line that breaks is nothing out of the ordinary.
		}
		this.#end(this.#id ? { kind: 'closed', code: 1006 } : { kind: 'unheard' });
	}

	#hear({ name, data }: StreamEvent): void {
		const [first = ''] = data;
		if (name === 'stream') {
			this.#id = first;
			void this.#pump();
			return;
		}
		if (/^\d+$/.test(name)) {
			for (const line of data) this.#channels.get(Number(name))?.heard(bytesOf(line));
			return;
		}
		const [channel = 0, number = 0] = first.split(' ').map(Number);
		const listener = this.#channels.get(channel);
		if (name === 'opened') listener?.opened();
		else {
			this.#channels.delete(channel);
			if (name === 'refused') listener?.ended({ kind: 'refused', status: number });
			if (name === 'closed') listener?.ended({ kind: 'closed', code: number });
			this.#endIfIdle();
		}
	}

	#run(errand: Errand): void {
		if (this.ended) return;
		this.#errands.push(errand);
		// What is said in one turn goes in one POST.
		queueMicrotask(() => void this.#pump());
	}

	/** One POST at a time, so that they arrive in their order. */
	async #pump(first: Errand[] | null = null): Promise<void> {
		if (this.#isPosting || !this.#id) return;
		this.#isPosting = true;
		if (first) await this.#post(first);
		while (this.#errands.length > 0 && !this.ended) await this.#post(this.#take());
		this.#isPosting = false;
		this.#endIfIdle();
	}

	/** Does not wait for the POST under way, if any: there may be no later. */
	#hurry(): void {
		if (this.#id && this.#errands.length > 0) void this.#post(this.#take(), true);
	}

	#take(): Errand[] {
		let bytes = 0;
		const size = (errand: Errand) => (errand.kind === 'message' ? errand.bytes.length : 0);
		const fits = this.#errands.findIndex((errand, i) => {
			bytes += size(errand);
			return i > 0 && (bytes > BATCH_BYTES || i >= BATCH_ERRANDS);
		});
		return this.#errands.splice(0, fits < 0 ? this.#errands.length : fits);
	}

	/** An answer that gets lost is asked for again: the server knows by its number what it did. */
	async #post(errands: Errand[], keepalive = false): Promise<void> {
		const body = writeBatch(++this.#seq, errands);
		this.#postedAt = Date.now();
		for (const wait of [...RETRIES, null]) {
			if (this.ended) return;
			const status = await this.#send(body, keepalive);
			if (status === 204) return;
			const isPassing = status === null || status === 429 || status >= 500;
			if (!isPassing || wait === null) break;
			await new Promise((resolve) => setTimeout(resolve, wait));
		}
		this.#end({ kind: 'closed', code: 1006 });
	}

	async #send(body: Uint8Array<ArrayBuffer>, keepalive: boolean): Promise<number | null> {
		try {
			const answer = await this.#ask(`${PATH}/${this.#id}`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/octet-stream' },
				body,
				keepalive: keepalive && body.length <= KEPT_ALIVE,
				signal: AbortSignal.any([this.#abort.signal, AbortSignal.timeout(POST_PATIENCE)])
			});
			return answer.status;
		} catch {
			return null;
		}
	}

	/** No document is followed any more and everything said has arrived. */
	#endIfIdle(): void {
		const isBusy = this.#channels.size > 0 || this.#errands.length > 0 || this.#isPosting;
		if (this.#lastChannel > 0 && !isBusy) this.#end({ kind: 'closed', code: 1006 });
	}

	#end(ending: Ending): void {
		if (this.ended) return;
		this.ended = true;
		this.#abort.abort();
		const listeners = [...this.#channels.values()];
		this.#channels.clear();
		for (const listener of listeners) listener.ended(ending);
	}
}

function bytesOf(base64: string): Uint8Array {
	return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
