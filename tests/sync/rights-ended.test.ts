import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { bytes } from '../support/hand-made.ts';
import { aValue, settled } from '../support/hostile-typist.ts';
import { handshake, RawSocket, wsFrame } from '../support/raw-socket.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';
import { Witnesses } from '../support/witnesses.ts';

/* What rights.test.ts leaves: exact bytes, rows and times once a right is gone or was never there. */

let server: TestServer;
let document: string;
let witnesses: Witnesses;
const stops: { stop(): void }[] = [];

beforeAll(async () => {
	server = await startTestServer();
	document = await server.board('brd-opvang');
	witnesses = await Witnesses.on(server, document);
});
afterAll(async () => {
	witnesses.stop();
	await server.close();
});
afterEach(async () => {
	stops.splice(0).forEach((each) => each.stop());
	await witnesses.intact();
});

async function raw(name: string): Promise<RawClient> {
	const client = new RawClient(server, document, await server.signIn(name));
	stops.push(client);
	return client.open();
}

async function stock(name: string): Promise<StockClient> {
	const client = new StockClient(server, document, await server.signIn(name));
	stops.push(client);
	return client.synced();
}

/** Bytes of the log and of the state that are there for good. */
async function onDisk(): Promise<string> {
	const { db } = server.store;
	const log = await db.selectFrom('update_log').select(['seq', 'bytes']).orderBy('seq').execute();
	const bound = await db.selectFrom('document_client').select('client').orderBy('client').execute();
	return JSON.stringify([log.map(({ seq, bytes }) => [seq, bytes.length]), bound]);
}

describe('a reader (B4)', () => {
	const hostile: [string, (state: Y.Doc) => Uint8Array][] = [
		['an update', () => frames.update(aValue())],
		['a step 2 with news', () => frames.stepTwo(aValue())],
		['deleting everything', (state) => frames.update(deleteAll(state))],
		['a step 2 that deletes everything', (state) => frames.stepTwo(deleteAll(state))]
	];

	it.each(hostile)('who sends %s: 4403, and nothing changes on disk', async (_, frame) => {
		const reader = await raw('hilde');
		const state = await reader.ask();
		const before = await onDisk();
		reader.send(frame(state));
		expect(await reader.closedWith()).toBe(4403);
		expect(await onDisk()).toBe(before);
	});

	it('who sends back what is there writes nothing, and reads on', async () => {
		const reader = await raw('hilde');
		const state = await reader.ask();
		const before = await onDisk();
		reader.send(frames.stepTwo(Y.encodeStateAsUpdate(state)));
		reader.send(frames.update(Y.encodeStateAsUpdate(state)));
		expect(await settled(reader)).toBeNull();
		expect(await onDisk()).toBe(before);
	});

	it('who writes leaves one row in the audit trail, without content', async () => {
		const of = async () => {
			const id = await server.id('mem-hilde');
			const rows = await server.store.db.selectFrom('audit').selectAll().execute();
			return rows.filter((row) => row.member_id === id && row.subject === document);
		};
		const before = (await of()).length;
		const reader = await raw('hilde');
		reader.send(frames.update(aValue({}, 'geheim')));
		expect(await reader.closedWith()).toBe(4403);
		await until(async () => (await of()).length > before, 'the row');
		const rows = (await of()).slice(before);
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain('geheim');
	});
});

