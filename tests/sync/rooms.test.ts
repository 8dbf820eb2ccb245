import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { SqlUpdateLog, writeNewDocument } from '../../server/store/sql-update-log.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import type { Grant } from '../../server/sync/connection.ts';
import { frames } from '../../server/sync/frame.ts';
import { syncLimits } from '../../server/sync/limits.ts';
import { DocumentUnreadable, Rooms } from '../../server/sync/rooms.ts';
import type { UpdateLog } from '../../server/sync/update-log.ts';
import { boardRules } from '../support/door.ts';
import { anUpdate, inCards } from '../support/hand-made.ts';
import { aGrant, RecordingLine } from '../support/lines.ts';
import { until } from '../support/until.ts';

/* Rooms over a real store, with a clock that the test moves. */

const name = 'board/one';
let store: Store;
let log: UpdateLog;
let rooms: Rooms;
const errors: string[] = [];

beforeEach(async () => {
	vi.useFakeTimers({
		toFake: ['Date', 'setTimeout', 'setInterval', 'clearInterval', 'clearTimeout']
	});
	store = await openStore(':memory:');
	log = new SqlUpdateLog(store, () => new Date());
	await make(name);
	rooms = open(log);
	errors.splice(0);
});
afterEach(async () => {
	await rooms.close();
	vi.useRealTimers();
	await store.close();
});

function open(on: UpdateLog): Rooms {
	const note = (_: object, message: string) => void errors.push(message);
	return new Rooms({
		log: on,
		rulesFor: () => boardRules,
		logger: { error: note, warn: note },
		onBroken: (error) => void errors.push(error.message)
	});
}

function make(document: string): Promise<void> {
	const empty = { bytes: new Uint8Array(0), clients: [], authorship: new Map<string, null>() };
	return store.transaction((trx) =>
		writeNewDocument(trx, { document, memberId: null, ...empty }, new Date())
	);
}

async function join(member: string, about: Partial<Grant> = {}, document = name) {
	const room = (await rooms.open(document))!;
	const line = new RecordingLine();
	const connection = rooms.connect(room, aGrant(member, about), line, true);
	return { room, line, connection };
}

let client = 100;
const aCard = (text = 'x') =>
	anUpdate(1, (b) => inCards(b, 8, `k${client}`).uint(1).raw(119).text(text), { client: client++ });
