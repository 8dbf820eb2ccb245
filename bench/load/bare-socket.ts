import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** One buffer for the reads of all sockets: each read is dealt with before the next one begins. */
const reads = Buffer.alloc(256 * 1024);
/** Frames above this are only counted where nobody wants their content. */
const LARGE = 64 * 1024;
/** What is kept of such a frame: enough to tell what it is. */
const HEAD = 256;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** A frame that has only partly come. */
interface Partial {
	opcode: number;
	/** Filled up to `came`; shorter than `length` where the rest is only counted. */
	bytes: Buffer;
	length: number;
	came: number;
}

/**
 * A websocket client of a few hundred lines less than `ws`: a thousand of them must not be what the
 * bench measures. No fragments, no compression; the mask is all zeros, which is one too.
 */
export class BareSocket {
	/** `bytes` hold good until this returns; `length` is larger where content is only counted. */
	onFrame: (bytes: Buffer, length: number) => void = () => undefined;
	/** Code of the server's close; 1006 when it just hung up; an HTTP status before the upgrade. */
	onClose: (code: number) => void = () => undefined;
	readonly #socket: Socket;
	readonly #countsOnly: boolean;
	readonly #onOpen: () => void;
	#answer: string | null = '';
	#rest: Buffer | null = null;
	#partial: Partial | null = null;
	#closed = false;

	constructor(
		address: { port: number; path: string; headers: Record<string, string> },
		options: { countsOnly: boolean; onOpen: () => void }
	) {
		this.#countsOnly = options.countsOnly;
		this.#onOpen = options.onOpen;
		this.#socket = connect({
			port: address.port,
			host: '127.0.0.1',
			noDelay: true,
			onread: {
				buffer: reads,
				callback: (size) => {
					this.#read(reads.subarray(0, size));
					return true;
				}
			}
		});
		this.#socket.on('connect', () => this.#socket.write(handshake(address)));
		this.#socket.on('error', () => this.#socket.destroy());
		this.#socket.on('close', () => this.#close(1006));
	}

	send(payload: Uint8Array): void {
		this.#write(BINARY, payload);
	}

	/** Stops reading, as a laptop that fell asleep does. */
	pause(): void {
		this.#socket.pause();
	}

	resume(): void {
		this.#socket.resume();
	}

	/** Says goodbye and hangs up. */
	close(): void {
		if (!this.#closed) this.#write(CLOSE, Uint8Array.of(3, 232));
		this.#socket.end();
	}

	/** As when the browser is gone. */
	destroy(): void {
		this.#socket.destroy();
	}

	#read(chunk: Buffer): void {
		if (this.#answer !== null) this.#readAnswer(chunk);
		else this.#readFrames(chunk);
	}

	#readAnswer(chunk: Buffer): void {
		const before = this.#answer?.length ?? 0;
		this.#answer += chunk.toString('latin1');
		const end = this.#answer?.indexOf('\r\n\r\n') ?? -1;
		if (end < 0) return;
		const status = Number(this.#answer?.split(' ')[1]);
		if (status !== 101) return this.#close(status);
		this.#answer = null;
		this.#onOpen();
		this.#readFrames(chunk.subarray(end + 4 - before));
	}

	#readFrames(chunk: Buffer): void {
		let bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
		this.#rest = null;
		while (bytes.length > 0) {
			if (!this.#partial) {
				const head = readHead(bytes);
				if (!head) {
					this.#rest = Buffer.from(bytes);
					return;
				}
				bytes = bytes.subarray(head.size);
				if (bytes.length >= head.length) {
					this.#deliver(head.opcode, bytes.subarray(0, head.length), head.length);
					bytes = bytes.subarray(head.length);
					continue;
				}
				const room = this.#countsOnly && head.length > LARGE ? HEAD : head.length;
				this.#partial = { ...head, bytes: Buffer.allocUnsafe(room), came: 0 };
			}
			const { opcode, length, came, bytes: kept } = this.#partial;
			const part = bytes.subarray(0, length - came);
			if (came < kept.length) part.copy(kept, came);
			this.#partial.came += part.length;
			bytes = bytes.subarray(part.length);
			if (this.#partial.came < length) continue;
			this.#partial = null;
			this.#deliver(opcode, kept, length);
		}
	}

	#deliver(opcode: number, bytes: Buffer, length: number): void {
		if (opcode === BINARY) this.onFrame(bytes, length);
		else if (opcode === PING) this.#write(PONG, bytes);
		else if (opcode === CLOSE) {
			this.#close(bytes.length >= 2 ? bytes.readUInt16BE(0) : 1005);
			this.close();
		}
	}

	#close(code: number): void {
		if (this.#closed) return;
		this.#closed = true;
		this.onClose(code);
	}

	#write(opcode: number, payload: Uint8Array): void {
		if (this.#socket.destroyed || !this.#socket.writable) return;
		this.#socket.write(Buffer.concat([headFor(opcode, payload.length), payload]));
	}
}

function handshake(address: { path: string; headers: Record<string, string> }): string {
	const headers = {
		Host: '127.0.0.1',
		Connection: 'Upgrade',
		Upgrade: 'websocket',
		'Sec-WebSocket-Version': '13',
		'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
		...address.headers
	};
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
	return [`GET ${address.path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

function readHead(bytes: Buffer): { opcode: number; length: number; size: number } | null {
	if (bytes.length < 2) return null;
	const opcode = bytes[0]! & 15;
	const short = bytes[1]! & 127;
	if (short < 126) return { opcode, length: short, size: 2 };
	const size = short === 126 ? 4 : 10;
	if (bytes.length < size) return null;
	const length = short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
	return { opcode, length, size };
}

/** Final frame, masked with zeros. */
function headFor(opcode: number, length: number): Buffer {
	if (length < 126) return Buffer.from([0x80 | opcode, 0x80 | length, 0, 0, 0, 0]);
	const head = Buffer.alloc(length < 65_536 ? 8 : 14);
	head[0] = 0x80 | opcode;
	head[1] = 0x80 | (length < 65_536 ? 126 : 127);
	if (length < 65_536) head.writeUInt16BE(length, 2);
	else head.writeBigUInt64BE(BigInt(length), 2);
	return head;
}
