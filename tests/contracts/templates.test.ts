import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readTemplates } from '../../server/demo/demo-data.ts';
import { seedTemplates } from '../../server/demo/seed-templates.ts';
import { BoardRepository } from '../../server/store/board-repository.ts';
import * as migration from '../../migrations/2026-11-26-4-templates.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import {
	newestOf,
	TemplateRepository,
	type StoredTemplate
} from '../../server/store/template-repository.ts';
import { aBoard, aLab, aTemplate } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

describe('versions of methods', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let templates: TemplateRepository;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			templates = new TemplateRepository(store.db);
		});
		beforeEach(async () => {
			await empty(store);
			for (const id of ['lab', 'other']) await aLab(store, { id });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const names = (list: readonly StoredTemplate[]) =>
			list.map(({ key, labId, version }) => `${key} ${labId ?? '-'} ${version}`);
		const [incident, roddel] = readTemplates() as [
			StoredTemplate['template'],
			StoredTemplate['template']
		];
		const seed = (methods: StoredTemplate['template'][]) =>
			seedTemplates(store, randomUUID, methods);

		it('are listed by method, everybody’s first, the newest of each first, and no other lab’s', async () => {
			await aTemplate(store, { id: 'b1', key: 'b', position: 2 });
			await aTemplate(store, { id: 'a1', key: 'a', position: 1 });
			await aTemplate(store, { id: 'a2', key: 'a', position: 1, version: 2 });
			await aTemplate(store, { id: 'o1', key: 'a', position: 1, lab_id: 'lab' });
			await aTemplate(store, { id: 'o2', key: 'a', position: 1, lab_id: 'lab', version: 2 });
			await aTemplate(store, { id: 'x', key: 'a', position: 1, lab_id: 'other', version: 9 });
			const list = await templates.listOfLab('lab');
			expect(names(list)).toEqual(['a - 2', 'a - 1', 'a lab 2', 'a lab 1', 'b - 1']);
			expect(names(newestOf(list))).toEqual(['a - 2', 'a lab 2', 'b - 1']);
		});

		it('are added once, whoever else adds the same number at that moment', async () => {
			const add = (id: string) =>
				templates.add({ id, labId: 'lab', version: 1, position: 1, template: incident });
			const both = await Promise.all([add('one'), add('two')]);
			expect(both.toSorted()).toEqual([false, true]);
			expect(await templates.listOfLab('lab')).toHaveLength(1);
			// Another lab, and everybody, have numbers of their own.
			for (const labId of ['other', null]) {
				const row = { id: `of ${labId}`, labId, version: 1, position: 1, template: incident };
				expect(await templates.add(row)).toBe(true);
			}
		});

		it('of a lab are withdrawn and put back once, of everybody never', async () => {
			await aTemplate(store, { id: 'own', key: 'a', lab_id: 'lab' });
			await aTemplate(store, { id: 'all', key: 'a' });
			const at = '2026-11-26T10:00:00.000Z';
			expect(await templates.withdraw('lab', 'own', at)).toBe(true);
			expect(await templates.withdraw('lab', 'own', at)).toBe(false);
			expect((await templates.listOfLab('lab')).map((each) => each.isWithdrawn)).toEqual([
				false,
				true
			]);
			expect(await templates.withdraw('lab', 'own', null)).toBe(true);
			expect(await templates.withdraw('lab', 'own', null)).toBe(false);
			expect(await templates.withdraw('lab', 'all', at)).toBe(false);
			expect(await templates.withdraw('other', 'own', at)).toBe(false);
		});

		it('come with the product once, in its order', async () => {
			await seedTemplates(store, randomUUID);
			await seedTemplates(store, randomUUID);
			const list = await templates.listOfLab('lab');
			expect(list.map(({ key }) => key)).toEqual(readTemplates().map(({ id }) => id));
			expect(list.every(({ version }) => version === 1)).toBe(true);
			expect(list.map(({ template }) => template)).toEqual(readTemplates());
		});

		it('of a definition that changed are newer ones, and a running board keeps what it has', async () => {
			await seed([incident, roddel]);
			const [first] = await templates.listOfLab('lab');
			await aBoard(store, { id: 'b', lab_id: 'lab', template_id: first!.id });
			const changed = { ...incident, rules: [...incident.rules, 'Nog een regel.'] };
			await seed([changed, roddel]);
			await seed([changed, roddel]);
			const list = await templates.listOfLab('lab');
			expect(names(list)).toEqual(['tpl-incident - 2', 'tpl-incident - 1', 'tpl-roddel - 1']);
			expect(newestOf(list)[0]!.template.rules).toContain('Nog een regel.');
			const boards = new BoardRepository(store.db);
			const board = (await boards.find('b'))!;
			expect(board.templateId).toBe(first!.id);
			expect((await boards.findTemplate(board.templateId))!.template).toEqual(incident);
		});

		it('of a store from before are the first of each method, in the order they had', async () => {
			await seed([incident, roddel]);
			await migration.down(store.db);
			const rows = await store.db.selectFrom('template').select(['key', 'version']).execute();
			expect(rows.map(({ key, version }) => `${key} ${version}`).toSorted()).toEqual([
				'tpl-incident 1',
				'tpl-roddel 2'
			]);
			await migration.up(store.db);
			const list = await templates.listOfLab('lab');
			expect(names(list)).toEqual(['tpl-incident - 1', 'tpl-roddel - 1']);
		});

		it('of a definition that changed back are newer ones again', async () => {
			for (const purpose of ['een', 'twee', 'een']) await seed([{ ...incident, purpose }]);
			const list = await templates.listOfLab('lab');
			expect(list.map(({ template }) => template.purpose)).toEqual(['een', 'twee', 'een']);
		});
	}));
