import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { down, up } from '../../migrations/2026-11-25-2-audit-append-only.ts';
import { AuditRepository, type AuditEntry } from '../../server/store/audit-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import type { Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const at = new Date('2026-11-25T09:00:00Z');

function anEntry(about: Partial<AuditEntry> = {}): AuditEntry {
	return { at, act: 'board.viewed', memberId: 'ans', subject: 'board/one', detail: {}, ...about };
}

describe('the audit trail', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let audit: AuditRepository;

		beforeEach(async () => {
			place = await open();
			store = await openStore(place.address);
			audit = new AuditRepository(store);
		});
		afterEach(async () => {
			await store.close();
			await place.remove();
		});

		const rows = () => store.db.selectFrom('audit').selectAll().orderBy('seq').execute();
		const appendNumbered = (count: number) =>
			audit.append(Array.from({ length: count }, (_, i) => anEntry({ detail: { number: i + 1 } })));

		/** As somebody who owns the database could. */
		async function tamper(work: () => Promise<unknown>): Promise<void> {
			await down(store.db, store.dialect);
			await work();
			await up(store.db, store.dialect);
		}

		it('holds at once when nothing is in it', async () => {
			expect(await audit.verify()).toEqual({ ok: true, head: { seq: 0, hash: '' } });
		});

		it('keeps who, what, to what and when, in order and without gaps', async () => {
			const detail = { reason: 'rightLost', code: 4403, by: null };
			await audit.append([anEntry({ detail }), anEntry({ act: 'sign-in.ended', memberId: null })]);
			await audit.append([anEntry({ subject: 'lab/two' })]);
			const kept = await rows();
			expect(kept.map(({ seq }) => seq)).toEqual([1, 2, 3]);
			expect(kept[0]).toMatchObject({
				at: at.toISOString(),
				act: 'board.viewed',
				member_id: 'ans',
				subject: 'board/one'
			});
			expect(JSON.parse(kept[0]!.detail)).toEqual(detail);
			expect([kept[1]!.member_id, kept[2]!.subject]).toEqual([null, 'lab/two']);
			expect(await audit.verify()).toEqual({ ok: true, head: { seq: 3, hash: kept[2]!.hash } });
		});

		it('gives the last times something was done to a subject, the newest first', async () => {
			await appendNumbered(3);
			await audit.append([anEntry({ act: 'board.exported' }), anEntry({ subject: 'board/two' })]);
			const last = await audit.lastOf('board.viewed', 'board/one', 2);
			expect(last).toEqual([
				anEntry({ detail: { number: 3 } }),
				anEntry({ detail: { number: 2 } })
			]);
			expect(await audit.lastOf('board.exported', 'board/two', 2)).toEqual([]);
		});

		it('is one chain when fifty write at once, from two processes too', async () => {
			const other = await openStore(place.address);
			const audits = [audit, new AuditRepository(other)];
			await Promise.all(
				Array.from({ length: 50 }, (_, i) =>
					audits[i % 2]!.append([anEntry({ detail: { writer: i } }), anEntry()])
				)
			);
			await other.close();
			expect((await rows()).map(({ seq }) => seq)).toEqual(
				Array.from({ length: 100 }, (_, i) => i + 1)
			);
			expect(await audit.verify()).toMatchObject({ ok: true, head: { seq: 100 } });
		});

		it('holds over more rows than are read at a time', async () => {
			await appendNumbered(1_201);
			expect(await audit.verify()).toMatchObject({ ok: true, head: { seq: 1_201 } });
			await tamper(() => store.db.deleteFrom('audit').where('seq', '=', 1_000).execute());
			expect(await audit.verify()).toEqual({ ok: false, seq: 1_000, problem: 'missing' });
		});

		it('holds against a head noted before it grew', async () => {
			await appendNumbered(2);
			const noted = await audit.verify();
			if (!noted.ok) throw new Error('broken');
			await appendNumbered(3);
			expect(await audit.verify(noted.head)).toMatchObject({ ok: true, head: { seq: 5 } });
		});

		it('has no row of an act that was undone', async () => {
			const undone = store.transaction(async (trx) => {
				await audit.appendIn(trx, [anEntry()]);
				throw new Error('undone');
			});
			await expect(undone).rejects.toThrow('undone');
			expect(await rows()).toEqual([]);
			await audit.append([anEntry()]);
			expect(await audit.verify()).toMatchObject({ ok: true, head: { seq: 1 } });
		});

		describe('refuses', () => {
			beforeEach(() => appendNumbered(3));
			const table = sql.table('audit');

			it.each([
				['to change a row', sql`update ${table} set member_id = 'bo' where seq = 2`],
				['to change all rows', sql`update ${table} set detail = '{}'`],
				['to remove a row', sql`delete from ${table} where seq = 3`],
				['to remove all rows', sql`delete from ${table}`]
			])('%s', async (_, statement) => {
				const before = await rows();
				await expect(statement.execute(store.db)).rejects.toThrow('audit is append-only');
				expect(await rows()).toEqual(before);
			});

			it('to put another row in the place of one', async () => {
				const before = await rows();
				const postgres = store.dialect === 'postgres';
				const values = sql`values (2, '', 'x', null, '', '{}', '')`;
				const columns = sql`(seq, at, act, member_id, subject, detail, hash)`;
				const statement = postgres
					? sql`insert into ${table} ${columns} ${values} on conflict (seq) do update set act = 'x'`
					: sql`insert or replace into ${table} ${columns} ${values}`;
				await expect(statement.execute(store.db)).rejects.toThrow('audit is append-only');
				if (postgres) {
					await expect(sql`truncate ${table}`.execute(store.db)).rejects.toThrow('append-only');
				}
				expect(await rows()).toEqual(before);
			});
		});

		describe('shows where it is broken', () => {
			beforeEach(() => appendNumbered(5));

			it.each([
				['at', { at: '2026-11-24T09:00:00.000Z' }],
				['act', { act: 'sign-in.ended' }],
				['member_id', { member_id: 'bo' }],
				['member_id', { member_id: null }],
				['subject', { subject: 'board/two' }],
				['detail', { detail: '{"number":9}' }],
				['hash', { hash: '0'.repeat(64) }]
			])('when %s of a row was changed', async (_, change) => {
				await tamper(() =>
					store.db.updateTable('audit').set(change).where('seq', '=', 3).execute()
				);
				expect(await audit.verify()).toEqual({ ok: false, seq: 3, problem: 'changed' });
			});

			it('when a row was taken out, and the others were counted anew', async () => {
				await tamper(async () => {
					await store.db.deleteFrom('audit').where('seq', '=', 2).execute();
					expect(await audit.verify()).toEqual({ ok: false, seq: 2, problem: 'missing' });
					for (const seq of [3, 4, 5]) {
						await store.db
							.updateTable('audit')
							.set({ seq: seq - 1 })
							.where('seq', '=', seq)
							.execute();
					}
				});
				expect(await audit.verify()).toEqual({ ok: false, seq: 2, problem: 'changed' });
			});

			it('when rows were cut off at the end, against a head noted before', async () => {
				const noted = await audit.verify();
				if (!noted.ok) throw new Error('broken');
				await tamper(() => store.db.deleteFrom('audit').where('seq', '>', 3).execute());
				expect(await audit.verify()).toMatchObject({ ok: true, head: { seq: 3 } });
				expect(await audit.verify(noted.head)).toEqual({ ok: false, seq: 4, problem: 'missing' });
				await appendNumbered(9);
				expect(await audit.verify(noted.head)).toEqual({ ok: false, seq: 5, problem: 'changed' });
			});
		});
	}));
