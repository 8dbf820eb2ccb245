import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BoardRepository, insertBoard } from '../../server/store/board-repository.ts';
import { LabRepository } from '../../server/store/lab-repository.ts';
import { listMarkings } from '../../server/store/marking-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aBoard, aLab, aMember, anOrganisation, aTemplate } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

describe('the repositories of labs and boards', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
		});
		beforeEach(async () => {
			await empty(store);
			await anOrganisation(store, { id: 'aldermeer', label: 'Aldermeer', size_class: 'groot' });
			await aMember(store, { id: 'ans', name: 'Ans', organisation_id: 'aldermeer' });
			await aMember(store, { id: 'bo', name: 'Bo', demo: 1 });
			await aLab(store, { id: 'lab' });
			await aLab(store, { id: 'older', started_at: '2025-01-01' });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		let boards: BoardRepository;
		beforeEach(async () => {
			boards = new BoardRepository(store.db);
			await aTemplate(store, { id: 't1', key: 'kennis', version: 2 });
			await aTemplate(store, { id: 't2', key: 'eigen', version: 1, lab_id: 'lab' });
			await aTemplate(store, { id: 't3', key: 'eigen', version: 1, lab_id: 'older' });
		});

		it('list labs oldest first, and find one by id or slug', async () => {
			const labs = new LabRepository(store.db);
			expect((await labs.list(['lab', 'older', 'no'])).map(({ id }) => id)).toEqual([
				'older',
				'lab'
			]);
			expect(await labs.list([])).toEqual([]);
			expect((await labs.find('lab'))!.slug).toBe('lab-lab');
			expect((await labs.find('lab-lab'))!.id).toBe('lab');
			expect(await labs.find('LAB')).toBeNull();
		});

		it('list and count items of a lab by kind, in their order', async () => {
			const labs = new LabRepository(store.db);
			const item = (id: string, kind: string, position: number, lab_id = 'lab') => ({
				id,
				lab_id,
				kind,
				position,
				title: id,
				data: '{"x":1}'
			});
			await store.db
				.insertInto('lab_item')
				.values([
					item('b', 'term', 1),
					item('a', 'term', 0),
					item('c', 'lesson', 0),
					item('d', 'term', 0, 'older')
				])
				.execute();
			const terms = await labs.listItems('lab', 'term');
			expect(terms.map(({ id }) => id)).toEqual(['a', 'b']);
			expect(terms[0]!.data).toEqual({ x: 1 });
			expect([...(await labs.countItems('lab'))]).toEqual([
				['lesson', 1],
				['term', 2]
			]);
		});

		it('list the boards of a lab newest first, and find one', async () => {
			const board = { lab_id: 'lab', template_id: 't1' };
			await aBoard(store, { ...board, id: 'old', created_at: '2026-01-01' });
			await aBoard(store, { ...board, id: 'new', created_at: '2026-02-01' });
			await aBoard(store, { ...board, id: 'elsewhere', lab_id: 'older' });
			expect((await boards.listOfLab('lab')).map(({ id }) => id)).toEqual(['new', 'old']);
			expect(await boards.find('old')).toMatchObject({ id: 'old', labId: 'lab', currentStep: 1 });
			expect(await boards.find('none')).toBeNull();
		});

		it('list markings and authorship of one board', async () => {
			for (const id of ['b', 'c']) await aBoard(store, { id, lab_id: 'lab', template_id: 't1' });
			await store.db
				.insertInto('card_marking')
				.values({ board_id: 'b', card_id: 'x', tlp: 'red' })
				.execute();
			expect(await listMarkings(store.db, 'b')).toEqual({ x: 'red' });
			expect(await listMarkings(store.db, 'c')).toEqual({});
			expect(await boards.listAuthorship('board/b')).toEqual(new Map());
		});

		it('find the template of a board by its id', async () => {
			expect((await boards.findTemplate('t3'))!.id).toBe('t3');
			expect(await boards.findTemplate('kennis')).toBeNull();
		});

		it('know the size of a municipality', async () => {
			expect(await boards.sizeClass('aldermeer')).toBe('groot');
			expect(await boards.sizeClass('unknown')).toBeNull();
		});

		it('name organisations among whatever ids they are given', async () => {
			const ids = ['aldermeer', 'aldermeer', null, 5, 'no', { id: 'aldermeer' }];
			expect(await boards.organisationLabels(ids)).toEqual({ aldermeer: 'Aldermeer' });
			expect(await boards.organisationLabels([])).toEqual({});
			const about = { label: 'Aldermeer', kind: 'gemeente', sizeClass: 'groot' };
			expect(await boards.describeOrganisations(ids)).toEqual(new Map([['aldermeer', about]]));
			expect(await boards.describeOrganisations([])).toEqual(new Map());
		});

		it('undo a board whose transaction fails', async () => {
			await aBoard(store, { id: 'b', lab_id: 'lab', template_id: 't1' });
			const row = await store.db.selectFrom('board').selectAll().executeTakeFirstOrThrow();
			const failing = store.transaction(async (trx) => {
				await insertBoard(trx, { ...row, id: 'other' });
				throw new Error('no');
			});
			await expect(failing).rejects.toThrow('no');
			expect(await boards.find('other')).toBeNull();
		});
	}));
