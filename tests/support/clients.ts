import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { ByteReader } from '../../server/sync/bytes.ts';
import { frames, type AwarenessEntry } from '../../server/sync/frame.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { readPresence } from './read-presence.ts';
import { until } from './until.ts';

/** Where and as whom to connect. */
export interface Target {
	url: string;
	origin: string;
}

export interface ConnectOptions {
	doc?: Y.Doc;
	params?: Record<string, string>;
}

/** A stock y-websocket client, with what a browser adds by itself: cookie and origin. */
export class StockClient {
	readonly doc: Y.Doc;
	readonly board: BoardDocument;
	readonly provider: WebsocketProvider;
	/** Close codes so far. */
	readonly closes: number[] = [];
	readonly heard: Uint8Array[] = [];

	constructor(target: Target, document: string, cookie: string, options: ConnectOptions = {}) {
		const { heard } = this;
		class Browser extends WebSocket {
			constructor(address: string, protocols?: string[]) {
				super(address, protocols, { headers: { cookie, origin: target.origin } });
				this.on('message', (data: ArrayBuffer) => heard.push(new Uint8Array(data)));
			}
		}
		this.doc = options.doc ?? new Y.Doc();
		this.board = new BoardDocument(this.doc);
		this.provider = new WebsocketProvider(
			`${target.url.replace('http', 'ws')}/sync`,
			document,
			this.doc,
			{
				WebSocketPolyfill: Browser as unknown as typeof globalThis.WebSocket,
				disableBc: true,
				maxBackoffTime: 200,
				...(options.params ? { params: options.params } : {})
			}
		);
		// It would complain on the console: about "saved", which it does not know, and about refusals.
		this.provider.messageHandlers[4] = () => undefined;
		this.provider.messageHandlers[2] = () => undefined;
		this.provider.on('connection-close', (event) => this.closes.push(event?.code ?? 0));
	}

	async synced(): Promise<this> {
		await until(() => this.provider.synced, 'synced');
		return this;
	}

	/** Names of the others this client would show. */
	others(): string[] {
		return [...this.provider.awareness.getStates()]
			.filter(([client]) => client !== this.doc.clientID)
			.map(([, state]) => (state['user'] as { name?: string } | undefined)?.name ?? '?')
			.sort();
	}

	/** Highest count of durable updates the server told (`?saved=1`). */
	saved(): number {
		const counts = this.heard.flatMap((frame) => {
			const reader = new ByteReader(frame);
			return reader.varUint() === 4 ? [reader.varUint()] : [];
		});
		return Math.max(0, ...counts);
	}

	/** Reasons of the refusals it got (type 2), in order. */
	refusals(): string[] {
		return this.heard.flatMap((frame) => {
			const reader = new ByteReader(frame);
			return reader.varUint() === 2 && reader.varUint() === 0 ? [reader.varString()] : [];
		});
	}

	/** How often the server asked what it has (step 1). */
	asked(): number {
		return this.heard.filter((frame) => frame[0] === 0 && frame[1] === 0).length;
	}

	stop(): void {
		this.provider.destroy();
	}
}

/** A client that says exactly what it is told. */
export class RawClient {
	readonly heard: Uint8Array[] = [];
	/** Code of the server's close, once it closed. */
	closed: number | null = null;
	/** HTTP status of a refusal before the upgrade. */
	refused: number | null = null;
	readonly socket: WebSocket;

	constructor(target: Target, document: string, cookie: string, query = '') {
		const headers = { cookie, origin: target.origin };
		this.socket = new WebSocket(`${target.url.replace('http', 'ws')}/sync/${document}${query}`, {
			headers
		});
		this.socket.on('message', (data: Buffer) => this.heard.push(Uint8Array.from(data)));
		this.socket.on('close', (code) => (this.closed ??= code));
		this.socket.on('error', () => undefined);
		this.socket.on('unexpected-response', (_, response) => {
			this.refused = response.statusCode ?? 0;
			response.resume();
			this.socket.terminate();
		});
	}

	async open(): Promise<this> {
		await until(() => this.socket.readyState === WebSocket.OPEN, 'raw socket open');
		return this;
	}

	send(...messages: Uint8Array[]): void {
		for (const message of messages) this.socket.send(message);
	}

	/** Frames of one type, without the type. */
	ofType(type: number): Uint8Array[] {
		return this.heard.filter((frame) => frame[0] === type).map((frame) => frame.subarray(1));
	}

	/** Presence entries heard. */
	presence(): AwarenessEntry[] {
		return readPresence(this.heard);
	}

	/** Asks for everything, and gives the document the server answers with. */
	async ask(): Promise<Y.Doc> {
		const doc = new Y.Doc();
		const before = this.ofType(0).filter((frame) => frame[0] === 1).length;
		this.send(frames.stepOne(Y.encodeStateVector(doc)));
		const answers = () => this.ofType(0).filter((frame) => frame[0] === 1);
		await until(() => answers().length > before, 'answer to step 1');
		const reader = new ByteReader(answers().at(-1)!.subarray(1));
		Y.applyUpdate(doc, reader.varBytes());
		return doc;
	}

	async closedWith(): Promise<number> {
		await until(() => this.closed !== null, 'close by the server');
		return this.closed!;
	}

	stop(): void {
		this.socket.terminate();
	}
}

/** Whether documents hold the same, letter for letter. */
export function same(...docs: Y.Doc[]): boolean {
	const states = docs.map((doc) =>
		JSON.stringify([
			[...Y.decodeStateVector(Y.encodeStateVector(doc))].sort((a, b) => a[0] - b[0]),
			sorted(doc.getMap('cards').toJSON()),
			sorted(doc.getMap('comments').toJSON())
		])
	);
	return states.every((state) => state === states[0]);
}

function sorted(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, each]) => [key, sorted(each)]);
}
