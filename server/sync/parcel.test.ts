import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Parcel } from './parcel.ts';

let server: WebSocketServer;
let parcel: Parcel;

beforeAll(async () => {
	server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
	server.on('connection', (_, { socket }) => {
		for (const chunk of parcel.framed) socket.write(chunk);
	});
	await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('a parcel', () => {
	it.each([0, 1, 125, 126, 65_535, 65_536, 300_000])(
		'is read by a websocket client as its messages, %i bytes long',
		async (length) => {
			const messages = [new Uint8Array(length).fill(7), Uint8Array.of(1, 2, 3)];
			// One in a piece, one in chunks.
			parcel = new Parcel([[messages[0]!], [Uint8Array.of(1), Uint8Array.of(2, 3)]]);
			const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
			const read: Buffer[] = [];
			await new Promise<void>((resolve, reject) => {
				client.on('error', reject);
				client.on('message', (data: Buffer, isBinary) => {
					if (!isBinary) reject(new Error('text'));
					if (read.push(data) === messages.length) resolve();
				});
			});
			expect(messages.every((message, i) => read[i]!.equals(message))).toBe(true);
			client.terminate();
		}
	);

	it('is worked out once for all who get it', () => {
		const shared = Parcel.of(Uint8Array.of(1), Uint8Array.of(2));
		expect(shared.framed).toBe(shared.framed);
		expect(shared.text).toBe('AQ==\nAg==');
	});
});
