import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	AllowedPhraseRepository,
	type AllowedPhrase
} from '../../server/store/allowed-phrase-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aBoard, aLab, aMember, aTemplate } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const noon = new Date('2026-11-26T12:00:00.000Z');
const aPhrase = (about: Partial<AllowedPhrase & { labId: string }> = {}) => ({
	id: 'one',
	labId: 'lab',
	boardId: 'b',
	phrase: 'Jan Modaal',
	folded: 'jan modaal',
	proposedBy: 'ans',
	proposedAt: noon.toISOString(),
	...about
});

describe('the phrases that are no personal data', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let phrases: AllowedPhraseRepository;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			phrases = new AllowedPhraseRepository(store.db);
		});
		beforeEach(async () => {
			await empty(store);
			for (const id of ['ans', 'bo']) await aMember(store, { id });
			for (const id of ['lab', 'other']) await aLab(store, { id });
			await aTemplate(store, { id: 't' });
			for (const id of ['b', 'c']) await aBoard(store, { id, lab_id: 'lab', template_id: 't' });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const agree = async (id: string) => {
			const phrase = await phrases.find('lab', id);
			return phrases.agree('lab', phrase!, 'bo', noon);
		};

		it('hold for who proposed them, on that board only', async () => {
			expect(await phrases.add(aPhrase())).toBe(true);
			expect(await phrases.listForWriter('lab', 'b', 'ans')).toEqual(['Jan Modaal']);
			expect(await phrases.listForWriter('lab', 'c', 'ans')).toEqual([]);
			expect(await phrases.listForWriter('lab', 'b', 'bo')).toEqual([]);
			expect(await phrases.listForWriter('other', 'b', 'ans')).toEqual([]);
		});

		it('hold in the whole lab once agreed, and who proposed the same has no row left', async () => {
			await phrases.add(aPhrase());
			await phrases.add(aPhrase({ id: 'two', boardId: 'c', proposedBy: 'bo' }));
			expect(await agree('one')).toBe(true);
			expect(await agree('one')).toBe(false);
			for (const board of ['b', 'c']) {
				for (const member of ['ans', 'bo']) {
					expect(await phrases.listForWriter('lab', board, member)).toEqual(['Jan Modaal']);
				}
			}
			expect(await phrases.listOfLab('lab')).toEqual([
				{ ...aPhrase(), labId: undefined, agreedAt: noon.toISOString() }
			]);
		});

		it('are there once for one person on one board', async () => {
			await phrases.add(aPhrase());
			expect(await phrases.add(aPhrase({ id: 'two', phrase: 'JAN modaal' }))).toBe(false);
			expect(await phrases.add(aPhrase({ id: 'three', boardId: 'c' }))).toBe(true);
			expect((await phrases.listOfLab('lab')).length).toBe(2);
		});

		it('are listed proposals first, the oldest first', async () => {
			await phrases.add(aPhrase({ proposedAt: '2026-11-26T09:00:00.000Z' }));
			for (const [id, hour] of [
				['late', '11'],
				['early', '10']
			] as const) {
				await phrases.add(aPhrase({ id, folded: id, proposedAt: `2026-11-26T${hour}:00:00.000Z` }));
			}
			await agree('one');
			expect((await phrases.listOfLab('lab')).map(({ id }) => id)).toEqual([
				'early',
				'late',
				'one'
			]);
			expect(await phrases.listOfLab('other')).toEqual([]);
		});

		it('go when they are removed, and are found in their own lab only', async () => {
			await phrases.add(aPhrase());
			expect(await phrases.find('other', 'one')).toBeNull();
			await phrases.remove([]);
			expect(await phrases.find('lab', 'one')).not.toBeNull();
			await phrases.remove(['one', 'none']);
			expect(await phrases.find('lab', 'one')).toBeNull();
		});
	}));
