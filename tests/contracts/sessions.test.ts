import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlannedItem } from '../../src/lib/domain/session.ts';
import {
	deleteSession,
	insertSession,
	updatePlan
} from '../../server/store/session-plan-statements.ts';
import {
	assign,
	changeSession,
	enterSessionPhase,
	SessionRepository,
	writeAgenda
} from '../../server/store/session-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aLab, aMember } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const at = new Date('2026-11-24T09:00:00.000Z');

function anItem(id: string, about: Partial<PlannedItem> = {}): PlannedItem {
	return {
		id,
		title: id,
		minutes: 10,
		who: '',
		instruction: '',
		notes: '',
		boardId: null,
		mode: null,
		ballot: null,
		step: null,
		isBreak: false,
		isDropped: false,
		...about
	};
}

describe('sessions', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let sessions: SessionRepository;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			sessions = new SessionRepository(store.db);
		});
		beforeEach(async () => {
			await store.transaction(async (trx) => {
				for (const table of [
					'session_line',
					'session_event',
					'session_attendance',
					'session_role',
					'session_phase',
					'agenda_item',
					'session'
				] as const) {
					await trx.deleteFrom(table).execute();
				}
			});
			await empty(store);
			await aLab(store, { id: 'lab' });
			await aLab(store, { id: 'other' });
			for (const id of ['marit', 'yassin', 'tessa']) await aMember(store, { id });
			await plan('ses', '2026-11-24T09:00:00.000Z');
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const plan = (id: string, startsAt: string, labId = 'lab') =>
			store.transaction((trx) =>
				insertSession(trx, {
					...{ id, labId, startsAt, at, title: id, goal: '', createdBy: 'marit' },
					items: ['inloop', 'casus', 'oogst'].map((each) => anItem(`${id}-${each}`))
				})
			);
		const begin = () =>
			store.db.updateTable('session').set({ status: 'live' }).where('id', '=', 'ses').execute();
		const goes = (item: string, from: number, ledBy = 'marit') =>
			store.transaction((trx) =>
				enterSessionPhase(trx, 'ses', {
					...{ from, at, ledBy, itemId: `ses-${item}`, undoes: null, boardPhase: null },
					clock: { total: 600_000, endsAt: at.getTime() + 600_000 }
				})
			);

		it('are listed by their planned start, of one lab', async () => {
			await plan('earlier', '2026-11-03T09:00:00.000Z');
			await plan('elsewhere', '2026-11-01T09:00:00.000Z', 'other');
			expect((await sessions.listOfLab('lab')).map(({ id }) => id)).toEqual(['earlier', 'ses']);
		});

		it('of two moves from the same place one is made, and the record is of that one', async () => {
			await begin();
			const both = await Promise.all([goes('casus', 0), goes('oogst', 0, 'yassin')]);
			expect(both.toSorted()).toEqual([false, true]);
			const winner = both[0] ? 'ses-casus' : 'ses-oogst';
			expect(await sessions.find('ses')).toMatchObject({ phase: 1, itemId: winner });
			expect((await sessions.phases('ses')).map(({ itemId }) => itemId)).toEqual([winner]);
		});

		it('do not move before they begin', async () => {
			expect(await goes('casus', 0)).toBe(false);
			expect(await sessions.phases('ses')).toEqual([]);
		});

		it('run an item again as its next round, and what was taken back counts for none', async () => {
			await begin();
			for (const [from, item] of ['casus', 'oogst', 'casus'].entries()) await goes(item, from);
			expect(
				(await sessions.phases('ses')).map(({ itemId, round }) => `${itemId} ${round}`)
			).toEqual(['ses-casus 2', 'ses-oogst 1', 'ses-casus 1']);
			const [, before] = await sessions.phases('ses');
			await store.transaction((trx) =>
				enterSessionPhase(trx, 'ses', {
					...{ from: 3, at, ledBy: 'marit', itemId: 'ses-oogst', boardPhase: null },
					clock: before!.clock,
					undoes: before!
				})
			);
			await goes('casus', 4);
			const [again, undone, taken] = await sessions.phases('ses');
			expect(again).toMatchObject({ itemId: 'ses-casus', round: 2, isUndone: false });
			expect(undone).toMatchObject({ itemId: 'ses-oogst', round: 1 });
			expect(taken).toMatchObject({ itemId: 'ses-casus', isUndone: true });
		});

		it('keep the clock as it stood when a phase ended: taking back restores it', async () => {
			await begin();
			await goes('casus', 0);
			const paused = { total: 600_000, left: 240_000 };
			await store.transaction((trx) => changeSession(trx, 'ses', { clock: paused }));
			await goes('oogst', 1);
			expect((await sessions.find('ses'))!.clock).toHaveProperty('endsAt');
			const [, before] = await sessions.phases('ses');
			expect(before!.clock).toEqual(paused);
			await store.transaction((trx) =>
				enterSessionPhase(trx, 'ses', {
					...{ from: 2, at, ledBy: 'marit', itemId: before!.itemId, boardPhase: null },
					clock: before!.clock,
					undoes: before!
				})
			);
			expect(await sessions.find('ses')).toMatchObject({
				phase: 3,
				itemId: 'ses-casus',
				clock: paused,
				phaseAt: before!.at
			});
		});

		it('have an agenda in its order, with everything that stands in it', async () => {
			const items = [
				anItem('b', { minutes: 0, notes: 'Alleen voor de begeleider', who: 'begeleider' }),
				anItem('a', { mode: 'verdekt', step: 3, isBreak: true, isDropped: true }),
				anItem('c', { mode: 'stemmen', ballot: { kind: 'geheim', budget: 2, cap: 1 } })
			];
			await store.transaction((trx) => writeAgenda(trx, 'ses', items));
			expect((await sessions.find('ses'))!.items).toEqual(items);
			await store.transaction((trx) => writeAgenda(trx, 'ses', items.toReversed()));
			expect((await sessions.find('ses'))!.items.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
			await store.transaction((trx) => writeAgenda(trx, 'ses', []));
			expect((await sessions.find('ses'))!.items).toEqual([]);
		});

		it('have three dots in an item in which one votes and of which nobody chose how', async () => {
			const items = [anItem('a', { mode: 'stemmen' }), anItem('b', { mode: 'open' })];
			await store.transaction((trx) => writeAgenda(trx, 'ses', items));
			const [a, b] = (await sessions.find('ses'))!.items;
			expect(a!.ballot).toEqual({ kind: 'stippen', budget: 3, cap: 1 });
			expect(b!.ballot).toBeNull();
		});

		it('know one task for a member at a time', async () => {
			const give = (member: string, role: 'lead' | 'co' | 'host' | null) =>
				store.transaction((trx) => assign(trx, 'ses', member, role));
			await give('marit', 'lead');
			await give('yassin', 'host');
			await give('yassin', 'co');
			expect([...(await sessions.find('ses'))!.roles].toSorted()).toEqual([
				['marit', 'lead'],
				['yassin', 'co']
			]);
			await give('yassin', null);
			expect([...(await sessions.find('ses'))!.roles]).toEqual([['marit', 'lead']]);
		});

		const save = (revision: number, title: string) =>
			store.transaction((trx) =>
				updatePlan(trx, 'ses', revision, {
					...{ title, goal: '', roomLink: '', startsAt: at.toISOString() },
					items: [anItem(title)]
				})
			);

		it('of two plans on the same revision keep one, whole', async () => {
			const both = await Promise.all([save(1, 'een'), save(1, 'twee')]);
			expect(both.toSorted()).toEqual([false, true]);
			const kept = both[0] ? 'een' : 'twee';
			const session = (await sessions.find('ses'))!;
			expect(session).toMatchObject({ title: kept, revision: 2 });
			expect(session.items.map(({ title }) => title)).toEqual([kept]);
		});

		it('that are over are planned no more', async () => {
			await store.db.updateTable('session').set({ status: 'ended' }).execute();
			expect(await save(1, 'te laat')).toBe(false);
			expect((await sessions.find('ses'))!.items).toHaveLength(3);
		});

		it('go with all that is theirs while they are planned, and never once they began', async () => {
			await store.transaction((trx) => assign(trx, 'ses', 'marit', 'lead'));
			await begin();
			const remove = () => store.transaction((trx) => deleteSession(trx, 'ses'));
			expect(await remove()).toBe(false);
			expect((await sessions.find('ses'))!.items).toHaveLength(3);
			await store.db.updateTable('session').set({ status: 'planned' }).execute();
			expect(await remove()).toBe(true);
			expect(await sessions.find('ses')).toBeNull();
			expect(await remove()).toBe(false);
		});
	}));
