import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { syncLimits } from '../../server/sync/limits.ts';
import { frames } from '../../server/sync/frame.ts';
import { RawClient } from '../support/clients.ts';
import { handshake, RawSocket, wsFrame } from '../support/raw-socket.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';
import { Witnesses } from '../support/witnesses.ts';

let server: TestServer;
let document: string;
let cookie: string;
let witnesses: Witnesses;

beforeAll(async () => {
	server = await startTestServer();
	document = await server.board('brd-opvang');
	cookie = await server.signIn('sunita');
	witnesses = await Witnesses.on(server, document);
});
afterAll(async () => {
	witnesses.stop();
	await server.close();
});
afterEach(() => witnesses.intact());

/** Status of the answer to one raw request. */
async function ask(request: string): Promise<number> {
	const socket = new RawSocket(server).write(request);
	const { status } = await socket.answer();
	socket.stop();
	return status;
}

async function openSocket(): Promise<RawSocket> {
	const socket = new RawSocket(server).write(handshake(server, document, cookie));
	expect((await socket.answer()).status).toBe(101);
	return socket;
}

async function closeAfter(...bytes: Uint8Array[]): Promise<number> {
	const socket = await openSocket();
	for (const part of bytes) socket.write(part);
	const code = await socket.closedWith();
	socket.stop();
	return code;
}

