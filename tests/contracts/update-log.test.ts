import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SqlUpdateLog, writeNewDocument } from '../../server/store/sql-update-log.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import type { Append, Snapshot } from '../../server/sync/update-log.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const now = new Date('2026-11-22T09:00:00Z');
const name = 'board/one';

function anAppend(seq: number, about: Partial<Append> = {}): Append {
	return {
		document: name,
		seq,
		memberId: 'ans',
		bytes: Uint8Array.of(seq, 0, 255),
		clients: [],
		authorship: new Map(),
		...about
	};
}

/** Its one part says which one it is. */
const aSnapshot = (mark: number): Snapshot => ({
	parts: [Uint8Array.of(mark)],
	stateVector: Uint8Array.of(0)
});

const numbers = (updates: readonly Uint8Array[]) => updates.map((bytes) => bytes[0]);

describe('the update log', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let log: SqlUpdateLog;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
		});
		beforeEach(async () => {
			await empty(store);
			log = new SqlUpdateLog(store, () => now);
			await store.transaction((trx) =>
				writeNewDocument(trx, { ...anAppend(1), memberId: null }, now)
			);
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const rows = () => store.db.selectFrom('update_log').select('seq').orderBy('seq').execute();

		it('knows no document that was never made', async () => {
			expect(await log.load('board/other')).toBeNull();
		});

		it('gives updates back in the order of their numbers, byte for byte', async () => {
			await log.append([anAppend(2), anAppend(3)]);
			await log.append([anAppend(4)]);
			const stored = await log.load(name);
			expect(stored).toMatchObject({ epoch: 1, seq: 4 });
			expect(numbers(stored!.versions[0]!.tail)).toEqual([1, 2, 3, 4]);
			expect([...stored!.versions[0]!.tail[2]!]).toEqual([3, 0, 255]);
		});

		it('writes all of a batch or nothing', async () => {
			const other = anAppend(2, { clients: [{ client: 5, memberId: 'bo' }] });
			await expect(log.append([other, anAppend(3), anAppend(1)])).rejects.toThrow();
			expect(await rows()).toEqual([{ seq: 1 }]);
			expect((await log.load(name))!.clients.size).toBe(0);
		});

		it('refuses a number that is taken and a document that is not there', async () => {
			await log.append([anAppend(2)]);
			await expect(log.append([anAppend(2)])).rejects.toThrow();
			await expect(log.append([anAppend(1, { document: 'board/none' })])).rejects.toThrow();
			expect(numbers((await log.load(name))!.versions[0]!.tail)).toEqual([1, 2]);
		});

		it('takes batches of more rows than one statement holds', async () => {
			await log.append(Array.from({ length: 450 }, (_, i) => anAppend(i + 2)));
			expect((await log.load(name))!.seq).toBe(451);
		});

		it('binds a client id to whoever used it first, beyond 2^32 too, and writes no empty update', async () => {
			const big = 2 ** 53 - 1;
			const bind = (client: number, memberId: string | null) =>
				anAppend(0, { bytes: new Uint8Array(0), clients: [{ client, memberId }] });
			await log.append([bind(5, 'ans'), bind(big, null)]);
			await log.append([bind(5, 'bo'), bind(5, 'ans')]);
			const { clients, seq } = (await log.load(name))!;
			expect([...clients].sort((a, b) => a[0] - b[0])).toEqual([
				[5, 'ans'],
				[big, null]
			]);
			expect(seq).toBe(1);
		});

		it('keeps for whom the server wrote, the last word counting', async () => {
			await log.append([
				anAppend(2, {
					authorship: new Map([
						['card', 'ans'],
						['other', null]
					])
				})
			]);
			await log.append([anAppend(3, { authorship: new Map([['card', null]]) })]);
			const things = await store.db
				.selectFrom('authorship')
				.select(['thing', 'member_id'])
				.orderBy('thing')
				.execute();
			expect(things).toEqual([
				{ thing: 'card', member_id: null },
				{ thing: 'other', member_id: null }
			]);
		});

		it('writes down who and when', async () => {
			await log.append([anAppend(2)]);
			const who = await store.db
				.selectFrom('update_log')
				.select(['member_id', 'at'])
				.where('seq', '=', 2)
				.executeTakeFirst();
			expect(who).toEqual({ member_id: 'ans', at: now.toISOString() });
		});

		describe('snapshots', () => {
			const append = (from: number, to: number) =>
				log.append(Array.from({ length: to - from + 1 }, (_, i) => anAppend(from + i)));

			it('come before the updates after them; the first one trims nothing', async () => {
				await append(2, 6);
				await log.saveSnapshot(name, 4, aSnapshot(44));
				expect((await rows()).length).toBe(6);
				const { versions, seq } = (await log.load(name))!;
				// The whole log is still there: a second way to the same document.
				expect(versions.map((version) => version.seq)).toEqual([4, 0]);
				expect(versions[0]!.snapshot!.parts[0]![0]).toBe(44);
				expect(numbers(versions[0]!.tail)).toEqual([5, 6]);
				expect(seq).toBe(6);
			});

			it('keep the one before with its updates, to fall back on, and drop what is older', async () => {
				await append(2, 9);
				await log.saveSnapshot(name, 3, aSnapshot(33));
				await log.saveSnapshot(name, 6, aSnapshot(66));
				await log.saveSnapshot(name, 8, aSnapshot(88));
				expect((await rows()).map(({ seq }) => seq)).toEqual([7, 8, 9]);
				const { versions } = (await log.load(name))!;
				expect(
					versions.map(({ seq, snapshot, tail }) => [seq, snapshot!.parts[0]![0], numbers(tail)])
				).toEqual([
					[8, 88, [9]],
					[6, 66, [7, 8, 9]]
				]);
			});

			it('without any update after them still know their number', async () => {
				await append(2, 3);
				await log.saveSnapshot(name, 2, aSnapshot(22));
				await log.saveSnapshot(name, 3, aSnapshot(33));
				const { seq, versions } = (await log.load(name))!;
				expect([seq, versions[0]!.tail.length]).toEqual([3, 0]);
				await append(4, 4);
				expect((await log.load(name))!.seq).toBe(4);
			});

			it('saved twice or late change nothing', async () => {
				await append(2, 5);
				await log.saveSnapshot(name, 4, aSnapshot(44));
				await log.saveSnapshot(name, 4, aSnapshot(99));
				await log.saveSnapshot(name, 2, aSnapshot(22));
				const { versions } = (await log.load(name))!;
				expect(versions[0]).toMatchObject({ seq: 4 });
				expect(versions[0]!.snapshot!.parts[0]![0]).toBe(44);
				expect((await rows()).length).toBe(5);
			});

			it('of one document leave the others alone', async () => {
				const other = 'board/two';
				await store.transaction((trx) =>
					writeNewDocument(trx, { ...anAppend(1), document: other }, now)
				);
				await append(2, 4);
				await log.saveSnapshot(name, 2, aSnapshot(1));
				await log.saveSnapshot(name, 4, aSnapshot(2));
				expect(numbers((await log.load(other))!.versions[0]!.tail)).toEqual([1]);
			});
		});
	}));