describe('a writer whose right ends while she writes', () => {
	async function asObserver(name: string, work: () => Promise<void>): Promise<void> {
		const [actor, lab] = [await server.actor('marit'), await server.demoLab()];
		const member = await server.id(`mem-${name}`);
		const row = (await server.lab.services.members.list(lab)).find((m) => m.memberId === member)!;
		const { members } = server.lab.services;
		await members.inviteToBoard(actor, lab, { member, board: await server.id('brd-opvang') });
		await members.setRole(actor, lab, { member, role: 'waarnemer' });
		await work().finally(() => members.setRole(actor, lab, { member, role: row.role }));
	}

	it('B5 is told with type 2 at each write, and closed with 4403 after five seconds of it', async () => {
		const client = await raw('sunita');
		await client.ask();
		await asObserver('sunita', async () => {
			let before = '';
			await until(() => {
				client.send(frames.update(aValue()));
				return client.ofType(2).length > 0;
			}, 'type 2');
			await until(async () => before === (before = await onDisk()), 'what was under way on disk');
			const from = performance.now();
			// Twenty times a second: well under the limit on speed.
			const typing = setInterval(() => client.send(frames.update(aValue())), 50);
			await until(() => client.closed !== null, 'the close').finally(() => clearInterval(typing));
			const seconds = (performance.now() - from) / 1_000;
			expect([client.closed, seconds > 4, seconds < 7]).toEqual([4403, true, true]);
			expect(client.ofType(2).length).toBeGreaterThan(10);
			expect(await onDisk()).toBe(before);
		});
	});

	it('B5 a stock page that types on loses nothing of others, and its words do not land', async () => {
		const page = await stock('sunita');
		const reader = await stock('tessa');
		const card = page.board.cards().find(({ zone }) => zone !== 'kwestie')!.id;
		await asObserver('sunita', async () => {
			await until(() => {
				page.board.text(card)!.insert(0, 'x');
				return page.heard.some((frame) => frame[0] === 2);
			}, 'type 2');
			page.board.text(card)!.insert(0, 'niet geland ');
			reader.board.text(card)!.insert(0, 'wel geland ');
			await until(() => page.board.textOf(card).includes('wel geland '), 'her reading');
			expect(reader.board.textOf(card)).not.toContain('niet geland');
		});
	});
});

describe('a line of somebody who is thrown out', () => {
	/** Everything on the wire after the upgrade, as it came. */
	async function eavesdrop(name: string): Promise<RawSocket> {
		const socket = new RawSocket(server);
		stops.push(socket);
		socket.write(handshake(server, document, await server.signIn(name)));
		expect((await socket.answer()).status).toBe(101);
		socket.write(wsFrame(2, frames.stepOne(Uint8Array.of(0))));
		await until(() => socket.text.length > 1_000, 'the document');
		return socket;
	}

	/** The writer types a word nobody else knows, and somebody else sees it. */
	async function later(word: string): Promise<void> {
		const [writer, reader] = [await stock('tessa'), await stock('jorrit')];
		const card = writer.board.cards().find(({ zone }) => zone !== 'kwestie')!.id;
		writer.board.text(card)!.insert(0, word);
		await until(() => reader.board.textOf(card).includes(word), 'seen by another');
	}

	it('B6 removed from the lab: 4403 within 2 s, and no byte of later edits', async () => {
		const socket = await eavesdrop('abel');
		await later('woord-ervoor ');
		await until(() => socket.text.includes('woord-ervoor '), 'the edit before');
		const [actor, lab] = [await server.actor('marit'), await server.demoLab()];
		const from = performance.now();
		const member = await server.id('mem-abel');
		expect((await server.lab.services.members.endMembership(actor, lab, member)).ok).toBe(true);
		// From here on nothing may leave, also before the close.
		await later('woord-erna ');
		expect(await socket.closedWith()).toBe(4403);
		expect(performance.now() - from).toBeLessThan(2_000);
		const heard = socket.text.length;
		await later('woord-veel-later ');
		expect(socket.text.includes('woord-erna')).toBe(false);
		expect(socket.text.length).toBe(heard);
	});

	it('A5 signed out: 4401 within 2 s, and no byte of later edits; she cannot come back', async () => {
		const entered = await server.lab.services.signIns.enter(
			'daan@kennislab.example',
			'kennislab-demo',
			{ address: '127.0.0.3', userAgent: 'apart' },
			null
		);
		if (!entered.ok) throw new Error(entered.reason);
		const cookie = `${server.lab.services.cookie.name}=${entered.secret}`;
		const clients = [1, 2, 3].map(() => new RawClient(server, document, cookie));
		stops.push(...clients);
		for (const client of clients) await (await client.open()).ask();
		const from = performance.now();
		await server.lab.services.signIns.end(entered.signIn.id);
		for (const client of clients) expect(await client.closedWith()).toBe(4401);
		expect(performance.now() - from).toBeLessThan(2_000);
		const heard = clients.map((client) => client.heard.length);
		await later('na het afmelden ');
		expect(clients.map((client) => client.heard.length)).toEqual(heard);
		const again = new RawClient(server, document, cookie);
		await until(() => again.refused, 'refusal');
		expect(again.refused).toBe(401);
	});
});

/** Deletes every struct of the state, in one update. */
function deleteAll(state: Y.Doc): Uint8Array {
	const clients = [...state.store.clients.keys()];
	const b = bytes().uint(0, clients.length);
	for (const client of clients) b.uint(client, 1, 0, Y.getState(state.store, client));
	return b.done();
}