describe('before the upgrade', () => {
	it('W1 plain requests and wrong handshakes get their status', async () => {
		const plain = { Connection: 'close', Upgrade: null };
		expect(await ask(handshake(server, document, cookie, plain))).toBe(426);
		expect(await ask(handshake(server, document, cookie, plain, 'POST'))).toBe(405);
		const version = { 'Sec-WebSocket-Version': '7' };
		expect([400, 426]).toContain(await ask(handshake(server, document, cookie, version)));
		expect(await ask(handshake(server, document, cookie, { 'Sec-WebSocket-Key': null }))).toBe(400);
		expect(await ask(handshake(server, document, cookie, {}, 'POST'))).not.toBe(101);
	});

	it('W2 a foreign, null, missing, look-alike or plain-http origin gets 403', async () => {
		const { origin, url } = server;
		const origins = ['https://evil.example', 'null', null, `${origin}.evil.example`, url];
		for (const Origin of [...origins, origin.replace('http', 'https'), `${origin}/`]) {
			expect(await ask(handshake(server, document, cookie, { Origin })), String(Origin)).toBe(403);
		}
	});

	const odd = ['', '../x', '%00', '__proto__', 'constructor', 'board/', 'board/%2e%2e', 'board/x'];
	it('W3 a name of no document gets 400 or 404, and opens nothing', async () => {
		const id = document.slice('board/'.length);
		const there = () => server.store.db.selectFrom('document').select('name').execute();
		const before = await there();
		const names = [...odd, 'a'.repeat(8_000), document.toUpperCase(), `board/${id}%0d%0aX:1`];
		const looks = [`board/${id.replace(/[0-9a-f]/, '%D0%B0')}`, encodeURIComponent(document)];
		for (const name of [...names, ...looks, `${document}/`, `notes/${id}`, `board//${id}`]) {
			expect([400, 404], name).toContain(await ask(handshake(server, name, cookie)));
		}
		expect(await there()).toEqual(before);
	});

	it('refuses alike, but for the date, what is unknown, malformed or not hers', async () => {
		const guest = await server.signIn('hilde');
		const answers: string[] = [];
		for (const name of [`board/${randomUUID()}`, await server.board('brd-wiedoetwat'), 'x/y']) {
			const socket = new RawSocket(server).write(handshake(server, name, guest));
			await until(() => socket.ended, 'the end of the answer');
			answers.push(socket.text.replace(/Date: .*/, ''));
		}
		expect(answers[0]).toMatch(/^HTTP\/1.1 404 Not Found/);
		expect(new Set(answers).size).toBe(1);
	});

	it('answers 401 without a sign-in, with a forged, a doubled or a truncated one', async () => {
		const name = cookie.split('=')[0]!;
		const forged = `${name}=${'ab'.repeat(32)}`;
		for (const Cookie of [null, '', forged, `${cookie}; ${cookie}`, cookie.slice(0, -1)]) {
			expect(await ask(handshake(server, document, cookie, { Cookie }))).toBe(401);
		}
	});

	it('W14 compression that is offered is not taken up', async () => {
		const offer = { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' };
		const socket = new RawSocket(server).write(handshake(server, document, cookie, offer));
		const { status, head } = await socket.answer();
		expect(status).toBe(101);
		expect(head).not.toMatch(/extensions/i);
		socket.stop();
	});

	it('W17 the 21st socket of one person gets 429, of another not', async () => {
		const daan = await server.signIn('tessa');
		const open = Array.from(
			{ length: syncLimits.socketsPerMember },
			() => new RawClient(server, document, daan)
		);
		await Promise.all(open.map((client) => client.open()));
		expect(await ask(handshake(server, document, daan))).toBe(429);
		expect(await ask(handshake(server, document, cookie))).toBe(101);
		open.forEach((client) => client.stop());
		await until(async () => (await ask(handshake(server, document, daan))) === 101, 'room again');
	});
});

describe('after the upgrade', () => {
	it.each([
		['W6 a text frame', 1003, [wsFrame(1, Buffer.from('{"hello":1}'))]],
		['W6 a text frame "-1"', 1003, [wsFrame(1, Buffer.from('-1'))]],
		['W7 an empty frame', 1007, [wsFrame(2, Buffer.alloc(0))]],
		['W8 a truncated number', 1007, [wsFrame(2, Buffer.of(0x80))]],
		['W8 an overlong number', 1007, [wsFrame(2, Buffer.of(0x80, 0x80, 0x00))]],
		['W9 an unknown type', 1007, [wsFrame(2, Buffer.of(42))]],
		['W9 a wrong sub-type', 1007, [wsFrame(2, Buffer.of(0, 5, 0))]],
		['W9 type 2', 1007, [wsFrame(2, frames.denied('no'))]],
		['W9 type 4', 1007, [wsFrame(2, frames.saved(5))]],
		['W10 a frame over 1 MiB', 1009, [wsFrame(2, Buffer.alloc(1024 * 1024 + 1))]],
		[
			'W10 only the head of a frame of 100 MiB',
			1009,
			[wsFrame(2, Buffer.alloc(0), { length: 1e8 })]
		],
		['W12 a length of 2^52', 1009, [wsFrame(2, Buffer.alloc(0), { length: 2 ** 52 })]]
	])('%s is answered with %i', async (_, code, bytes) => {
		expect(await closeAfter(...bytes)).toBe(code);
	});

	it.each([
		['opcode 3', [wsFrame(3, Buffer.of(1))]],
		['RSV1', [wsFrame(2, Buffer.of(3), { rsv1: true })]],
		['an unmasked frame', [wsFrame(2, Buffer.of(3), { masked: false })]],
		['text that is no UTF-8', [wsFrame(1, Buffer.of(0xc3, 0x28))]],
		['a continuation of nothing', [wsFrame(0, Buffer.of(1))]],
		['a ping in parts', [wsFrame(9, Buffer.of(1), { fin: false })]],
		['a ping of 126 bytes', [wsFrame(9, Buffer.alloc(126))]],
		['a close with code 999', [wsFrame(8, Buffer.of(0x03, 0xe7))]],
		['a close of one byte', [wsFrame(8, Buffer.of(1))]]
	])('W11 %s ends that connection only', async (_, bytes) => {
		expect([1002, 1003, 1007]).toContain(await closeAfter(...bytes));
	});

	it('W18 a flood of step 1 is closed with 4429', async () => {
		const client = await new RawClient(server, document, cookie).open();
		client.send(...Array.from({ length: 300 }, () => frames.stepOne(Uint8Array.of(0))));
		expect(await client.closedWith()).toBe(4429);
		const answers = client.ofType(0).filter((frame) => frame[0] === 1);
		expect(answers.length).toBeLessThanOrEqual(syncLimits.stepOnesPerTenSeconds);
	});
});
