import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BoardRepository } from '../../server/store/board-repository.ts';
import {
	ChangeRepository,
	forgetChanges,
	markSeen,
	recordChanges,
	recordVisit,
	type Change
} from '../../server/store/change-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import {
	insertVersion,
	replaceContents,
	setFrozen,
	thinVersions,
	VersionRepository,
	type Version
} from '../../server/store/version-repository.ts';
import { aBoard, aLab, aMember, aTemplate } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const noon = Date.parse('2026-11-26T12:00:00.000Z');
/** So many minutes after noon. */
const at = (minutes: number) => new Date(noon + minutes * 60_000);
const change = (card: string, what: Change['what'], minutes: number, memberId: string | null) => ({
	card,
	what,
	at: at(minutes).toISOString(),
	memberId
});
const version = (id: string, minutes: number, more: Partial<Version> = {}): Version => ({
	id,
	boardId: 'b',
	at: at(minutes).toISOString(),
	kind: 'auto',
	label: '',
	step: 1,
	madeBy: null,
	members: ['ans'],
	counts: { placed: 1, changed: 0, moved: 0, binned: 0 },
	cards: 3,
	...more
});

describe('what a board remembers', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let changes: ChangeRepository;
		let versions: VersionRepository;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			changes = new ChangeRepository(store.db);
			versions = new VersionRepository(store.db);
		});
		beforeEach(async () => {
			await empty(store);
			for (const id of ['ans', 'bo']) await aMember(store, { id });
			await aLab(store, { id: 'lab' });
			await aTemplate(store, { id: 't' });
			for (const id of ['b', 'other']) await aBoard(store, { id, lab_id: 'lab', template_id: 't' });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const record = (board: string, ...all: Change[]) =>
			store.transaction((trx) => recordChanges(trx, board, all));
		const visit = (who: string, minutes: number) =>
			store.transaction((trx) => recordVisit(trx, 'b', who, at(minutes)));
		const add = (each: Version, content = Uint8Array.of(1, 2, 3)) =>
			store.transaction((trx) => insertVersion(trx, each, content));

		it('keeps of every card and kind of change the last one, newest first', async () => {
			await record('b', change('k', 'text', 1, 'ans'), change('k', 'text', 2, 'bo'));
			await record('b', change('k', 'text', 3, 'ans'), change('l', 'placed', 4, null));
			await record('other', change('k', 'text', 9, 'ans'));
			expect(await changes.since('b', at(0).toISOString())).toEqual([
				change('l', 'placed', 4, null),
				change('k', 'text', 3, 'ans')
			]);
			expect(await changes.since('b', at(3).toISOString())).toEqual([
				change('l', 'placed', 4, null)
			]);
			await store.transaction((trx) => forgetChanges(trx, 'b', ['k']));
			expect((await changes.since('b', at(0).toISOString())).length).toBe(1);
		});

		it('lets a visit go on for half an hour without her, and begins another after that', async () => {
			await visit('ans', 0);
			await visit('ans', 29);
			expect(await changes.visit('b', 'ans')).toEqual({
				since: at(0).toISOString(),
				lastAt: at(29).toISOString()
			});
			await visit('ans', 60);
			expect(await changes.visit('b', 'ans')).toEqual({
				since: at(29).toISOString(),
				lastAt: at(60).toISOString()
			});
			expect(await changes.visit('b', 'bo')).toBeNull();
		});

		it('counts per board the cards others did something with since her visit before', async () => {
			await visit('ans', 0);
			await record('b', change('k', 'text', 1, 'bo'), change('k', 'place', 2, 'bo'));
			await record('b', change('l', 'text', 3, 'ans'), change('m', 'placed', 4, null));
			await record('other', change('k', 'text', 1, 'bo'));
			const count = async (minutes: number) => [
				...(await changes.countNews('lab', 'ans', at(minutes)))
			];
			expect(await count(5)).toEqual([['b', 2]]);
			// Her visit ended at noon: of an hour later it is the one before.
			expect(await count(60)).toEqual([['b', 2]]);
			const seen = { until: at(3).toISOString(), at: at(5) };
			await store.transaction((trx) => markSeen(trx, 'b', 'ans', seen));
			expect(await count(6)).toEqual([['b', 1]]);
			expect([...(await changes.countNews('lab', 'bo', at(5)))]).toEqual([]);
		});

		it('gives versions back as they were kept, newest first, each with its bytes', async () => {
			const agreed = version('w', 5, { kind: 'agreed', label: 'Afspraken', madeBy: 'bo' });
			await add(version('v', 0));
			await add(agreed, Uint8Array.of(9));
			expect(await versions.list('b')).toEqual([agreed, version('v', 0)]);
			const found = await versions.find('b', 'w');
			expect([...found!.content]).toEqual([9]);
			expect(await versions.find('other', 'w')).toBeNull();
			expect([await versions.isTaken('w'), await versions.isTaken('x')]).toEqual([true, false]);
			await store.transaction((trx) =>
				replaceContents(trx, [{ id: 'w', content: Uint8Array.of(7) }])
			);
			expect([...(await versions.find('b', 'w'))!.content]).toEqual([7]);
		});

		it('lets versions go, and adds what was in them to the one after', async () => {
			for (const [i, id] of ['v', 'w'].entries()) await add(version(id, i));
			const counts = { placed: 2, changed: 0, moved: 0, binned: 0 };
			await store.transaction((trx) =>
				thinVersions(trx, ['v'], [{ id: 'w', members: ['ans', 'bo'], counts }])
			);
			expect(await versions.list('b')).toEqual([
				version('w', 1, { members: ['ans', 'bo'], counts })
			]);
		});

		it('freezes a board and opens it again, each a turn of it', async () => {
			const boards = new BoardRepository(store.db);
			const before = (await boards.find('b'))!;
			expect(before).toMatchObject({ frozenAt: null, frozenVersion: null });
			await store.transaction((trx) => setFrozen(trx, 'b', { at: at(0), version: 'v' }));
			expect(await boards.find('b')).toMatchObject({
				frozenAt: at(0).toISOString(),
				frozenVersion: 'v',
				turn: before.turn + 1
			});
			await store.transaction((trx) => setFrozen(trx, 'b', null));
			expect(await boards.find('b')).toMatchObject({ frozenAt: null, turn: before.turn + 2 });
		});
	}));
