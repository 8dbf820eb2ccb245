import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { syncLimits } from '../../server/sync/limits.ts';
import { ChildServer } from '../support/child-server.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { aCrowd, anEmptyBoard } from '../support/crowd.ts';
import { anUpdate, bytes, hostileUpdates, inCards } from '../support/hand-made.ts';
import { aValue, fill, nextClient, settled } from '../support/hostile-typist.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { Watchtower } from '../support/watchtower.ts';

/* Updates no honest editor makes, at full strength, while two witnesses work on. */

let folder: TemporaryFolder;
let server: ChildServer;
let document: string;
let cookie: string;
let tower: Watchtower;

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.withDemo(folder.path);
	document = await server.board('brd-opvang');
	cookie = await server.signIn('sunita');
	tower = await Watchtower.over(server, document, 'sunita');
});
afterAll(async () => {
	await tower.stop();
	await server.end('SIGKILL');
	folder.remove();
});

const open = (on = document, as = cookie) => new RawClient(server, on, as).open();

/** The code each of these gets from the server, on a socket of its own. */
async function codesOf(updates: Uint8Array[]): Promise<Set<number>> {
	const codes = new Set<number>();
	for (let at = 0; at < updates.length; at += 12) {
		const clients = await Promise.all(updates.slice(at, at + 12).map(() => open()));
		clients.forEach((client, i) => client.send(frames.update(updates[at + i]!)));
		for (const client of clients) codes.add(await client.closedWith());
	}
	return codes;
}

/** Deletes every other one of `clocks` clocks, each a range of its own. */
function manyRanges(client: number, ranges: number): Uint8Array {
	const b = bytes().uint(0, 1, client, ranges);
	for (let i = 0; i < ranges; i++) b.uint(i * 2, 1);
	return b.done();
}

