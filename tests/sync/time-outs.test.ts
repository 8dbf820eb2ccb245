import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frames } from '../../server/sync/frame.ts';
import { ChildServer } from '../support/child-server.ts';
import { RawClient } from '../support/clients.ts';
import { settled } from '../support/hostile-typist.ts';
import { handshake, RawSocket, wsFrame } from '../support/raw-socket.ts';
import { aSignIn } from '../support/sign-in.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

/* Slow, all of them: whatever ends by itself after a while. They wait together. */

let folder: TemporaryFolder;
let server: ChildServer;
let document: string;

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.withDemo(folder.path);
	document = await server.board('brd-opvang');
});
afterAll(async () => {
	await server.end('SIGKILL');
	folder.remove();
});

const MINUTE = 60_000;

async function openRaw(name: string): Promise<RawSocket> {
	const socket = new RawSocket(server);
	socket.write(handshake(server, document, await server.signIn(name)));
	await socket.answer();
	return socket;
}

/** Seconds until it is true. */
async function secondsUntil(condition: () => boolean, what: string): Promise<number> {
	const from = performance.now();
	await until(condition, what, MINUTE);
	return (performance.now() - from) / 1_000;
}

describe.concurrent('slow: what ends by itself', { timeout: 70_000 }, () => {
	it('W5 a line that says nothing, not even a pong: gone after half a minute', async () => {
		const silent = await openRaw('tessa');
		expect(await secondsUntil(() => silent.ended || silent.hasClosed, 'its end')).toBeLessThan(36);
	});

	it('W5 a line that answers pings and says nothing else: 1008 after 30 s', async () => {
		const silent = await new RawClient(server, document, await server.signIn('pieterbas')).open();
		const seconds = await secondsUntil(() => silent.closed !== null, 'its end');
		expect(silent.closed).toBe(1008);
		expect(seconds).toBeGreaterThan(25);
		expect(seconds).toBeLessThan(36);
	});

	it('W13 a message of 1 MiB that stalls half-way: the line is cut within 40 s', async () => {
		const stalled = await openRaw('daan');
		stalled.write(wsFrame(2, Uint8Array.of(3)));
		const whole = wsFrame(2, frames.update(new Uint8Array(1_000_000)));
		stalled.write(whole.subarray(0, 500_000));
		expect(await secondsUntil(() => stalled.ended, 'the line cut')).toBeLessThan(42);
	});

	it('W20 a line whose other end is gone: cut within 60 s, and out of the presence', async () => {
		const watcher = await new RawClient(server, document, await server.signIn('marit')).open();
		watcher.send(Uint8Array.of(3));
		const half = await openRaw('jorrit');
		half.write(wsFrame(2, frames.awareness([{ client: 77_001, clock: 1, state: '{}' }])));
		const of = () => watcher.presence().findLast(({ client }) => client === 77_001);
		await until(() => of()?.state.includes('Jorrit'), 'there');
		expect(await secondsUntil(() => of()?.state === 'null', 'gone')).toBeLessThan(60);
		await until(() => half.ended, 'the line cut');
		expect(watcher.closed).toBeNull();
		watcher.stop();
	});

	it('A6 the absolute end of a sign-in: 4401, however busy the line', async () => {
		const id = await server.id('mem-lotte');
		const cookie = await server.withStore((store) =>
			aSignIn(store, id, new Date(Date.now() + 4_000))
		);
		const client = await new RawClient(server, document, cookie).open();
		const seconds = await secondsUntil(() => {
			if (client.closed === null) client.send(Uint8Array.of(3));
			return client.closed !== null;
		}, 'the end');
		expect(client.closed).toBe(4401);
		expect(seconds).toBeLessThan(6);
	});

	it('A8 P6 an account disabled without a notice: 4401 at the next sweep, and 401 from then on', async () => {
		const cookie = await server.signIn('noortje');
		const client = await new RawClient(server, document, cookie).open();
		expect(await settled(client)).toBeNull();
		const id = await server.id('mem-noortje');
		await server.withStore((store) =>
			store.db
				.updateTable('member')
				.set({ disabled_at: new Date().toISOString() })
				.where('id', '=', id)
				.execute()
		);
		expect(await secondsUntil(() => client.closed !== null, 'the sweep')).toBeLessThan(33);
		expect(client.closed).toBe(4401);
		const again = new RawClient(server, document, cookie);
		await until(() => again.refused, 'refusal');
		expect(again.refused).toBe(401);
	});

	it('B6 P6 a membership that ended without a notice: 4403 at the next sweep', async () => {
		const cookie = await server.signIn('abel');
		const id = await server.id('mem-abel');
		const client = await new RawClient(server, document, cookie).open();
		expect(await settled(client)).toBeNull();
		await server.withStore((store) =>
			store.db
				.updateTable('membership')
				.set({ ended_at: new Date().toISOString() })
				.where('member_id', '=', id)
				.execute()
		);
		expect(await secondsUntil(() => client.closed !== null, 'the sweep')).toBeLessThan(33);
		expect(client.closed).toBe(4403);
	});
});
