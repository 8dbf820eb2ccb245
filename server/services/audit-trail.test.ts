import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditRepository } from '../store/audit-repository.ts';
import { openStore, type Store } from '../store/store.ts';
import { AuditTrail, type AuditFact } from './audit-trail.ts';

let store: Store;
let trail: AuditTrail;
let logged: object[];
const now = new Date('2026-11-25T09:00:00Z');

beforeEach(async () => {
	store = await openStore(':memory:');
	logged = [];
	const logger = { error: (facts: object) => void logged.push(facts) };
	trail = new AuditTrail({ store, now: () => now, logger });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await store.close();
});

const aFact = (about: Partial<AuditFact> = {}): AuditFact => ({
	act: 'board.viewed',
	memberId: 'ans',
	subject: 'board/one',
	detail: {},
	...about
});
const rows = () => store.db.selectFrom('audit').selectAll().orderBy('seq').execute();
/** The next commit does not succeed. */
const failOnce = () =>
	vi.spyOn(AuditRepository.prototype, 'append').mockRejectedValueOnce(new Error('disk full'));

describe('the audit trail', () => {
	it('writes in the order it was told, with the moment', async () => {
		const subjects = Array.from({ length: 30 }, (_, i) => `board/${i}`);
		await Promise.all(subjects.map((subject) => trail.record(aFact({ subject }))));
		expect((await rows()).map(({ subject }) => subject)).toEqual(subjects);
		expect((await rows())[0]!.at).toBe(now.toISOString());
		expect(await new AuditRepository(store).verify()).toMatchObject({ ok: true });
	});

	it('is idle only when what was told and not waited for is on disk', async () => {
		void trail.record(aFact());
		void trail.record(aFact({ subject: 'board/two' }));
		await trail.idle();
		expect(await rows()).toHaveLength(2);
		await trail.idle();
	});

	it('never fails who tells it: what it cannot write goes to the log, and it goes on', async () => {
		failOnce();
		expect(await trail.record(aFact())).toBe(false);
		expect(logged).toMatchObject([{ entries: [{ ...aFact(), at: now }] }]);
		expect(await trail.record(aFact())).toBe(true);
		expect(await rows()).toHaveLength(1);
	});

	it('survives that the store is closed', async () => {
		await store.close();
		expect(await trail.record(aFact())).toBe(false);
		expect(logged).toHaveLength(1);
	});

	it('does an act and writes it down in one commit, or neither', async () => {
		const probe = async () =>
			(await sql<{ at: string }>`select at from probe`.execute(store.db)).rows[0]!.at;
		const act = (at: string) =>
			trail.with(aFact({ act: 'member.invited' }), async (trx) => {
				await sql`update probe set at = ${at}`.execute(trx);
				return at;
			});
		expect(await act('done')).toBe('done');
		vi.spyOn(AuditRepository.prototype, 'appendIn').mockRejectedValueOnce(new Error('full'));
		await expect(act('undone')).rejects.toThrow('full');
		expect(await probe()).toBe('done');
		expect((await rows()).map(({ act }) => act)).toEqual(['member.invited']);
	});

	it('writes the same fact once an hour where that is enough', async () => {
		vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
		const others = [{ memberId: 'bo' }, { subject: 'board/two' }];
		for (const about of [{}, ...others, {}, {}, ...others]) {
			await trail.recordHourly(aFact(about));
		}
		expect(await rows()).toHaveLength(3);
		vi.advanceTimersByTime(3_600_000);
		await trail.recordHourly(aFact());
		expect(await rows()).toHaveLength(4);
		vi.useRealTimers();
	});

	it('tries again at the next request what it could not write this hour', async () => {
		failOnce();
		await trail.recordHourly(aFact());
		expect(await rows()).toEqual([]);
		await trail.recordHourly(aFact());
		expect(await rows()).toHaveLength(1);
	});
});
