import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { syncLimits } from '../../server/sync/limits.ts';
import { RawClient } from '../support/clients.ts';
import { handshake, RawSocket, wsFrame } from '../support/raw-socket.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let document: string;
const stops: { stop(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
	document = await server.board('brd-opvang');
});
afterAll(() => server.close());
afterEach(() => stops.splice(0).forEach((each) => each.stop()));

function raw(): RawSocket {
	const socket = new RawSocket(server);
	stops.push(socket);
	return socket;
}

describe('a handshake', () => {
	it('with 64 KiB of headers gets 431', async () => {
		const cookie = await server.signIn('marit');
		const large = handshake(server, document, cookie, { 'X-Large': 'a'.repeat(64 * 1024) });
		expect(await raw().write(large).answer()).toMatchObject({ status: 431 });
	});

	it('that drips keeps nobody out, and is dropped within fifteen seconds', async () => {
		const text = handshake(server, document, await server.signIn('marit'));
		const dripping = Array.from({ length: 200 }, raw);
		const begun = performance.now();
		let at = 0;
		const drip = setInterval(() => {
			// Never the last letter: none of them gets to ask anything.
			for (const socket of dripping) if (at < text.length - 1) socket.write(text[at]!);
			at += 1;
		}, 250);
		const waits: number[] = [];
		for (const name of ['marit', 'yassin', 'tessa', 'jorrit', 'daan']) {
			const cookie = await server.signIn(name);
			const asked = performance.now();
			const client = new RawClient(server, document, cookie);
			stops.push(client);
			await client.open();
			expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
			waits.push(performance.now() - asked);
		}
		const left = () => dripping.filter((socket) => !socket.ended).length;
		expect(left()).toBe(200);
		await until(() => left() === 0, 'all dripping sockets dropped', 15_000);
		clearInterval(drip);
		console.log(
			`200 dripping: others in after ${waits.map((ms) => ms.toFixed(0)).join(', ')} ms,`,
			`the last dropped after ${((performance.now() - begun) / 1000).toFixed(1)} s`
		);
		expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
	});
});

describe('a websocket', () => {
	it('whose first frame promises a megabyte and stalls is closed after half a minute', async () => {
		vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
		const own = await startTestServer();
		try {
			const socket = new RawSocket(own);
			stops.push(socket);
			const board = await own.board('brd-opvang');
			socket.write(handshake(own, board, await own.signIn('marit')));
			expect((await socket.answer()).status).toBe(101);
			socket.write(wsFrame(2, new Uint8Array(100), { length: 1024 * 1024 }));
			vi.advanceTimersByTime(syncLimits.firstFrame + 2_000);
			expect(await socket.closedWith()).toBe(1008);
		} finally {
			vi.useRealTimers();
			await own.close();
		}
	});
});
