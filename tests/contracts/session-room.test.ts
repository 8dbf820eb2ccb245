import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	countGuests,
	takePlace,
	withdrawCodes,
	writeCode
} from '../../server/store/guest-statements.ts';
import { answerPoll, PollRepository, writePoll } from '../../server/store/poll-repository.ts';
import {
	addQuestion,
	joinQuestion,
	QuestionRepository,
	removeQuestion
} from '../../server/store/question-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aLab, aMember } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const noon = new Date('2026-11-26T12:00:00Z');
const later = '2026-11-28T12:00:00.000Z';

describe('what people bring into a session', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
		});
		beforeEach(async () => {
			await store.db.deleteFrom('session').execute();
			await empty(store);
			for (const id of ['ans', 'bep', 'cor']) await aMember(store, { id });
			await aLab(store, { id: 'lab' });
			for (const id of ['s', 'other']) {
				await store.db
					.insertInto('session')
					.values({
						...{ id, lab_id: 'lab', title: id, goal: '', starts_at: noon.toISOString() },
						...{ status: 'live', created_by: null, created_at: noon.toISOString() }
					})
					.execute();
			}
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const ask = (id: string, memberId: string, sessionId = 's') =>
			store.transaction((trx) =>
				addQuestion(trx, { id, sessionId, memberId, at: noon, text: id, isShown: true })
			);
		const join = (id: string, memberId: string, on = true, sessionId = 's') =>
			store.transaction((trx) => joinQuestion(trx, { id, sessionId, memberId, on }));
		const remove = (id: string, unlessJoined: boolean) =>
			store.transaction((trx) => removeQuestion(trx, { id, sessionId: 's', unlessJoined }));
		const list = () => new QuestionRepository(store.db).list('s');

		it('a question is one, however often it is sent, and nobody else sends it', async () => {
			expect(await ask('q', 'ans')).toBe(true);
			expect(await ask('q', 'ans')).toBe(true);
			expect(await ask('q', 'bep')).toBe(false);
			expect(await ask('q', 'ans', 'other')).toBe(false);
			expect(await list()).toMatchObject([{ id: 'q', memberId: 'ans', n: 0 }]);
		});

		it('is joined once by each, by others only, and kept once joined', async () => {
			await ask('q', 'ans');
			const all = await Promise.all(['bep', 'bep', 'cor'].map((id) => join('q', id)));
			expect(all).toEqual([true, true, true]);
			expect(await join('q', 'ans')).toBe(false);
			expect(await join('q', 'bep', true, 'other')).toBe(false);
			expect(await list()).toMatchObject([{ n: 2 }]);
			expect(await remove('q', true)).toBe(false);
			expect(await join('q', 'bep', false)).toBe(true);
			expect(await join('q', 'cor', false)).toBe(true);
			expect(await remove('q', true)).toBe(true);
			expect(await list()).toEqual([]);
		});

		it('a poll counts people and answers, one of each, and only while it is open', async () => {
			const polls = new PollRepository(store.db);
			const asked = [
				{ id: 'p1', text: 'Vaak?', options: ['Ja', 'Nee'] },
				{ id: 'p2', text: 'Zeker?', options: null }
			];
			const write = () => store.transaction((trx) => writePoll(trx, 's', asked));
			const answer = (memberId: string, questionId: string, choice: number) =>
				store.transaction((trx) =>
					answerPoll(trx, { sessionId: 's', questionId, memberId, choice })
				);
			expect(await write()).toBe(true);
			expect(await polls.questions('s')).toEqual(asked);
			expect(await answer('ans', 'p1', 0)).toBe(false);
			await store.db.updateTable('session').set({ poll_opened_at: later }).execute();
			expect(await answer('ans', 'p1', 0)).toBe(true);
			expect(await answer('ans', 'p1', 1)).toBe(true);
			expect(await answer('ans', 'p2', 4)).toBe(true);
			expect(await answer('bep', 'p1', 1)).toBe(true);
			expect(await write()).toBe(false);
			expect(await polls.people('s')).toBe(2);
			expect((await polls.counts('s')).get('p1')).toEqual(new Map([[1, 2]]));
			expect(await polls.answersOf('s', 'ans')).toEqual({ p1: 1, p2: 4 });
			await store.db.updateTable('session').set({ poll_closed_at: later }).execute();
			expect(await answer('cor', 'p1', 0)).toBe(false);
		});

		const code = { id: 'c', sessionId: 's', hash: 'h', until: later, most: 2, boards: false };
		const guest = (memberId: string) =>
			store.transaction(async (trx) => {
				if (!(await takePlace(trx, { id: 'c', most: 2 }, noon))) return false;
				await trx
					.insertInto('session_guest')
					.values({ session_id: 's', member_id: memberId, code_id: 'c', agreed_at: later })
					.execute();
				return true;
			});

		it('a code lets in no more than it says, also all at once, and none once withdrawn', async () => {
			await store.transaction((trx) => writeCode(trx, { ...code, madeBy: 'ans', at: noon }));
			const all = await Promise.all(['ans', 'bep', 'cor'].map(guest));
			expect(all.filter(Boolean)).toHaveLength(2);
			expect(await countGuests(store.db, 's')).toBe(2);
			await store.db.deleteFrom('session_guest').execute();
			await store.transaction((trx) => withdrawCodes(trx, 's', noon));
			expect(await guest('ans')).toBe(false);
		});

		it('goes with the session', async () => {
			await ask('q', 'ans');
			await join('q', 'bep');
			await store.transaction((trx) =>
				writePoll(trx, 's', [{ id: 'p', text: 'Zeker?', options: null }])
			);
			await store.transaction((trx) => writeCode(trx, { ...code, madeBy: 'ans', at: noon }));
			await guest('cor');
			await store.db.deleteFrom('session').where('id', '=', 's').execute();
			for (const table of [
				'session_question',
				'session_me_too',
				'session_poll_question',
				'session_code',
				'session_guest'
			] as const) {
				expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
			}
		});
	}));
