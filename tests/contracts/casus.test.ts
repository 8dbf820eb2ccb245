import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyBoard, holdBoard } from '../../server/store/board-content.ts';
import { BoardRepository } from '../../server/store/board-repository.ts';
import {
	addRemark,
	CasusRepository,
	reviseCasus,
	signCasus
} from '../../server/store/casus-repository.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import type { Casus } from '../../src/lib/domain/casus.ts';
import { aBoard, aLab, aMember, aTemplate } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const noon = new Date('2026-11-22T12:00:00Z');
const casus: Casus = {
	version: 1,
	origin: 'meer',
	size: 'klein',
	age: '16-18',
	settings: ['buurt'],
	signal: 'uitspraken',
	phase: { id: 'secundair', name: { nl: 'Secundair' } },
	sentences: { seen: 'a', noticedBy: 'b', done: 'c', around: 'd' }
};

describe('the repository of a casus', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let boards: BoardRepository;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
		});
		beforeEach(async () => {
			await empty(store);
			await aMember(store, { id: 'ans' });
			await aMember(store, { id: 'bo' });
			await aLab(store, { id: 'lab' });
			await aTemplate(store, { id: 't' });
			await aBoard(store, {
				id: 'b',
				lab_id: 'lab',
				template_id: 't',
				contributor_id: 'ans',
				opened_at: null,
				casus: JSON.stringify(casus)
			});
			boards = new BoardRepository(store.db);
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const sign = (by: string, signed: Casus = casus) =>
			store.transaction((trx) =>
				signCasus(trx, 'b', { by, at: noon, note: 'goed', casus: signed })
			);

		it('signs what was read, once', async () => {
			expect(await sign('bo', { ...casus, version: 2 })).toBe(false);
			expect((await Promise.all([sign('ans'), sign('bo')])).sort()).toEqual([false, true]);
			const board = await boards.find('b');
			expect(board).toMatchObject({ openedAt: noon.toISOString(), anonymityNotes: 'goed', casus });
		});

		it('changes a casus until it is signed', async () => {
			const revised = {
				title: 'Anders',
				question: 'Wat nu?',
				label: 'een gemeente',
				casus: { ...casus, version: 2 }
			};
			const revise = () => store.transaction((trx) => reviseCasus(trx, 'b', revised));
			expect(await revise()).toBe(true);
			expect(await boards.find('b')).toMatchObject({ title: 'Anders', casus: { version: 2 } });
			await sign('bo', revised.casus);
			expect(await revise()).toBe(false);
		});

		it('keeps what was asked to change, oldest first', async () => {
			const repository = new CasusRepository(store.db);
			for (const [id, at] of [
				['2', '2026-11-23'],
				['1', '2026-11-22']
			] as const) {
				await store.transaction((trx) =>
					addRemark(trx, { id, boardId: 'b', memberId: 'bo', at, text: `remark ${id}` })
				);
			}
			const texts = (await repository.listRemarks('b')).map(({ text }) => text);
			expect(texts).toEqual(['remark 1', 'remark 2']);
			expect(await repository.listRemarks('other')).toEqual([]);
		});

		it('empties a board of all it said and of who it is from, and makes nothing for it again', async () => {
			await store.transaction((trx) =>
				addRemark(trx, { id: '1', boardId: 'b', memberId: 'bo', at: '2026', text: 'remark' })
			);
			await store.db
				.insertInto('card_marking')
				.values({ board_id: 'b', card_id: 'x', tlp: 'green' })
				.execute();
			await store.db
				.insertInto('ballot')
				.values({
					id: 'v',
					board_id: 'b',
					step: 1,
					budget: 3,
					opened_at: '2026',
					closed_at: null
				})
				.execute();
			await store.db
				.insertInto('vote')
				.values({ ballot_id: 'v', card_id: 'x', member_id: 'ans' })
				.execute();
			const hold = () => store.transaction((trx) => holdBoard(trx, 'b'));
			expect(await hold()).toBe(true);
			await store.transaction((trx) => emptyBoard(trx, 'b', noon));
			expect(await hold()).toBe(false);
			expect(await boards.find('b')).toMatchObject({
				withdrawnAt: noon.toISOString(),
				title: '',
				question: '',
				casus: null,
				contributorId: null,
				createdBy: null
			});
			for (const table of ['casus_remark', 'card_marking', 'ballot', 'vote'] as const) {
				expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
			}
			expect(await sign('bo')).toBe(false);
		});
	}));
