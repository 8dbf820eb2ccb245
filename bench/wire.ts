import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import type { BenchServer } from './servers.ts';

/** Ms a server may take to answer before the bench gives up. */
const PATIENCE = 10_000;

const SYNC = 0;
const STEP_ONE = 0;
const STEP_TWO = 1;
const UPDATE = 2;
/** State vector of who has nothing, and the update that brings nothing. */
const NO_STATE = Uint8Array.of(0);
const NO_UPDATE = Uint8Array.of(0, 0);

/**
 * A fresh browser as a server sees it: y-websocket's wire over a bare socket, without a Y.Doc, so
 * that a hundred of them cost little more than reading their frames.
 */
export class WireClient {
	readonly #ws: WebSocket;
	/** The document as one update, once the server told it whole. */
	readonly synced: Promise<Uint8Array>;
	/** Called with every update after that. */
	onUpdate: (update: Uint8Array) => void = () => undefined;

	constructor(server: BenchServer, document: string, visitor: number) {
		const headers = server.visitors[visitor % server.visitors.length]!;
		// Our own pages ask for `saved`; the peer does not look at it.
		this.#ws = new WebSocket(`ws://127.0.0.1:${server.port}/sync/${document}?saved=1`, {
			headers,
			perMessageDeflate: false,
			handshakeTimeout: PATIENCE
		});
		this.synced = new Promise((resolve, reject) => {
			const late = setTimeout(() => reject(new Error(`${server.name}: no state`)), PATIENCE);
			this.#ws.on('error', reject);
			this.#ws.on('close', (code, reason) => {
				clearTimeout(late);
				reject(new Error(`${server.name} closed: ${code} ${reason.toString()}`));
			});
			this.#ws.on('open', () => this.#sendSync(STEP_ONE, NO_STATE));
			this.#ws.on('message', (data: Buffer) => {
				const decoder = decoding.createDecoder(data);
				if (decoding.readVarUint(decoder) !== SYNC) return;
				const step = decoding.readVarUint(decoder);
				const bytes = decoding.readVarUint8Array(decoder);
				if (step === STEP_ONE) this.#sendSync(STEP_TWO, NO_UPDATE);
				else if (step === UPDATE) this.onUpdate(bytes);
				else {
					clearTimeout(late);
					resolve(bytes);
				}
			});
		});
		// Who only writes does not await it.
		this.synced.catch(() => undefined);
	}

	send(update: Uint8Array): void {
		if (this.#ws.readyState !== WebSocket.OPEN) throw new Error('a client was cut off');
		this.#sendSync(UPDATE, update);
	}

	/** Resolves when the server has answered the close. */
	close(): Promise<void> {
		return new Promise((resolve) => {
			if (this.#ws.readyState === WebSocket.CLOSED) return resolve();
			this.#ws.once('close', () => resolve());
			this.#ws.close();
		});
	}

	#sendSync(step: number, bytes: Uint8Array): void {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, SYNC);
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, bytes);
		this.#ws.send(encoding.toUint8Array(encoder));
	}
}
