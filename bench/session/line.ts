import * as Y from 'yjs';
import { refusalOf, refusalOfStatus, type RefusalReason } from '../../src/lib/live/close-codes.ts';
import { retryIn } from '../../src/lib/live/retry.ts';
import { clientFrames, readServerFrame } from '../../src/lib/live/wire.ts';
import { BareSocket } from '../load/bare-socket.ts';
import type { Held } from './held.ts';

/** Where somebody's lines go, and as whom. */
export interface Way {
	port: number;
	origin: string;
	cookie: string;
}

/** As pages do (src/lib/live/provider.ts): ms in which keystrokes are bundled. */
const BUNDLE = 40;
const AWARENESS = 1;
/** The server cannot save now; it asks again when it can. */
const NOT_SAVED = 'niet opgeslagen';

/** One document as a page follows it: again and again over a new connection, nothing lost in between. */
export class Line {
	readonly document: string;
	/** Since when it has everything the server had; null while it is not so. */
	liveSince: number | null = null;
	/** It does not come back by itself. */
	refused: RefusalReason | null = null;
	/** The server said that it was on disk, and did not have it any more when it came back. */
	lost = 0;
	/** Ms from sending to the word that it is on disk, of each frame. */
	readonly savedIn: number[] = [];
	onChange: () => void = () => undefined;
	readonly #way: Way;
	readonly #held: Held;
	#socket: BareSocket | null = null;
	#isClosed = false;
	#isAsked = false;
	#outbox: Uint8Array[] = [];
	#flushTimer: NodeJS.Timeout | undefined;
	#retryTimer: NodeJS.Timeout | undefined;
	#tries = 0;
	#arriving: Uint8Array[] | null = null;
	/** Of each update frame of this connection: what was written by then, and when it left. */
	#sent: { written: number; at: number }[] = [];
	#told = 0;
	/** How much of what was written here is on the server's disk. */
	#saved = 0;
	#presenceClock = 0;
	#place: object | null = null;

	constructor(way: Way, document: string, held: Held) {
		this.#way = way;
		this.document = document;
		this.#held = held;
		held.onWrite((update) => {
			// Until the server asks, it goes along with the answer.
			if (this.#isAsked) this.#outbox.push(update);
			this.#flushTimer ??= setTimeout(() => this.#flush(), BUNDLE);
		});
		this.#open();
	}

	get isLive(): boolean {
		return this.liveSince !== null;
	}

	/** Everything written here is on the server's disk. */
	get isSaved(): boolean {
		return this.#saved >= this.#held.written;
	}

	/** Tells others where she is. */
	tell(place: object | null): void {
		this.#place = place;
		this.#presenceClock += 1;
		const state = { visible: true, ...(place ? { place } : {}) };
		this.#socket?.send(clientFrames.presence(this.#held.client, this.#presenceClock, state));
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#flushTimer);
		clearTimeout(this.#retryTimer);
		this.#socket?.close();
		this.#socket = null;
		this.liveSince = null;
	}

	#open(): void {
		const { port, origin, cookie } = this.#way;
		const path = `/sync/${this.document}${this.document.includes('?') ? '&' : '?'}saved=1`;
		const socket = new BareSocket(
			{ port, path, headers: { origin, cookie } },
			{ countsOnly: false, onOpen: () => this.#opened(socket) }
		);
		this.#socket = socket;
		socket.onFrame = (bytes) => this.#heard(bytes);
		socket.onClose = (code) => {
			if (this.#socket === socket) this.#ended(code);
		};
	}

	#opened(socket: BareSocket): void {
		this.#sent = [];
		this.#told = 0;
		this.#arriving = [];
		socket.send(clientFrames.stepOne(this.#held.stateVector()));
		this.tell(this.#place);
	}

	#ended(code: number): void {
		this.#socket = null;
		this.liveSince = null;
		this.#isAsked = false;
		this.#outbox = [];
		this.#takeArrived();
		this.refused = code < 1_000 ? refusalOfStatus(code) : refusalOf(code);
		if (!this.refused && !this.#isClosed) {
			this.#retryTimer = setTimeout(() => this.#open(), retryIn(this.#tries, Math.random()));
			this.#tries += 1;
		}
		this.onChange();
	}

	#heard(bytes: Buffer): void {
		// Who else is here a page draws; that costs this process nothing.
		if (bytes[0] === AWARENESS) return;
		const frame = readServerFrame(bytes);
		switch (frame.kind) {
			case 'step-one':
				return this.#answer(frame.stateVector);
			case 'update':
				if (!this.#arriving) this.#held.take(frame.update);
				else {
					this.#arriving.push(Uint8Array.from(frame.update));
					if (frame.isAnswer) this.#becomeLive();
				}
				return this.onChange();
			case 'saved':
				return this.#noteSaved(frame.count);
			case 'denied':
				this.#isAsked = false;
				this.#outbox = [];
				if (frame.reason !== NOT_SAVED) {
					this.refused = 'no-right';
					this.close();
					this.onChange();
				}
		}
	}

	#answer(stateVector: Uint8Array): void {
		const has = Y.decodeStateVector(stateVector).get(this.#held.client) ?? 0;
		if (has < this.#saved) this.lost += 1;
		this.#isAsked = true;
		this.#outbox = [];
		this.#send(clientFrames.stepTwo(this.#held.beyond(stateVector)));
	}

	#becomeLive(): void {
		this.#takeArrived();
		this.#tries = 0;
		this.liveSince = performance.now();
	}

	#takeArrived(): void {
		const updates = this.#arriving ?? [];
		this.#arriving = null;
		for (const update of updates) this.#held.take(update);
	}

	#noteSaved(count: number): void {
		const now = performance.now();
		for (const { at } of this.#sent.slice(this.#told, count)) this.savedIn.push(now - at);
		this.#told = Math.max(this.#told, count);
		this.#saved = Math.max(this.#saved, this.#sent[count - 1]?.written ?? 0);
	}

	#flush(): void {
		this.#flushTimer = undefined;
		const updates = this.#outbox;
		this.#outbox = [];
		const [first] = updates;
		if (!this.#isAsked || !first) return;
		this.#send(clientFrames.update(updates.length === 1 ? first : Y.mergeUpdates(updates)));
	}

	#send(frame: Uint8Array): void {
		this.#sent.push({ written: this.#held.written, at: performance.now() });
		this.#socket?.send(frame);
	}
}
