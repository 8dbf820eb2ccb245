import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { BenchServer, Wire } from '../servers.ts';
import { BareSocket } from './bare-socket.ts';

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
/** Of ours: how many updates of this connection are on disk. Hocuspocus replies to step 1 with it. */
const SAVED = 4;
/** Of Hocuspocus: one more update was taken in. */
const SYNC_STATUS = 8;
const STEP_ONE = 0;
const STEP_TWO = 1;
const UPDATE = 2;
/** State vector of who has nothing, and the update that brings nothing. */
const NO_STATE = Uint8Array.of(0);
const NO_UPDATE = Uint8Array.of(0, 0);

const addresses: Record<Wire, (document: string) => string> = {
	// Our own pages ask for `saved`.
	ours: (document) => `/sync/${document}?saved=1`,
	'y-websocket': (document) => `/${document}`,
	hocuspocus: () => '/'
};

/** What a client must know of a server. */
export type Reachable = Pick<BenchServer, 'side' | 'wire' | 'visitors' | 'port'>;

/** What a browser has of a document when it comes. */
export interface Held {
	stateVector: Uint8Array;
	/** What it deleted: Yjs sends that whole to whoever asks. */
	deletes: Uint8Array;
}

export interface ClientOptions {
	/** Which of the server's visitors it is. */
	visitor?: number;
	held?: Held;
	/** Whether content is kept in `parts`, handed to `onUpdate`, or (when large) only counted. */
	content?: 'keep' | 'hand-on' | 'count';
}

/** Content as it came: an update frame, or the answer to the first question. */
export interface Part {
	bytes: Uint8Array;
	/** Moment of its receipt, in ms. */
	at: number;
}

/**
 * A browser as a server sees it, without a Y.Doc. Hocuspocus speaks the same messages with the
 * document's name before each, after a token.
 */
export class WireClient {
	/** Resolves when the server said "that was all" (step 2). */
	readonly synced: Promise<void>;
	readonly parts: Part[] = [];
	/** Bytes of content so far. */
	received = 0;
	/** Frames so far, of any kind. */
	frames = 0;
	/** How many of this client's updates (an answer to step 1 is one) the server said it has. */
	acknowledged = 0;
	/** Code with which the server closed, or refused to open (an HTTP status). */
	closed: number | null = null;
	onUpdate: (update: Uint8Array) => void = () => undefined;
	onPresence: (states: Uint8Array) => void = () => undefined;
	readonly socket: BareSocket;
	readonly #wire: Wire;
	readonly #name: Uint8Array;
	readonly #options: ClientOptions;
	#resolve: () => void = () => undefined;
	#reject: (error: Error) => void = () => undefined;

	constructor(server: Reachable, document: string, options: ClientOptions = {}) {
		this.#wire = server.wire;
		this.#options = options;
		this.#name = this.#wire === 'hocuspocus' ? nameBytes(document) : new Uint8Array(0);
		this.synced = new Promise((resolve, reject) => {
			this.#resolve = resolve;
			this.#reject = reject;
		});
		// Who only writes does not await it.
		this.synced.catch(() => undefined);
		const headers = server.visitors[(options.visitor ?? 0) % server.visitors.length]!;
		this.socket = new BareSocket(
			{ port: server.port, path: addresses[this.#wire](document), headers },
			{ countsOnly: options.content === 'count', onOpen: () => this.#open() }
		);
		this.socket.onFrame = (bytes, length) => this.#receive(bytes, length);
		this.socket.onClose = (code) => {
			this.closed = code;
			this.#reject(new Error(`${server.side} closed: ${code}`));
		};
	}

	send(update: Uint8Array): void {
		this.#sendSync(UPDATE, update);
	}

	sendPresence(states: Uint8Array): void {
		this.#send((encoder) => {
			encoding.writeVarUint(encoder, AWARENESS);
			encoding.writeVarUint8Array(encoder, states);
		});
	}

	#open(): void {
		if (this.#wire !== 'hocuspocus') return this.#ask();
		this.#send((encoder) => {
			encoding.writeVarUint(encoder, AUTH);
			encoding.writeVarUint(encoder, 0);
			encoding.writeVarString(encoder, 'token');
		});
	}

	#ask(): void {
		this.#sendSync(STEP_ONE, this.#options.held?.stateVector ?? NO_STATE);
	}

	#receive(bytes: Buffer, length: number): void {
		this.frames += 1;
		const decoder = decoding.createDecoder(bytes);
		decoder.pos = this.#name.length;
		const type = decoding.readVarUint(decoder);
		if (type === SYNC) this.#receiveSync(decoder, length);
		else if (type === AWARENESS) this.onPresence(decoding.readVarUint8Array(decoder));
		else if (type === SAVED && this.#wire === 'ours') {
			this.acknowledged = decoding.readVarUint(decoder);
		} else if (this.#wire === 'hocuspocus') {
			if (type === AUTH) this.#ask();
			else if (type === SYNC_STATUS) this.acknowledged += decoding.readVarUint(decoder);
		}
	}

	#receiveSync(decoder: decoding.Decoder, length: number): void {
		const step = decoding.readVarUint(decoder);
		if (step === STEP_ONE) {
			this.#sendSync(STEP_TWO, this.#options.held?.deletes ?? NO_UPDATE);
			return;
		}
		const size = decoding.readVarUint(decoder);
		this.received += size;
		// Of a large frame that is only counted just the beginning is there.
		if (decoder.arr.length === length) {
			const content = decoding.readUint8Array(decoder, size);
			if (this.#options.content === 'keep') {
				this.parts.push({ bytes: Uint8Array.from(content), at: performance.now() });
			}
			if (step === UPDATE) this.onUpdate(content);
		}
		if (step === STEP_TWO) this.#resolve();
	}

	#sendSync(step: number, bytes: Uint8Array): void {
		this.#send((encoder) => {
			encoding.writeVarUint(encoder, SYNC);
			encoding.writeVarUint(encoder, step);
			encoding.writeVarUint8Array(encoder, bytes);
		});
	}

	#send(write: (encoder: encoding.Encoder) => void): void {
		const encoder = encoding.createEncoder();
		encoding.writeUint8Array(encoder, this.#name);
		write(encoder);
		this.socket.send(encoding.toUint8Array(encoder));
	}
}

function nameBytes(document: string): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarString(encoder, document);
	return encoding.toUint8Array(encoder);
}
