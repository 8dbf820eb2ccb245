import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../tests/support/until.ts';
import { createHttpServer, httpLimits, listen, serve } from './listen.ts';

/** The same server with shorter limits, so that a test need not wait for the real ones. */
const short = {
	...httpLimits,
	headersTimeout: 200,
	requestTimeout: 400,
	connectionsCheckingInterval: 50
};
let server: Server;
const clients: Socket[] = [];

beforeEach(async () => {
	server = createHttpServer(short);
	serve(server, {
		front: (request, response, next) => {
			if (request.url === '/stream') {
				response.write('begin\n');
				const lines = setInterval(() => response.write('line\n'), 50);
				response.on('close', () => clearInterval(lines));
			} else if (request.url === '/form') {
				request.resume().on('end', () => response.end('read\n'));
			} else next();
		},
		upgrade: (_, socket) => void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
	});
	await listen(server, 0, '127.0.0.1');
});
afterEach(async () => {
	for (const client of clients.splice(0)) client.destroy();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

async function client(said = ''): Promise<{ heard: string; ended: boolean; socket: Socket }> {
	const { port } = server.address() as AddressInfo;
	const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
	clients.push(socket);
	const far = { heard: '', ended: false, socket };
	socket.on('data', (data: Buffer) => (far.heard += data.toString()));
	socket.on('error', () => undefined);
	for (const event of ['end', 'close']) socket.on(event, () => (far.ended = true));
	await once(socket, 'connect');
	socket.write(said);
	return far;
}

describe('a connection', () => {
	it('that says nothing is dropped', async () => {
		const silent = await client();
		await until(() => silent.ended, 'end');
		expect(silent.heard).toMatch(/^(HTTP\/1.1 408 |$)/);
	});

	it('that drips its headers is dropped, however steadily it drips', async () => {
		const slow = await client('GET / HTTP/1.1\r\nX-Slow: ');
		await until(() => {
			slow.socket.write('a');
			return slow.ended;
		}, 'end');
		expect(slow.heard).toMatch(/^HTTP\/1.1 408 /);
	});

	it('that promises a body and stalls gets 408', async () => {
		const stalled = await client(
			'POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\nabc'
		);
		await until(() => stalled.ended, 'end');
		expect(stalled.heard).toMatch(/^HTTP\/1.1 408 /);
	});

	it('that is answered in a stream lives on well beyond the limits of a request', async () => {
		const listener = await client('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n');
		const begun = performance.now();
		await until(() => performance.now() - begun > 3 * short.requestTimeout, 'three times as long');
		const { length } = listener.heard;
		await until(() => listener.heard.length > length, 'another line');
		expect(listener.ended).toBe(false);
	});

	it('whose upgrade was refused is hung up on when it does not hang up itself', async () => {
		const count = () =>
			new Promise<number>((resolve) => server.getConnections((_, open) => resolve(open)));
		const refused = await client(
			'GET /sync/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
		);
		await until(() => refused.ended, 'answer');
		expect(refused.heard).toMatch(/^HTTP\/1.1 401 /);
		expect(await count()).toBe(1);
		await until(async () => (await count()) === 0, 'hung up');
	});

	it.each([17, 64, 256])('with %i KiB of headers gets 431', async (size) => {
		const large = await client(
			`GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(size * 1024)}\r\n\r\n`
		);
		await until(() => large.ended, 'end');
		expect(large.heard).toMatch(/^HTTP\/1.1 431 /);
	});
});

it('a port that is taken is an error, not a crash', async () => {
	const { port } = server.address() as AddressInfo;
	await expect(listen(createHttpServer(), port, '127.0.0.1')).rejects.toThrow(/EADDRINUSE/);
});
