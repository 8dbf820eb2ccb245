import { connect, type Socket } from 'node:net';
import type { Target } from './clients.ts';
import { handshake, wsFrame } from './raw-socket.ts';
import { until } from './until.ts';

/**
 * An open websocket that only counts what comes: cheap enough to have thousands, and it can stop
 * reading. It answers no ping unless told to.
 */
export class QuietSocket {
	readonly socket: Socket;
	received = 0;
	open = false;
	ended = false;

	constructor(target: Target, document: string, cookie: string) {
		const { hostname, port } = new URL(target.url);
		this.socket = connect(Number(port), hostname);
		this.socket.on('data', (data: Buffer) => {
			this.open ||= data.toString('latin1', 0, 12) === 'HTTP/1.1 101';
			this.received += data.length;
		});
		this.socket.on('close', () => (this.ended = true));
		this.socket.on('error', () => (this.ended = true));
		this.socket.write(handshake(target, document, cookie));
	}

	async opened(): Promise<this> {
		await until(() => this.open || this.ended, 'a quiet socket to open');
		if (!this.open) throw new Error('refused');
		return this;
	}

	/** One message, as a client sends it. */
	say(...messages: Uint8Array[]): this {
		this.socket.write(Buffer.concat(messages.map((message) => wsFrame(2, message))));
		return this;
	}

	/** Reads nothing from here on: the kernel's buffers fill, then the server's. */
	stopReading(): this {
		this.socket.pause();
		return this;
	}

	stop(): void {
		this.socket.destroy();
	}
}