/** What is on the board. */
const cards = () => rooms.read(name, (doc) => doc.getMap('cards').toJSON());
/** Lets what is under way on the store finish. */
const settle = () => rooms.read(name, () => undefined);
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('rooms', () => {
	it('are opened once by all who come at the same time', async () => {
		const opened = await Promise.all(Array.from({ length: 10 }, () => rooms.open(name)));
		expect(new Set(opened).size).toBe(1);
	});

	it('do not exist for a document that does not, and may come into being later', async () => {
		expect(await rooms.open('board/two')).toBeNull();
		expect(await rooms.apply('board/two', () => undefined, { memberId: null })).toBe(false);
		await make('board/two');
		expect(await rooms.open('board/two')).not.toBeNull();
	});

	it('leave memory when nobody was there for a minute, and come back with everything', async () => {
		const { room, line, connection } = await join('ans');
		room.receive(connection, frames.update(aCard('bewaard')));
		await settle();
		expect(line.closed).toBeNull();
		await pass(syncLimits.idleRoom + 2_000);
		expect(await rooms.open(name)).toBe(room);
		rooms.disconnect(connection);
		await pass(syncLimits.idleRoom + 2_000);
		expect(await rooms.open(name)).not.toBe(room);
		expect(JSON.stringify(await cards())).toContain('bewaard');
	});

	it('end a connection that says nothing for half a minute with 1008 (W5)', async () => {
		const silent = await join('ans');
		const speaking = await join('bo');
		speaking.room.receive(speaking.connection, Uint8Array.of(3));
		await pass(syncLimits.firstFrame + 2_000);
		expect([silent.line.closed?.code, speaking.line.closed]).toEqual([1008, null]);
	});

	it('let every connection hear something at least every twenty seconds', async () => {
		const { room, line, connection } = await join('ans');
		room.receive(connection, Uint8Array.of(3));
		for (let i = 0; i < 5; i++) {
			const heard = line.sent.length;
			await pass(20_000);
			expect(line.sent.length).toBeGreaterThan(heard);
		}
	});

	it('end a connection with 4401 at the absolute end of its sign-in, however active', async () => {
		const { room, line, connection } = await join('ans', { signInEnds: Date.now() + 10_000 });
		room.receive(connection, Uint8Array.of(3));
		await pass(9_000);
		expect(line.closed).toBeNull();
		await pass(2_000);
		expect(line.closed?.code).toBe(4401);
	});

	it('answer writing without the right any more with type 2, and with 4403 after five seconds of it', async () => {
		const { room, line, connection } = await join('ans');
		room.receive(connection, frames.update(aCard()));
		await settle();
		const before = room.content.seq;
		await rooms.recheck(
			() => true,
			() => Promise.resolve(aGrant('ans', { access: 'read' }))
		);
		for (let second = 0; second < 5; second++) {
			room.receive(connection, frames.update(aCard()));
			expect([line.sent.at(-1)![0], line.closed]).toEqual([2, null]);
			await pass(1_000);
		}
		await pass(500);
		room.receive(connection, frames.update(aCard()));
		expect([line.closed?.code, room.content.seq]).toEqual([4403, before]);
	});

	it('close a reader that does not read with 1013, after leaving out presence (W19)', async () => {
		const slow = await join('ans');
		const other = await join('bo');
		slow.line.waiting = syncLimits.presenceBacklog + 1;
		const heard = slow.line.sent.length;
		await pass(200);
		expect(slow.line.sent.length).toBe(heard);
		slow.line.waiting = syncLimits.backlog + 1;
		other.room.receive(other.connection, frames.update(aCard()));
		await settle();
		expect([slow.line.closed?.code, other.line.closed]).toEqual([1013, null]);
	});

	it('write a snapshot after enough updates, and trim what the one before covers', async () => {
		const { room, connection } = await join('ans');
		const rows = () => store.db.selectFrom('update_log').select('seq').execute();
		const snapshots = () => store.db.selectFrom('snapshot').select('seq').orderBy('seq').execute();
		const big = 'x'.repeat(syncLimits.tailBytes);
		for (let round = 1; round <= 3; round++) {
			room.receive(connection, frames.update(aCard(big)));
			await settle();
			await pass(syncLimits.snapshots + 1_100);
			await until(async () => (await snapshots()).at(-1)?.seq === round, `snapshot ${round}`);
		}
		expect((await snapshots()).map(({ seq }) => seq)).toEqual([2, 3]);
		expect((await rows()).map(({ seq }) => seq)).toEqual([3]);
		await rooms.close();
		rooms = open(log);
		expect(Object.keys((await cards())!)).toHaveLength(3);
		expect(errors).toEqual([]);
	});

	it('fall back on the snapshot before when the last one is corrupt', async () => {
		const { room, connection } = await join('ans');
		for (let round = 1; round <= 2; round++) {
			room.receive(connection, frames.update(aCard(`kaart ${round}`)));
			await settle();
			const snapshot = await room.whenCommitted((doc) => ({
				parts: [Y.encodeStateAsUpdate(doc)],
				stateVector: Y.encodeStateVector(doc)
			}));
			await log.saveSnapshot(name, room.content.seq, snapshot);
		}
		await rooms.close();
		await store.db
			.updateTable('snapshot')
			.set({ bytes: Uint8Array.of(9, 9, 9) })
			.where('seq', '=', 2)
			.execute();
		rooms = open(log);
		expect(Object.keys((await cards())!)).toHaveLength(2);
	});

	it('open nothing rather than something empty when all is corrupt, and leave others alone (P5)', async () => {
		await rooms.apply(name, (doc) => doc.getMap('cards').set('a', 1), { memberId: null });
		await make('board/two');
		await rooms.close();
		await store.db
			.updateTable('update_log')
			.set({ bytes: Uint8Array.of(9, 9, 9) })
			.execute();
		rooms = open(log);
		await expect(rooms.open(name)).rejects.toThrow(DocumentUnreadable);
		expect(await rooms.open('board/two')).not.toBeNull();
	});
});

