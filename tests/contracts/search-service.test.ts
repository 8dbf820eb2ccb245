import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SearchKeeper } from '../../server/services/search/search-keeper.ts';
import { SearchService } from '../../server/services/search/search-service.ts';
import { LabRepository, type Lab } from '../../server/store/lab-repository.ts';
import { searchOf } from '../../server/store/search/open-search.ts';
import { forgetParents, markStale } from '../../server/store/search/search-entries.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { actorAs } from '../../src/lib/domain/an-actor.ts';
import { AThreadSource } from '../support/a-thread-source.ts';
import { aLab } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { onEveryStore } from './describe-store.ts';

const actor = actorAs('gem_oov');

describe('questions that can be found', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let lab: Lab;
		let threads: AThreadSource;
		let keeper: SearchKeeper;
		let search: SearchService;
		let failed: unknown[];
		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
		});
		beforeEach(async () => {
			await empty(store);
			await aLab(store, { id: 'lab' });
			const found = await new LabRepository(store.db).find('lab');
			if (!found) throw new Error('no lab');
			lab = found;
			threads = new AThreadSource('lab');
			failed = [];
			const rooms = { onCommitted: () => () => undefined };
			keeper = new SearchKeeper({
				...{ store, rooms, sources: [threads], failed: (error) => failed.push(error) }
			});
			search = new SearchService({ index: searchOf(store), keeper, sources: [threads] });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const stale = (...ids: string[]) =>
			store.transaction(async (trx) => {
				for (const id of ids) await markStale(trx, { kind: 'question', id, labId: 'lab' });
			});
		const find = async (query: string) => {
			const found = await search.find(actor, lab, { query });
			if ('problem' in found) throw new Error(found.problem);
			return found;
		};
		const idsOf = async (query: string) => (await find(query)).hits.map(({ parent }) => parent.id);

		it('are read at the start, when the index does not know them yet', async () => {
			threads.put('a', 'Hoe praten we met jongeren?');
			keeper.start();
			await until(async () => (await idsOf('jongeren')).length === 1, 'found');
		});

		it('are read before something is looked for, once they were marked stale', async () => {
			threads.put('a', 'Hoe praten we met jongeren?', 'Bij ons met een sleutelfiguur');
			await stale('a');
			const { hits } = await find('figuren');
			expect(hits).toMatchObject([
				{
					...{ kind: 'answer', anchor: 'answer-0', tlp: 'green' },
					parent: { kind: 'question', id: 'a', title: 'Hoe praten we met jongeren?' }
				}
			]);
			await find('figuren');
			expect(threads.reads).toEqual(['a']);
			threads.put('a', 'Iets anders');
			await stale('a');
			expect(await idsOf('figuren')).toEqual([]);
		});

		it('are in no answer and no count when the rules say no, whatever the index was told', async () => {
			threads.put('a', 'Jongeren op school');
			threads.put('b', 'Jongeren online');
			await stale('a', 'b');
			threads.threads.get('b')!.isShut = true;
			threads.reaches = ['a', 'b'];
			expect(await find('jongeren')).toMatchObject({ total: 1, hits: [{ parent: { id: 'a' } }] });
			expect(await find('onlin')).toMatchObject({ total: 0, hits: [] });
		});

		it('are not found by words like these when they may not be read, nor are the words told', async () => {
			threads.put('a', 'Radicalisering op school');
			threads.threads.get('a')!.isShut = true;
			await stale('a');
			expect(await find('radicalisring')).toEqual({ hits: [], total: 0, alike: [] });
			threads.threads.get('a')!.isShut = false;
			expect(await find('radicalisring school')).toMatchObject({
				...{ total: 1, alike: ['radicalisering'] }
			});
		});

		it('that cannot be read are not found as they were, and keep nobody from the others', async () => {
			threads.put('a', 'Jongeren op school');
			threads.put('b', 'Jongeren online');
			await stale('a', 'b');
			await find('jongeren');
			threads.put('a', 'unreadable');
			await stale('a');
			expect(await idsOf('jongeren')).toEqual(['b']);
			expect(failed.length).toBe(1);
		});

		it('are gone from the index in the commit that forgets them', async () => {
			threads.put('a', 'Jongeren op school');
			await stale('a');
			await find('jongeren');
			await store.transaction((trx) => forgetParents(trx, 'question', ['a']));
			const rows = await store.db.selectFrom('search_entry').select('n').execute();
			expect(rows).toEqual([]);
			threads.threads.delete('a');
			expect(await idsOf('jongeren')).toEqual([]);
		});

		it('resemble a new one when they share enough of its words, five at most', async () => {
			for (let i = 0; i < 7; i++) threads.put(`q${i}`, `Praten met jongeren over haat online ${i}`);
			threads.put('else', 'Begroting voor online vergaderen');
			threads.put('shut', 'Praten met jongeren over haat online');
			threads.threads.get('shut')!.isShut = true;
			await stale(...threads.threads.keys());
			const items = await search.similarQuestions(
				actor,
				lab,
				'Hoe praat je met een jongere over haat?'
			);
			expect(items.length).toBe(5);
			expect(items[0]).toMatchObject({
				state: 'open',
				title: expect.stringMatching(/^Praten/) as string
			});
			expect(items.map(({ id }) => id)).not.toContain('else');
			expect(items.map(({ id }) => id)).not.toContain('shut');
			expect(await search.similarQuestions(actor, lab, '')).toEqual([]);
			expect(await search.similarQuestions(actor, lab, '"*\0')).toEqual([]);
			expect(await search.similarQuestions(actor, lab, 'x'.repeat(100_000))).toEqual([]);
		});
	}));
