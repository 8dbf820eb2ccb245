import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { wsFrame } from '../../tests/support/raw-socket.ts';
import { Random, seeds } from '../../tests/support/random.ts';
import { until } from '../../tests/support/until.ts';
import { BareSocket } from './bare-socket.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => cleanUps.splice(0).forEach((cleanUp) => cleanUp()));

const lengths = [0, 5, 125, 126, 300, 65_535, 65_536, 200_000];

/** A server that answers any handshake and hands over the socket. */
async function bareServer(): Promise<{ port: number; peer: Promise<Socket> }> {
	const server = createServer().listen(0, '127.0.0.1');
	cleanUps.push(() => server.close());
	await once(server, 'listening');
	const peer = once(server, 'connection').then(async ([socket]: Socket[]) => {
		cleanUps.push(() => socket!.destroy());
		await once(socket!, 'data');
		socket!.setNoDelay(true);
		socket!.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
		return socket!;
	});
	return { port: (server.address() as AddressInfo).port, peer };
}

function open(port: number, countsOnly: boolean): BareSocket {
	const socket = new BareSocket(
		{ port, path: '/', headers: {} },
		{ countsOnly, onOpen: () => undefined }
	);
	cleanUps.push(() => socket.destroy());
	return socket;
}

describe('a bare socket', () => {
	it.each(seeds(2))('reads frames wherever TCP cuts them (seed %i)', async (seed) => {
		const random = new Random(seed);
		const { port, peer } = await bareServer();
		const socket = open(port, false);
		const heard: string[] = [];
		socket.onFrame = (bytes, length) => heard.push(`${length} ${bytes.toString('hex')}`);
		const sent = [...lengths, ...lengths].map((length) => Buffer.from(random.bytes(length)));
		const stream = Buffer.concat(sent.map((each) => wsFrame(2, each, { masked: false })));
		const server = await peer;
		for (let at = 0; at < stream.length;) {
			const size = random.chance(0.7) ? 1 + random.int(5) : random.int(60_000);
			server.write(stream.subarray(at, at + size));
			at += size;
			await wait(1);
		}
		await until(() => heard.length === sent.length, 'every frame');
		expect(heard).toEqual(sent.map((each) => `${each.length} ${each.toString('hex')}`));
	});

	it('counts a large frame nobody wants the content of, and reads on after it', async () => {
		const { port, peer } = await bareServer();
		const socket = open(port, true);
		const heard: [number, number][] = [];
		socket.onFrame = (bytes, length) => heard.push([bytes.length, length]);
		const server = await peer;
		server.write(wsFrame(2, Buffer.alloc(1_000_000), { masked: false }));
		server.write(wsFrame(2, Buffer.alloc(7), { masked: false }));
		await until(() => heard.length === 2, 'both frames');
		expect(heard[0]![0]).toBeLessThan(1_000_000);
		expect(heard.map(([, length]) => length)).toEqual([1_000_000, 7]);
	});

	it('is understood by ws, answers its ping and hears its close', async () => {
		const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
		cleanUps.push(() => server.close());
		await once(server, 'listening');
		const connection = once(server, 'connection') as Promise<[WebSocket]>;
		const socket = open((server.address() as AddressInfo).port, false);
		let code: number | null = null;
		socket.onClose = (heard) => (code = heard);
		const [peer] = await connection;
		const heard: number[] = [];
		let pongs = 0;
		peer.on('message', (data: Buffer) => heard.push(data.length));
		peer.on('pong', () => (pongs += 1));
		for (const length of lengths) socket.send(Buffer.alloc(length, 1));
		peer.ping();
		await until(() => heard.length === lengths.length && pongs === 1, 'all of it');
		expect(heard).toEqual(lengths);
		peer.close(1013, 'too slow');
		await until(() => code !== null, 'the close');
		expect(code).toBe(1013);
	});
});