describe('a commit that fails', () => {
	it('has its like in half a change of the server: the document is opened anew without it', async () => {
		const { line } = await join('ans');
		const change = rooms.apply(
			name,
			(doc) => {
				doc.getMap('cards').set('half', 1);
				throw new Error('no further');
			},
			{ memberId: null }
		);
		await expect(change).rejects.toThrow('no further');
		expect([line.closed?.code, await cards()]).toEqual([1012, {}]);
	});

	it('fails the change of the server that was in it', async () => {
		const failing: UpdateLog = {
			...log,
			load: (d) => log.load(d),
			append: () => Promise.reject(new Error('disk full')),
			saveSnapshot: () => Promise.resolve(),
			probe: () => Promise.reject(new Error('disk full')),
			quarantine: () => Promise.resolve()
		};
		await rooms.close();
		rooms = open(failing);
		const change = rooms.apply(name, (doc) => doc.getMap('cards').set('a', 1), { memberId: null });
		await expect(change).rejects.toThrow('disk full');
	});
});

describe('a document', () => {
	it('that is full is closed with 4413 for more, while deleting still works (Y10)', async () => {
		const { room, line, connection } = await join('ans');
		const big = 'x'.repeat(200_000);
		for (let i = 0; i < 20; i++) room.receive(connection, frames.update(aCard(big)));
		await settle();
		expect(line.closed).toBeNull();
		room.receive(connection, frames.update(aCard(big)));
		room.receive(connection, frames.update(aCard(big)));
		await settle();
		expect(line.closed?.code).toBe(4413);
		const copy = new Y.Doc();
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(room.content.doc!));
		const again = await join('ans');
		const before = Y.encodeStateVector(copy);
		copy.getMap('cards').delete([...copy.getMap('cards').keys()][0]!);
		room.receive(again.connection, frames.update(Y.encodeStateAsUpdate(copy, before)));
		await settle();
		expect(again.line.closed).toBeNull();
		expect(room.content.doc!.getMap('cards').size).toBe(copy.getMap('cards').size);
	});

	it('whose client ids one member uses up stays open to the others (4413 for her)', async () => {
		const { clientsPerMember } = syncLimits;
		const half = clientsPerMember / 2;
		for (let time = 0; time < 2; time++) {
			const { room, connection, line } = await join('ans');
			for (let i = 0; i < half; i++) room.receive(connection, frames.update(aCard()));
			await settle();
			expect(line.closed).toBeNull();
		}
		const { room, connection, line } = await join('ans');
		room.receive(connection, frames.update(aCard()));
		await settle();
		expect(line.closed?.code).toBe(4413);
		const bo = await join('bo');
		bo.room.receive(bo.connection, frames.update(aCard()));
		await settle();
		expect(bo.line.closed).toBeNull();
		expect(room.content.doc!.getMap('cards').size).toBe(clientsPerMember + 1);
	});

	it('forgets the ids of visits that wrote nothing, but for the newest', async () => {
		for (let visit = 0; visit < syncLimits.idleClientsPerMember + 20; visit++) {
			const { room, connection } = await join('ans');
			const entry = { client: 90_000 + visit, clock: 1, state: '{}' };
			room.receive(connection, frames.awareness([entry]));
			rooms.disconnect(connection);
		}
		const room = (await rooms.open(name))!;
		expect(room.clients.size).toBe(syncLimits.idleClientsPerMember);
		expect(room.clients.get(90_000 + syncLimits.idleClientsPerMember + 19)).toBe('ans');
	});
});