describe('updates', () => {
	it('Y1 declared giants, twelve at once: 1007, +< 8 MiB, nobody waits 100 ms', async () => {
		const giant = hostileUpdates['a count of 33 million structs']!;
		const twelve = Array.from({ length: 12 }, () => giant);
		// So that what a young process grows by itself is not counted.
		await codesOf(twelve);
		await tower.during(async () => expect(await codesOf(twelve)).toEqual(new Set([1007])), {
			stall: 100,
			growth: 8
		});
	});

	it('Y1 Y4 Y5 Y7 Y8 of every hostile kind, ten of each: 1007', async () => {
		const all = Object.values(hostileUpdates).flatMap((each) => Array<Uint8Array>(10).fill(each));
		await tower.during(async () => expect(await codesOf(all)).toEqual(new Set([1007])));
	});

	it('Y3 300 of 64 KiB each over a gap: 1007 each third time, and none is kept', async () => {
		await tower.during(async () => {
			for (let sent = 0; sent < 300; sent += syncLimits.gaps) {
				const client = await open();
				for (let i = 0; i < syncLimits.gaps; i++) {
					client.send(frames.update(aValue({ clock: 5 }, 'x'.repeat(64 * 1024))));
				}
				expect(await client.closedWith()).toBe(1007);
			}
		});
	});

	it('Y8 deleting 200,000 ranges: 1009 or 1007', async () => {
		const large = manyRanges(nextClient(), 200_000);
		const unknown = manyRanges(nextClient(), 20_001);
		await tower.during(async () => {
			for (const code of await codesOf([large, large, large, large, large, unknown, unknown])) {
				expect([1007, 1009]).toContain(code);
			}
		});
	});

	it('Y8 deleting 20,000 ranges of her own text is editing, and stalls nobody', async () => {
		const other = await server.withStore(anEmptyBoard);
		const mine = nextClient();
		const text = (b: ReturnType<typeof bytes>) => inCards(b, 4).text('x'.repeat(40_000));
		await tower.during(async () => {
			const client = await open(other);
			client.send(frames.update(anUpdate(1, text, { client: mine })));
			client.send(frames.update(manyRanges(mine, 20_000)));
			const doc = await client.ask();
			expect(client.closed).toBeNull();
			expect(Y.getState(doc.store, mine)).toBe(40_000);
			client.stop();
		});
	});

	it('Y5 50,000 client ids in one update: refused; more than 500 of one member: 4413', async () => {
		const b = bytes().uint(50_000);
		for (let i = 0; i < 50_000; i++)
			inCards(b.uint(1, nextClient(), 0), 8)
				.uint(1)
				.raw(126);
		const many = b.uint(0).done();
		await tower.during(async () => {
			for (const code of await codesOf([many])) expect([1007, 1009]).toContain(code);
		});
		const other = await server.withStore(anEmptyBoard);
		const client = await open(other);
		const rounds = syncLimits.clientsPerMember / syncLimits.clientsPerUpdate + 1;
		for (let i = 0; i < rounds; i++) client.send(frames.update(ofManyClients()));
		expect(await client.closedWith()).toBe(4413);
		const fresh = await (await open(other, await server.signIn('tessa'))).ask();
		expect(fresh.store.clients.size).toBeLessThanOrEqual(syncLimits.clientsPerMember);
	});

	it('Y5 more than 5,000 client ids in one document, of eleven members: 4413', async () => {
		const other = await server.withStore(anEmptyBoard);
		const crowd = await server.withStore((store) => aCrowd(store, 12));
		const each = Math.floor(syncLimits.clientsPerMember / syncLimits.clientsPerUpdate);
		const codes: (number | null)[] = [];
		for (const as of crowd) {
			const client = await open(other, as);
			for (let i = 0; i < each; i++) client.send(frames.update(ofManyClients()));
			codes.push(await settled(client));
			client.stop();
		}
		expect(codes.slice(0, 10)).toEqual(Array(10).fill(null));
		expect(codes.slice(-1)).toEqual([4413]);
		const reader = await open(other);
		expect((await reader.ask()).store.clients.size).toBeLessThanOrEqual(
			syncLimits.clientsPerDocument
		);
	});

	it('Y10 until the document is full: 4413, then deleting is allowed, and writing after it', async () => {
		// The thread that merges snapshots is there: what it is itself is not counted.
		const earlier = await server.withStore(anEmptyBoard);
		await fill(await open(earlier), 1024 * 1024);
		const merged = () => server.look('select seq from snapshot where document = ?', earlier);
		await until(() => merged().length > 0, 'a snapshot');
		const other = await server.withStore(anEmptyBoard);
		// 4 MiB is what anybody may write: held as bytes and as a Y.Doc, and merged and read back once.
		const budget = { growth: 128 };
		await tower.during(async () => {
			const first = await open(other);
			await fill(first, syncLimits.documentBytes - 150_000);
			expect(first.closed).toBeNull();
			first.send(frames.update(aValue({}, 'x'.repeat(250_000))));
			expect(await first.closedWith()).toBe(4413);

			const second = new StockClient(server, other, cookie);
			const reader = new StockClient(server, other, await server.signIn('tessa'));
			await Promise.all([second.synced(), reader.synced()]);
			expect(Y.encodeStateAsUpdate(second.doc).length).toBeLessThan(syncLimits.documentBytes);
			const cards = second.doc.getMap('cards');
			const keys = [...cards.keys()].slice(5);
			second.doc.transact(() => keys.forEach((key) => cards.delete(key)));
			await until(() => reader.board.size === 5, 'deleted');
			cards.set('again', 'x'.repeat(200_000));
			await until(() => reader.board.size === 6, 'room again');
			expect(second.closes).toEqual([]);
			for (const each of [second, reader]) each.stop();
		}, budget);
	});

	it('Y11 the same one 10,000 times: the log grows by one row', async () => {
		const update = aValue();
		await tower.during(
			async () => {
				const before = tower.rows();
				let client = await open();
				client.send(frames.update(update));
				await client.ask();
				for (let sent = 0; sent < 10_000; sent += 400) {
					if (client.closed !== null) client = await open();
					client.send(...Array.from({ length: 400 }, () => frames.update(update)));
					await until(() => client.closed !== null || client.socket.bufferedAmount === 0, 'sent');
				}
				expect([null, 4429]).toContain(client.closed);
				client.stop();
				expect(tower.rows()).toBe(before + 1);
			},
			{ rows: 1 }
		);
	});

	it('Y12 20,000 tiny ones at full speed: 4429, and others do not wait', async () => {
		const mine = nextClient();
		const flood = Array.from({ length: 20_000 }, (_, clock) =>
			frames.update(aValue({ client: mine, clock, key: 'same' }))
		);
		await tower.during(
			async () => {
				const client = await open();
				client.send(...flood);
				expect(await client.closedWith()).toBe(4429);
			},
			{ rows: 2 * syncLimits.updateBurst }
		);
	});

	it('Y12 the same by five sockets of five people', async () => {
		const crowd = await server.withStore((store) => aCrowd(store, 5));
		const floods = crowd.map(() => {
			const mine = nextClient();
			return Array.from({ length: 4_000 }, (_, clock) =>
				frames.update(aValue({ client: mine, clock }))
			);
		});
		const other = await server.withStore(anEmptyBoard);
		await tower.during(async () => {
			const clients = await Promise.all(crowd.map((as) => open(other, as)));
			clients.forEach((client, i) => client.send(...floods[i]!));
			for (const client of clients) expect(await client.closedWith()).toBe(4429);
		});
	});
});

/** As many new client ids as one update may bring. */
function ofManyClients(): Uint8Array {
	const count = syncLimits.clientsPerUpdate;
	const b = bytes().uint(count);
	for (let i = 0; i < count; i++) {
		const client = nextClient();
		inCards(b.uint(1, client, 0), 8, `k${client}`)
			.uint(1)
			.raw(126);
	}
	return b.uint(0).done();
}
