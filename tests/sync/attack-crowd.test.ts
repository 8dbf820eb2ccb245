import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { ChildServer, type Left } from '../support/child-server.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { aCrowd, anEmptyBoard } from '../support/crowd.ts';
import { aValue, fill, nextClient } from '../support/hostile-typist.ts';
import { handlesAllowed, handlesOf, memoryOf } from '../support/process-facts.ts';
import { QuietSocket } from '../support/quiet-socket.ts';
import { handshake, RawSocket, wsFrame } from '../support/raw-socket.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { Watchtower } from '../support/watchtower.ts';

/* Many sockets, and sockets that come, go and come back. */

let folder: TemporaryFolder;
let server: ChildServer;
let document: string;
let tower: Watchtower;
let crowd: string[];

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.withDemo(folder.path);
	document = await server.board('brd-opvang');
	crowd = await server.withStore((store) => aCrowd(store, 110));
	tower = await Watchtower.over(server, document, 'sunita');
});
afterAll(async () => {
	await tower.stop();
	await server.end('SIGKILL');
	folder.remove();
});

describe('many sockets', () => {
	it.runIf(handlesAllowed() > 6_000)(
		'W17 2,000 idle ones of 110 people: +< 150 MiB, nobody waits, all gone afterwards',
		async () => {
			const boards: string[] = [];
			await server.withStore(async (store) => {
				while (boards.length < 40) boards.push(await anEmptyBoard(store));
			});
			const before = handlesOf(server.pid);
			await tower.during(
				async () => {
					const sockets: QuietSocket[] = [];
					for (let i = 0; i < 2_000; i += 50) {
						const fifty = Array.from(
							{ length: 50 },
							(_, j) =>
								new QuietSocket(
									server,
									boards[(i / 50) % boards.length]!,
									crowd[(i + j) % crowd.length]!
								)
						);
						sockets.push(...(await Promise.all(fifty.map((socket) => socket.opened()))));
					}
					expect(sockets.filter((socket) => socket.ended)).toEqual([]);
					expect(handlesOf(server.pid)).toBeGreaterThan(before + 1_990);
					for (const socket of sockets) socket.stop();
				},
				{ growth: 150 }
			);
			await until(() => handlesOf(server.pid) <= before + 10, 'the handles back');
		}
	);

	it('W22 1,000 that connect, speak and leave: handles, timers and memory back', async () => {
		const visit = async (cookie: string, abruptly: boolean) => {
			const client = await new RawClient(server, document, cookie).open();
			client.send(frames.stepOne(Uint8Array.of(0)));
			await until(() => client.heard.length > 0, 'a word');
			if (abruptly) client.socket.terminate();
			else client.socket.close();
		};
		const visits = async (count: number) => {
			for (let i = 0; i < count; i += 20) {
				await Promise.all(
					Array.from({ length: 20 }, (_, j) => visit(crowd[(i + j) % crowd.length]!, j % 2 === 0))
				);
			}
		};
		// Compiled, cached, and each buffer grown to its size.
		await visits(1_000);
		const closed = async () => {
			await until(() => handlesOf(server.pid) <= handles, 'the handles back');
			return server.left();
		};
		let handles = Infinity;
		await closed();
		// A thread that merges snapshots may come and bring some of its own.
		handles = handlesOf(server.pid) + 20;
		const before = await closed();
		const memory = memoryOf(server.pid);
		await tower.during(() => visits(1_000));
		// Timers that end a line nobody closed run for some seconds; then nothing is left of it.
		const timers = (left: Left) => left['Timeout'] ?? 0;
		let after = await closed();
		await until(
			async () => {
				after = await closed();
				return timers(after) <= timers(before) && after.heapUsed < before.heapUsed + 4e6;
			},
			`as few timers and bytes as before (${JSON.stringify([before, after])})`
		);
		expect(memoryOf(server.pid) - memory).toBeLessThan(24);
	});

	it('W21 the old line of a page that reconnected ends late: she stays', async () => {
		const cookie = await server.signIn('jorrit');
		const watcher = await new RawClient(server, document, await server.signIn('tessa')).open();
		const client = nextClient();
		const at = (card: string) =>
			frames.awareness([{ client, clock: 1, state: JSON.stringify({ place: { card } }) }]);
		const last = () => watcher.presence().findLast((entry) => entry.client === client);
		const old = await new RawClient(server, document, cookie).open();
		old.send(at('before'));
		await until(() => last()?.state.includes('"before"'), 'there');
		const again = await new RawClient(server, document, cookie).open();
		again.send(at('after'));
		await until(() => last()?.state.includes('"after"'), 'back');
		old.stop();
		again.send(at('later'));
		await until(() => last()?.state.includes('"later"'), 'still there');
		// A newcomer sees her once.
		const late = new StockClient(server, document, await server.signIn('noortje'));
		await late.synced();
		const jorrits = () => late.others().filter((name) => name.startsWith('Jorrit'));
		await until(() => jorrits().length === 1, 'once');
		expect(last()?.state).toContain('"later"');
		for (const each of [watcher, again, late]) each.stop();
	});
});

