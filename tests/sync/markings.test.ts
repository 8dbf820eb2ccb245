import { afterEach, describe, expect, it } from 'vitest';
import {
	boardDocument,
	harvestDocument,
	stateDocument
} from '../../src/lib/domain/document-name.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { onEveryStore } from '../contracts/describe-store.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import type { Place } from '../support/stores.ts';
import { until } from '../support/until.ts';

/* Jorrit of Aldermeer brought brd-jongere; Marit facilitates; Lotte is of the NCTV. */

describe('markings', () =>
	onEveryStore((place) => {
		let at: Place;
		let server: TestServer;
		let walk: BoardWalk;
		const ids = new Map<string, string>();
		const id = (name: string) => ids.get(name)!;

		async function start(): Promise<void> {
			at = await place();
			const isPostgres = at.address.startsWith('postgres');
			server = await startTestServer(isPostgres ? { DATABASE_URL: at.address } : {});
			walk = new BoardWalk(server, await server.id('brd-jongere'));
			for (const name of ['marit', 'jorrit', 'tessa', 'noortje', 'sunita', 'lotte', 'daan']) {
				ids.set(name, await server.id(`mem-${name}`));
			}
		}
		afterEach(async () => {
			walk.stop();
			await server.close();
			await at.remove();
		});

		const acts = async (act: string) =>
			(
				await server.store.db
					.selectFrom('audit')
					.select(['member_id', 'detail'])
					.where('act', '=', act)
					.orderBy('seq')
					.execute()
			).map(({ member_id, detail }) => ({ by: member_id, ...(JSON.parse(detail) as object) }));
		const tlp = async (name = 'marit') => (await walk.phase(name)).marking.tlp;
		const red = (...names: string[]) =>
			({ do: 'mark-board', tlp: 'red', attendance: names.map(id) }) as const;
		const reads = async (name: string) =>
			(await walk.asks(name, boardDocument(walk.boardId))) === 200;

		it('are lowered by the source only, raised by the facilitator too, and by nobody else', async () => {
			await start();
			for (const name of ['tessa', 'noortje', 'lotte']) {
				const outcome = await walk.command(name, { do: 'mark-board', tlp: 'amber-strict' });
				expect(outcome).toEqual({ ok: false, reason: 'forbidden' });
			}
			expect(await walk.command('marit', { do: 'mark-board', tlp: 'green' })).toEqual({
				ok: false,
				reason: 'only-source'
			});
			await walk.do('marit', { do: 'mark-board', tlp: 'amber-strict' });
			expect(await walk.command('marit', { do: 'mark-board', tlp: 'green' })).toMatchObject({
				reason: 'only-source'
			});
			await walk.do('jorrit', { do: 'mark-board', tlp: 'green' });
			expect(await tlp('lotte')).toBe('green');
			expect(await walk.command('jorrit', { do: 'mark-board', tlp: 'green' })).toMatchObject({
				reason: 'already-done'
			});
			expect(await acts('board.marked')).toEqual([
				{ by: id('marit'), from: 'amber', to: 'amber-strict', attendance: null },
				{ by: id('jorrit'), from: 'amber-strict', to: 'green', attendance: null }
			]);
		});

		it('raised by a slip of the finger go back within five seconds, and only as they were', async () => {
			await start();
			await walk.do('marit', { do: 'mark-board', tlp: 'amber-strict' });
			expect(await walk.command('marit', { do: 'mark-board', tlp: 'clear' })).toMatchObject({
				reason: 'only-source'
			});
			await walk.do('marit', { do: 'mark-board', tlp: 'amber' });
			// Back and forth is no way down: what she takes back now is her own lowering.
			expect(await walk.command('marit', { do: 'mark-board', tlp: 'green' })).toMatchObject({
				reason: 'only-source'
			});
			await walk.do('marit', { do: 'mark-board', tlp: 'amber-strict' });
			await server.store.db
				.updateTable('board')
				.set({ marked_at: '2026-01-01T00:00:00.000Z' })
				.where('id', '=', walk.boardId)
				.execute();
			expect(await walk.command('marit', { do: 'mark-board', tlp: 'amber' })).toMatchObject({
				reason: 'only-source'
			});
			// Of what somebody else raised she takes nothing back.
			await walk.do('jorrit', { do: 'mark-board', tlp: 'red' });
			expect(await walk.command('marit', { do: 'mark-board', tlp: 'amber-strict' })).toMatchObject({
				reason: 'only-source'
			});
		});

		it('of a card go no further than its board, and go with it', async () => {
			await start();
			const jorrit = await walk.open('jorrit', boardDocument(walk.boardId));
			const marked = Object.keys((await walk.phase()).marking.cards);
			const free = jorrit.board.cards().filter((card) => !marked.includes(card.id));
			const [card, other] = free.map((each) => each.id) as [string, string];
			const own = async () => (await walk.phase()).marking.cards;

			expect(await walk.command('jorrit', { do: 'mark-card', card, tlp: 'red' })).toEqual({
				ok: false,
				reason: 'stricter-than-board'
			});
			expect(await walk.command('marit', { do: 'mark-card', card, tlp: 'green' })).toMatchObject({
				reason: 'only-source'
			});
			expect(await walk.command('tessa', { do: 'mark-card', card, tlp: 'green' })).toMatchObject({
				reason: 'forbidden'
			});
			await walk.do('jorrit', { do: 'mark-card', card, tlp: 'clear' });
			await walk.do('jorrit', { do: 'mark-card', card: other, tlp: 'green' });
			expect(await own()).toMatchObject({ [card]: 'clear', [other]: 'green' });
			// Raising a card is the facilitator's as well; that of the board is no label of its own.
			await walk.do('marit', { do: 'mark-card', card, tlp: 'green' });
			await walk.do('marit', { do: 'mark-card', card, tlp: 'amber' });
			expect(await own()).not.toHaveProperty(card);
			await walk.do('jorrit', { do: 'mark-card', card, tlp: 'clear' });
			await walk.do('jorrit', { do: 'mark-board', tlp: 'green' });
			expect(await own()).toEqual({ [card]: 'clear' });
			await walk.do('jorrit', { do: 'mark-card', card, tlp: null });
			expect(await own()).toEqual({});
			expect(
				await walk.command('jorrit', { do: 'mark-card', card: 'none', tlp: null })
			).toMatchObject({ reason: 'not-found' });
			expect((await acts('card.marked'))[0]).toEqual({
				by: id('jorrit'),
				card,
				from: 'amber',
				to: 'clear'
			});
		});

		it('RED puts everybody off who was not there before it counts as done', async () => {
			await start();
			const board = boardDocument(walk.boardId);
			const lotte = await walk.raw('lotte', board);
			const state = await walk.raw('lotte', stateDocument(walk.boardId));
			const sunita = await walk.raw('sunita', board);
			const noortje = await walk.open('noortje', board);
			for (const client of [lotte, state, sunita]) await client.open();
			await walk.do('marit', red('noortje'));
			const marit = await walk.open('marit', board);
			marit.board.text(marit.board.cards()[0]!.id)!.insert(0, 'kwikstaart ');
			for (const client of [lotte, state, sunita]) expect(await client.closedWith()).toBe(4403);
			await until(
				() =>
					noortje.board.cards().some(({ id }) => noortje.board.textOf(id).includes('kwikstaart')),
				'who was there reads on'
			);
			for (const name of ['lotte', 'sunita']) expect(walk.received(name, 'kwikstaart')).toBe(false);
			expect(await Promise.all(['marit', 'jorrit', 'noortje'].map(reads))).toEqual([
				true,
				true,
				true
			]);
			expect(await Promise.all(['lotte', 'sunita', 'tessa', 'daan', 'evelien'].map(reads))).toEqual(
				[false, false, false, false, false]
			);
		});

		it('RED without a list is read by contributor and facilitator', async () => {
			await start();
			await walk.do('jorrit', { do: 'mark-board', tlp: 'red' });
			expect(await Promise.all(['marit', 'jorrit', 'tessa'].map(reads))).toEqual([
				true,
				true,
				false
			]);
			// The first one who is put on it makes the list; nobody is locked out of her own board by it.
			await walk.do('marit', { do: 'attend', member: id('tessa'), on: true });
			expect(await Promise.all(['marit', 'jorrit', 'tessa'].map(reads))).toEqual([
				true,
				true,
				true
			]);
		});

		it('the list holds people who may read RED at all, and never puts off whose board it is', async () => {
			await start();
			expect(await walk.command('marit', red('lotte'))).toMatchObject({ reason: 'invalid' });
			expect(await walk.command('jorrit', red('daan'))).toMatchObject({ reason: 'invalid' });
			expect(await walk.command('marit', { ...red(), attendance: ['nobody'] })).toMatchObject({
				reason: 'invalid'
			});
			await walk.do('marit', red('noortje', 'sunita'));
			const people = (await walk.phase('jorrit')).marking.people!;
			expect(people.filter(({ isOnList }) => isOnList).map(({ memberId }) => memberId)).toEqual([
				id('jorrit'),
				id('marit'),
				id('noortje'),
				id('sunita')
			]);
			expect(people.some(({ memberId }) => memberId === id('lotte'))).toBe(false);
			for (const name of ['jorrit', 'marit', 'lotte']) {
				const member = id(name);
				expect(
					await walk.command('marit', { do: 'attend', member, on: name === 'lotte' })
				).toMatchObject({ reason: 'invalid' });
			}
			// Who reads on is not told who else may.
			expect((await walk.phase('noortje')).marking).toMatchObject({ by: null, people: null });

			const noortje = await walk.raw('noortje', boardDocument(walk.boardId));
			await noortje.open();
			expect(
				await walk.command('sunita', { do: 'attend', member: id('noortje'), on: false })
			).toMatchObject({ reason: 'forbidden' });
			await walk.do('marit', { do: 'attend', member: id('noortje'), on: false });
			expect(await noortje.closedWith()).toBe(4403);
			expect(await reads('noortje')).toBe(false);
			expect(await acts('board.attendance')).toEqual([
				{ by: id('marit'), member: id('noortje'), on: 0 }
			]);
			// Later, when it was AMBER for a while: the list is still who was there.
			await walk.do('jorrit', { do: 'mark-board', tlp: 'amber' });
			expect(await reads('noortje')).toBe(true);
			await walk.do('jorrit', { do: 'mark-board', tlp: 'red' });
			expect(await Promise.all(['noortje', 'sunita'].map(reads))).toEqual([false, true]);
		});

		it('nothing is harvested from RED, by command or by hand', async () => {
			await start();
			await walk.mode('oogst');
			const jorrit = await walk.open('jorrit', boardDocument(walk.boardId));
			const card = jorrit.board.cards()[0]!.id;
			await walk.do('jorrit', { do: 'harvest', card, as: 'les' });
			await walk.do('marit', red('noortje'));
			expect(await walk.command('jorrit', { do: 'harvest', card, as: 'actie' })).toMatchObject({
				reason: 'red-not-harvested'
			});
			expect((await walk.phase('jorrit')).mayHarvest).toBe(false);
			const harvest = harvestDocument(walk.boardId);
			expect(
				await Promise.all(['noortje', 'lotte'].map((name) => walk.asks(name, harvest)))
			).toEqual([200, 404]);
			const noortje = await walk.open('noortje', harvest);
			noortje.doc.getMap('lines').set('x', 'kwikstaart');
			await until(() => noortje.refusals().length > 0 || noortje.closes.length > 0, 'refused');
			expect(await walk.asks('tessa', harvest)).toBe(404);
		});
	}));
