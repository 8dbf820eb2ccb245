import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	BallotRepository,
	castVote,
	changeBallot,
	closeBallot,
	openBallot
} from '../../server/store/ballot-repository.ts';
import { emptyBoard } from '../../server/store/board-content.ts';
import { handIn, readUrn } from '../../server/store/secret-ballot.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import type { BallotSettings } from '../../src/lib/domain/ballot.ts';
import { aBoard, aLab, aMember, aTemplate } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const noon = new Date('2026-11-26T12:00:00Z');
const people = ['ans', 'bep', 'cor', 'dee', 'eef', 'fop', 'gon', 'han'];

describe('ballots', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let ballots: BallotRepository;
		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			ballots = new BallotRepository(store.db);
		});
		beforeEach(async () => {
			await empty(store);
			for (const id of people) await aMember(store, { id });
			await aLab(store, { id: 'lab' });
			await aTemplate(store, { id: 't' });
			await aBoard(store, { id: 'b', lab_id: 'lab', template_id: 't' });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const opened = (settings: BallotSettings) =>
			store.transaction((trx) =>
				openBallot(trx, { id: 'x', boardId: 'b', step: 2, ...settings, at: noon })
			);
		const cast = (cardId: string, n: number, memberId = 'ans') =>
			store.transaction((trx) => castVote(trx, { ballotId: 'x', cardId, memberId, n }));
		const hand = (memberId: string, cards: string[]) =>
			store.transaction((trx) => handIn(trx, { ballotId: 'x', memberId, cards }));

		describe('of dots', () => {
			it('hold no more than the budget and the cap; what is refused takes nothing with it', async () => {
				await opened({ kind: 'stippen', budget: 5, cap: 3 });
				expect(await cast('k1', 3)).toBe('done');
				expect(await cast('k1', 4)).toBe('spent');
				expect(await cast('k2', 3)).toBe('spent');
				expect(await cast('k2', 2)).toBe('done');
				expect(await cast('k2', 2)).toBe('done');
				expect(await ballots.votesOf('x', 'ans')).toEqual({ k1: 3, k2: 2 });
				expect(await cast('k1', 1)).toBe('done');
				expect(await ballots.votesOf('x', 'ans')).toEqual({ k1: 1, k2: 2 });
				expect(await cast('k1', 0)).toBe('done');
				expect(await ballots.votesOf('x', 'ans')).toEqual({ k2: 2 });
			});

			it('are not overspent by tabs that ask at once', async () => {
				await opened({ kind: 'stippen', budget: 4, cap: 2 });
				const asked = await Promise.all(
					['k1', 'k2', 'k3', 'k4', 'k5'].map((card) => cast(card, 2))
				);
				expect(asked.filter((each) => each === 'done').length).toBe(2);
				const dots = Object.values(await ballots.votesOf('x', 'ans'));
				expect(dots).toEqual([2, 2]);
			});

			it('count dots when they are closed, and take none after that', async () => {
				await opened({ kind: 'stippen', budget: 5, cap: 3 });
				await cast('k1', 3);
				await cast('k1', 2, 'bep');
				expect(await ballots.countVotes('b')).toEqual({});
				const [closed, ...late] = await Promise.all([
					store.transaction((trx) => closeBallot(trx, 'x', noon)),
					cast('k1', 0),
					cast('k9', 1, 'bep')
				]);
				expect(closed).toBe(true);
				const counted = await ballots.countVotes('b');
				for (const each of late) expect(['done', 'closed']).toContain(each);
				expect(await cast('k1', 1)).toBe('closed');
				expect(await ballots.countVotes('b')).toEqual(counted);
			});

			it('become another one only while nobody voted', async () => {
				await opened({ kind: 'stippen', budget: 3, cap: 1 });
				const change = () =>
					store.transaction((trx) => changeBallot(trx, 'x', { kind: 'geheim', budget: 2, cap: 1 }));
				await cast('k1', 1);
				expect(await change()).toBe(false);
				await cast('k1', 0);
				expect(await change()).toBe(true);
				expect(await ballots.ofStep('b', 2)).toMatchObject({ kind: 'geheim', budget: 2 });
				expect(await cast('k1', 1)).toBe('closed');
				await hand('ans', []);
				expect(await change()).toBe(false);
			});
		});

		describe('that are secret', () => {
			beforeEach(() => opened({ kind: 'geheim', budget: 2, cap: 1 }));

			it('are handed in once, also from two tabs at once, and not after closing', async () => {
				const both = await Promise.all([hand('ans', ['k1']), hand('ans', ['k2'])]);
				expect(both.sort()).toEqual(['again', 'done']);
				expect(await hand('bep', ['k1', 'k2', 'k3'])).toBe('spent');
				expect(await hand('bep', [])).toBe('done');
				await store.transaction((trx) => closeBallot(trx, 'x', noon));
				expect(await hand('cor', ['k1'])).toBe('closed');
				const urn = await store.transaction((trx) => readUrn(trx, 'x'));
				expect([urn.voters, urn.blank]).toEqual([2, 1]);
				expect(Object.values(urn.cards)).toEqual([1]);
			});

			it('lose nothing when eight hand in at once', async () => {
				const all = await Promise.all(people.map((id, i) => hand(id, [`k${i % 3}`, 'k9'])));
				expect(new Set(all)).toEqual(new Set(['done']));
				expect(await store.transaction((trx) => readUrn(trx, 'x'))).toEqual({
					voters: 8,
					blank: 0,
					cards: { k0: 3, k1: 3, k2: 2, k9: 8 }
				});
			});

			it('are kept the same whatever the order in which they came', async () => {
				const seen = [];
				const evenFirst = people.toSorted((a, b) => rank(a) - rank(b));
				for (const order of [people, people.toReversed(), evenFirst]) {
					await store.transaction(async (trx) => {
						await trx.deleteFrom('secret_participation').execute();
						await trx.deleteFrom('secret_vote').execute();
					});
					for (const id of order) {
						await hand(id, [`k${people.indexOf(id) % 3}`]);
					}
					seen.push(await asStored(store, place.address));
				}
				expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
			});

			it('hold no moment, no number of a row and no transaction by which to tell', async () => {
				for (const id of people) await hand(id, [`k${people.indexOf(id) % 3}`]);
				const columns = async (table: string) =>
					(await store.db.introspection.getTables())
						.find(({ name }) => name === table)
						?.columns.map(({ name }) => name);
				expect(await columns('secret_participation')).toEqual(['ballot_id', 'member_id']);
				expect(await columns('secret_vote')).toEqual(['ballot_id', 'choice', 'votes']);
				for (const table of ['secret_participation', 'secret_vote']) {
					const from = sql.table(table);
					if (store.dialect === 'sqlite') {
						await expect(sql`select rowid from ${from}`.execute(store.db)).rejects.toThrow();
					} else {
						const { rows } = await sql<{ xmin: string }>`
							select distinct xmin::text from secret_participation
							union select distinct xmin::text from secret_vote`.execute(store.db);
						expect(rows.length).toBe(1);
					}
				}
			});

			it('go with a board that is taken back', async () => {
				await hand('ans', ['k1']);
				await store.transaction((trx) => emptyBoard(trx, 'b', noon));
				for (const table of ['ballot', 'secret_vote', 'secret_participation'] as const) {
					expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
				}
			});
		});
	}));

const rank = (id: string) => people.indexOf(id) % 2;

/** In the order in which a database that is not told otherwise gives them, and in its file. */
async function asStored(store: Store, address: string): Promise<unknown> {
	const { db } = store;
	const inFile: string[] = [];
	if (store.dialect === 'sqlite') {
		expect(await store.forget(new Date())).toBe(true);
		const file = readFileSync(address).toString('latin1');
		// The ballot is called x, and its id lies before the other column; so does the word "index" before
		// the name of one, where the file says what is in it.
		inFile.push(...(file.match(new RegExp(`(?<!inde)x(?:${people.join('|')}|k[0-2])`, 'g')) ?? []));
		expect(inFile.length).toBe(people.length + 3);
	}
	return [
		inFile,
		await db.selectFrom('secret_participation').select('member_id').execute(),
		await db.selectFrom('secret_vote').select(['choice', 'votes']).execute()
	];
}
