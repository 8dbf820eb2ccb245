import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Target } from './clients.ts';
import { until } from './until.ts';

/** A socket that writes whatever bytes it is told to, before and after the handshake. */
export class RawSocket {
	readonly socket: Socket;
	#received = Buffer.alloc(0);
	ended = false;

	constructor(target: Target) {
		const { hostname, port } = new URL(target.url);
		this.socket = connect(Number(port), hostname);
		this.socket.on('data', (data: Buffer) => {
			this.#received = Buffer.concat([this.#received, data]);
		});
		this.socket.on('close', () => (this.ended = true));
		this.socket.on('error', () => (this.ended = true));
	}

	write(bytes: string | Uint8Array): this {
		this.socket.write(bytes);
		return this;
	}

	get text(): string {
		return this.#received.toString('latin1');
	}

	/** The answer to what was written, up to the end of its head. */
	async answer(): Promise<{ status: number; head: string }> {
		await until(() => this.text.includes('\r\n\r\n') || this.ended, 'an answer');
		const head = this.text.split('\r\n\r\n')[0] ?? '';
		return { status: Number(head.split(' ')[1]), head };
	}

	/** Code in the server's close frame; 1006 when it just hung up. */
	async closedWith(): Promise<number> {
		await until(() => this.ended || this.#closeFrame() !== null, 'close by the server');
		return this.#closeFrame() ?? 1006;
	}

	/** The server said that it closes. */
	get hasClosed(): boolean {
		return this.#closeFrame() !== null;
	}

	#closeFrame(): number | null {
		let rest = this.#received.subarray(this.#received.indexOf('\r\n\r\n') + 4);
		while (rest.length >= 2) {
			let length = rest[1]! & 127;
			let at = 2;
			if (length === 126 && rest.length >= 4) [length, at] = [rest.readUInt16BE(2), 4];
			if (length === 127 && rest.length >= 10) [length, at] = [Number(rest.readBigUInt64BE(2)), 10];
			if (rest[0] === 0x88) return rest.length >= 4 ? rest.readUInt16BE(at) : 1005;
			rest = rest.subarray(at + length);
		}
		return null;
	}

	stop(): void {
		this.socket.destroy();
	}
}

/** The request a browser would send to open `document`; `change` replaces or leaves out headers. */
export function handshake(
	target: Target,
	document: string,
	cookie: string,
	change: Record<string, string | null> = {},
	method = 'GET'
): string {
	const headers: Record<string, string | null> = {
		Host: new URL(target.url).host,
		Connection: 'Upgrade',
		Upgrade: 'websocket',
		'Sec-WebSocket-Version': '13',
		'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
		Origin: target.origin,
		Cookie: cookie,
		...change
	};
	const lines = Object.entries(headers)
		.filter(([, value]) => value !== null)
		.map(([name, value]) => `${name}: ${value}`);
	return [`${method} /sync/${document} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

/** A websocket frame of a client, masked unless told otherwise. */
export function wsFrame(
	opcode: number,
	payload: Uint8Array,
	{ fin = true, rsv1 = false, masked = true, length = payload.length } = {}
): Buffer {
	const head = [(fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode];
	const bit = masked ? 0x80 : 0;
	if (length < 126) head.push(bit | length);
	else if (length < 65_536) head.push(bit | 126, length >> 8, length & 255);
	else {
		const wide = Buffer.alloc(8);
		wide.writeBigUInt64BE(BigInt(length));
		head.push(bit | 127, ...wide);
	}
	if (!masked) return Buffer.concat([Buffer.from(head), payload]);
	const mask = randomBytes(4);
	const body = Buffer.from(payload).map((byte, i) => byte ^ mask[i % 4]!);
	return Buffer.concat([Buffer.from(head), mask, body]);
}
