import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditTrail } from '../../server/services/audit-trail.ts';
import { closingOf, sweepClosing } from '../../server/services/session-closing.ts';
import { Turns } from '../../server/services/turns.ts';
import { SessionRepository, writeAgenda } from '../../server/store/session-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aBoard, aLab, aMember, aTemplate } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const ended = '2026-11-24T11:00:00.000Z';
const beforeDay = new Date('2026-11-29T10:59:59.000Z');
const onDay = new Date('2026-11-29T11:00:00.000Z');

describe('boards of a session that is over', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let now = onDay;
		let told: string[] = [];
		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
		});
		beforeEach(async () => {
			await empty(store);
			await aMember(store, { id: 'ans' });
			await aLab(store, { id: 'lab' });
			await aTemplate(store, { id: 't' });
			for (const id of ['b1', 'b2']) await aBoard(store, { id, lab_id: 'lab', template_id: 't' });
			now = onDay;
			told = [];
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const sweep = () => {
			const clock = () => now;
			const logger = { error: () => undefined };
			const trail = new AuditTrail({ store, now: clock, logger });
			const tell = (id: string) => Promise.resolve(void told.push(id));
			const failed = (error: unknown) => {
				throw error;
			};
			return sweepClosing({ store, trail, turns: new Turns(), now: clock, live: { tell }, failed });
		};
		const held = async () =>
			Object.fromEntries(
				(await store.db.selectFrom('board').select(['id', 'held']).orderBy('id').execute()).map(
					(row) => [row.id, row.held]
				)
			);
		const session = async (
			id: string,
			boards: string[],
			about: { status?: 'ended' | 'live'; ended_at?: string | null; closed?: string } = {}
		) => {
			const { status = 'ended', ended_at = ended, closed = null } = about;
			await store.db
				.insertInto('session')
				.values({
					...{ id, lab_id: 'lab', title: id, goal: '', starts_at: ended, status, ended_at },
					...{ boards_closed_at: closed, created_by: null, created_at: ended }
				})
				.execute();
			const item = { title: 'Deel', minutes: 5, who: '', instruction: '', notes: '', step: null };
			const items = boards.map((boardId, i) => ({
				...item,
				...{ id: `${id}-${i}`, boardId, mode: null, ballot: null, isBreak: false, isDropped: false }
			}));
			await store.transaction((trx) => writeAgenda(trx, id, items));
		};

		it('close five days after it, once, and whoever has them open hears of it', async () => {
			await session('s', ['b1', 'b2']);
			now = beforeDay;
			expect(await sweep()).toEqual([]);
			expect(await held()).toEqual({ b1: null, b2: null });
			now = onDay;
			expect(await sweep()).toEqual(['s']);
			expect(await held()).toEqual({ b1: 'over', b2: 'over' });
			expect(told).toEqual(['b1', 'b2']);
			expect(await sweep()).toEqual([]);
			const events = await new SessionRepository(store.db).events('s');
			expect(events).toMatchObject([{ act: 'boards-closed', memberId: null }]);
		});

		it('that were opened again stay open', async () => {
			await session('s', ['b1']);
			await sweep();
			await store.db.updateTable('board').set({ held: null }).execute();
			expect(await sweep()).toEqual([]);
			expect(await held()).toEqual({ b1: null, b2: null });
		});

		it('stay open where it was settled before, as of meetings of the demo', async () => {
			await session('s', ['b1'], { closed: ended });
			expect(await sweep()).toEqual([]);
			expect(await held()).toEqual({ b1: null, b2: null });
		});

		it('stay as they are in another session that runs', async () => {
			await session('s', ['b1', 'b2']);
			await session('now', ['b1'], { status: 'live', ended_at: null });
			await store.db
				.updateTable('board')
				.set({ session_id: 'now', held: 'pause' })
				.where('id', '=', 'b1')
				.execute();
			await sweep();
			expect(await held()).toEqual({ b1: 'pause', b2: 'over' });
		});

		it('close by the last session they were in', async () => {
			const later = '2026-11-26T11:00:00.000Z';
			await session('s', ['b1', 'b2']);
			await session('later', ['b1'], { ended_at: later });
			expect(await sweep()).toEqual(['s']);
			expect(await held()).toEqual({ b1: null, b2: 'over' });
			const sessions = new SessionRepository(store.db);
			expect(await closingOf({ store }, (await sessions.find('later'))!)).toEqual({
				isAny: true,
				isClosed: false,
				closesAt: Date.parse('2026-12-01T11:00:00.000Z')
			});
			now = new Date('2026-12-01T11:00:00.000Z');
			expect(await sweep()).toEqual(['later']);
			expect(await held()).toEqual({ b1: 'over', b2: 'over' });
		});

		it('that were taken back are left alone', async () => {
			await session('s', ['b1', 'b2']);
			await store.db
				.updateTable('board')
				.set({ withdrawn_at: ended })
				.where('id', '=', 'b1')
				.execute();
			await sweep();
			expect(await held()).toEqual({ b1: null, b2: 'over' });
		});
	}));
