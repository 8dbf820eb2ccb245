import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DraftRepository, type Draft } from '../../server/store/draft-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aLab, aMember, anOrganisation } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const noon = new Date('2026-11-27T12:00:00Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

describe('drafts in the store', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let drafts: DraftRepository;
		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			drafts = new DraftRepository(store.db);
		});
		beforeEach(async () => {
			await empty(store);
			await anOrganisation(store, { id: 'aldermeer' });
			for (const id of ['tessa', 'bram', 'vera']) {
				await aMember(store, { id, organisation_id: 'aldermeer' });
			}
			await aLab(store, { id: 'lab' });
			await store.db
				.insertInto('question')
				.values({
					...{ id: 'q', lab_id: 'lab', title: 'Vraag', excerpt: '', need: 'praktijk' },
					...{ domain: 'gedeeld', topic: null, size_class: null, urgency: 'gewoon' },
					...{ tlp: 'amber', asked_as: 'name', asked_by: 'tessa', organisation_id: null },
					...{ asked_at: noon.toISOString(), state: 'open', state_at: noon.toISOString() }
				})
				.execute();
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const anAnswer = (about: Partial<Draft> & { id: string }) => ({
			labId: 'lab',
			kind: 'answer' as const,
			questionId: 'q',
			answerId: null,
			replyTo: null,
			origin: null,
			memberId: 'tessa',
			madeAt: noon.toISOString(),
			...about
		});

		it('come back as they were written', async () => {
			const origin = { kind: 'card', id: 'board', part: 'card' } as const;
			await drafts.add(anAnswer({ id: 'd', kind: 'question', questionId: null, origin }));
			expect(await drafts.find('d')).toEqual({
				...anAnswer({ id: 'd', kind: 'question', questionId: null, origin }),
				placedAt: null,
				droppedAt: null,
				writers: []
			});
			expect(await drafts.find('other')).toBeNull();
		});

		it('know the open one for the same thing, and of a summary whoever began it', async () => {
			await drafts.add(anAnswer({ id: 'd' }));
			await drafts.add(anAnswer({ id: 's', kind: 'summary' }));
			expect((await drafts.findOpen(anAnswer({ id: '' })))?.id).toBe('d');
			expect(await drafts.findOpen(anAnswer({ id: '', memberId: 'bram' }))).toBeNull();
			expect(await drafts.findOpen(anAnswer({ id: '', answerId: 'a' }))).toBeNull();
			expect(
				await drafts.findOpen(anAnswer({ id: '', origin: { kind: 'card', id: 'b', part: null } }))
			).toBeNull();
			const summary = anAnswer({ id: '', kind: 'summary', memberId: 'bram' });
			expect((await drafts.findOpen(summary))?.id).toBe('s');
			await drafts.drop('d', later(1));
			expect(await drafts.findOpen(anAnswer({ id: '' }))).toBeNull();
		});

		it('let people in once, in order, and out once', async () => {
			await drafts.add(anAnswer({ id: 'd' }));
			expect(await drafts.addWriter('d', 'vera', later(1))).toBe(true);
			expect(await drafts.addWriter('d', 'bram', later(2))).toBe(true);
			expect(await drafts.addWriter('d', 'bram', later(3))).toBe(false);
			expect((await drafts.find('d'))?.writers.map(({ memberId }) => memberId)).toEqual([
				'vera',
				'bram'
			]);
			expect(await drafts.removeWriter('d', 'vera')).toBe(true);
			expect(await drafts.removeWriter('d', 'vera')).toBe(false);
		});

		it('are listed for who wrote them and for who was let in, the newest first', async () => {
			await drafts.add(anAnswer({ id: 'old' }));
			await drafts.add(anAnswer({ id: 'new', madeAt: later(1).toISOString() }));
			await drafts.add(anAnswer({ id: 'of-bram', memberId: 'bram' }));
			await drafts.add(anAnswer({ id: 'placed' }));
			await drafts.addWriter('of-bram', 'tessa', later(1));
			await drafts.markPlaced('placed', later(1));
			const listed = async (memberId: string) =>
				(await drafts.listOfMember('lab', memberId)).map(({ id }) => id);
			expect(await listed('tessa')).toEqual(['new', 'of-bram', 'old']);
			expect(await listed('vera')).toEqual([]);
			await drafts.drop('of-bram', later(2));
			expect(await listed('tessa')).toEqual(['new', 'old']);
			expect(await listed('bram')).toEqual(['of-bram']);
		});

		it('are placed or dropped once, never both', async () => {
			await drafts.add(anAnswer({ id: 'd' }));
			const ends = await Promise.all([
				drafts.markPlaced('d', later(1)),
				drafts.drop('d', later(1))
			]);
			expect(ends.filter(Boolean)).toHaveLength(1);
			expect(await drafts.markPlaced('d', later(2))).toBe(false);
		});

		it('are taken back, or gone with everything that hangs on them', async () => {
			for (const id of ['back', 'gone', 'young']) {
				await drafts.add(anAnswer({ id }));
				await drafts.addWriter(id, 'bram', noon);
				await drafts.allow(id, { phrase: 'Piet', folded: 'piet', memberId: 'bram' }, noon);
				await drafts.drop(id, id === 'young' ? later(20) : later(1));
			}
			expect(await drafts.listDroppedBefore(later(10))).toEqual(['back', 'gone']);
			expect(await drafts.takeBack('back')).toBe(true);
			expect(await drafts.takeBack('back')).toBe(false);
			expect(await drafts.remove(['back', 'gone', 'young'], later(10))).toEqual(['gone']);
			expect(await drafts.find('gone')).toBeNull();
			expect(await drafts.listPhrases('gone')).toEqual([]);
			expect(await drafts.listPhrases('back')).toEqual(['Piet']);
		});

		it('keep a phrase once, in the order in which it was said', async () => {
			await drafts.add(anAnswer({ id: 'd' }));
			await drafts.allow('d', { phrase: 'Piet', folded: 'piet', memberId: 'bram' }, noon);
			await drafts.allow('d', { phrase: 'PIET', folded: 'piet', memberId: 'vera' }, later(1));
			await drafts.allow('d', { phrase: 'Anna', folded: 'anna', memberId: 'vera' }, later(2));
			expect(await drafts.listPhrases('d')).toEqual(['Piet', 'Anna']);
		});

		it('know what decides about their question', async () => {
			expect(await drafts.findQuestion('q')).toMatchObject({
				id: 'q',
				labId: 'lab',
				tlp: 'amber',
				askedBy: 'tessa'
			});
			expect(await drafts.findQuestion('other')).toBeNull();
			expect(await drafts.findAnswer('other')).toBeNull();
		});
	}));