describe('W24 what is said before the document is loaded', () => {
	/** A board of 1.5 MiB of which nothing is in memory: loading it takes its time. */
	async function coldBoard(): Promise<{ board: string; cookie: string }> {
		const cookie = await server.signIn('sunita');
		const board = await server.withStore(anEmptyBoard);
		const filler = await new RawClient(server, board, cookie).open();
		await fill(filler, 1.5 * 1024 * 1024);
		filler.stop();
		await server.end('SIGTERM');
		await server.start();
		return { board, cookie };
	}

	/** Words a page typed one after the other, each an update of its own. */
	function typing(words: number, size: number): { updates: Uint8Array[]; text: string } {
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		const text = new Y.Text();
		doc.getMap('cards').set('typed', text);
		for (let i = 0; i < words; i++) text.insert(text.length, `${i} `.padEnd(size));
		return { updates, text: text.toJSON() };
	}

	it.each([
		['300 short words', 300, 6],
		['2 MiB of long ones', 100, 20 * 1024]
	])(
		'%s with the handshake: in order, or 1013 and nothing out of order',
		async (_, words, size) => {
			const { board, cookie } = await coldBoard();
			const { updates, text } = typing(words, size);
			const socket = new RawSocket(server);
			const said = updates.map((update) => wsFrame(2, frames.update(update)));
			socket.write(Buffer.concat([Buffer.from(handshake(server, board, cookie)), ...said]));
			expect((await socket.answer()).status).toBe(101);
			const reader = new StockClient(server, board, await server.signIn('tessa'));
			await reader.synced();
			const typed = () => reader.doc.getMap<Y.Text>('cards').get('typed')?.toJSON() ?? '';
			await until(
				() => typed() === text || socket.ended || socket.hasClosed,
				'all of it, or a close'
			);
			if (typed() !== text) expect(await socket.closedWith()).toBe(1013);
			expect(text.startsWith(typed())).toBe(true);
			reader.stop();
			socket.stop();
		}
	);

	it('by forty sockets with 1 MiB each: nobody crashes it, and the board loads', async () => {
		const { board } = await coldBoard();
		const junk = Buffer.concat(
			Array.from({ length: 8 }, () =>
				wsFrame(2, frames.update(aValue({ clock: 3 }, 'x'.repeat(128 * 1024))))
			)
		);
		const before = memoryOf(server.pid);
		const sockets = crowd.slice(0, 40).map((cookie) => {
			const socket = new RawSocket(server);
			return socket.write(Buffer.concat([Buffer.from(handshake(server, board, cookie)), junk]));
		});
		for (const socket of sockets) expect([1007, 1013, 1006]).toContain(await socket.closedWith());
		const reader = new StockClient(server, board, await server.signIn('tessa'));
		await reader.synced();
		expect(server.runs).toBe(true);
		expect(memoryOf(server.pid) - before).toBeLessThan(128);
		reader.stop();
	});
});
