import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	BallotRepository,
	castVote,
	closeBallot,
	openBallot
} from '../../server/store/ballot-repository.ts';
import { BoardRepository } from '../../server/store/board-repository.ts';
import {
	changeGroup,
	GroupRepository,
	placeInGroup,
	replaceGroups,
	type NewGroup
} from '../../server/store/group-repository.ts';
import { addMessage, MessageRepository } from '../../server/store/message-repository.ts';
import {
	enterPhase,
	markRevealed,
	PhaseRepository,
	type NextPhase
} from '../../server/store/phase-repository.ts';
import {
	ensureDocument,
	eraseDocuments,
	hasDocument,
	listDocuments,
	SqlUpdateLog,
	writeNewDocument
} from '../../server/store/sql-update-log.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { aBoard, aLab, aMember, aTemplate } from '../support/builders.ts';
import { empty, type Place } from '../support/stores.ts';
import { onEveryStore } from './describe-store.ts';

const noon = new Date('2026-11-22T12:00:00.000Z');
const next = (about: Partial<NextPhase> = {}): NextPhase => ({
	from: 1,
	step: 2,
	mode: 'ronde',
	at: noon,
	ledBy: 'ans',
	undoes: null,
	leaderId: null,
	...about
});

describe('the moment of a board', () =>
	onEveryStore((open) => {
		let place: Place;
		let store: Store;
		let boards: BoardRepository;
		let phases: PhaseRepository;
		let ballots: BallotRepository;

		beforeAll(async () => {
			place = await open();
			store = await openStore(place.address);
			boards = new BoardRepository(store.db);
			phases = new PhaseRepository(store.db);
			ballots = new BallotRepository(store.db);
		});
		beforeEach(async () => {
			await empty(store);
			for (const id of ['ans', 'bo']) await aMember(store, { id });
			await aLab(store, { id: 'lab' });
			await aTemplate(store, { id: 't' });
			await aBoard(store, { id: 'b', lab_id: 'lab', template_id: 't' });
		});
		afterAll(async () => {
			await store.close();
			await place.remove();
		});

		const enter = (phase: NextPhase) => store.transaction((trx) => enterPhase(trx, 'b', phase));

		it('of two who move at once one does, and it is written down once', async () => {
			const both = await Promise.all([enter(next()), enter(next({ step: 3 }))]);
			expect(both.sort()).toEqual([false, true]);
			expect((await boards.find('b'))!.phase).toBe(2);
			expect((await phases.list('b')).length).toBe(1);
		});

		it('takes back who had the word and the clock, and nothing else', async () => {
			await enter(next());
			await phases.change('b', { speakerId: 'bo', clock: { total: 60_000, left: 5 } });
			await enter(next({ from: 2, mode: 'oogst' }));
			expect(await boards.find('b')).toMatchObject({ speakerId: null, clock: null, mode: 'oogst' });
			const before = (await phases.list('b')).find(({ n }) => n === 2)!;
			expect(before).toMatchObject({ speakerId: 'bo', clock: { total: 60_000, left: 5 } });
			await enter(next({ from: 3, undoes: before }));
			expect(await boards.find('b')).toMatchObject({ speakerId: 'bo', mode: 'ronde', phase: 4 });
			expect((await phases.list('b')).map(({ n, isUndone }) => [n, isUndone])).toEqual([
				[4, false],
				[3, true],
				[2, false]
			]);
		});

		it('is revealed once in a phase, and in no other phase by mistake', async () => {
			const reveal = (phase: number) => store.transaction((trx) => markRevealed(trx, 'b', phase));
			expect(await reveal(7)).toBe(false);
			expect((await Promise.all([reveal(1), reveal(1)])).sort()).toEqual([false, true]);
			expect(await boards.find('b')).toMatchObject({ isRevealed: true, notesEpoch: 2 });
			await enter(next({ mode: 'verdekt' }));
			expect((await boards.find('b'))!.isRevealed).toBe(false);
			expect(await reveal(2)).toBe(true);
		});

		it('has a ballot that nobody spends twice or votes in when it is closed', async () => {
			const settings = { kind: 'stippen', budget: 2, cap: 1 } as const;
			const ballot = { id: 'x', boardId: 'b', step: 2, ...settings, at: noon };
			await store.transaction((trx) => openBallot(trx, ballot));
			const cast = (cardId: string, memberId = 'ans', n = 1) =>
				store.transaction((trx) => castVote(trx, { ballotId: 'x', cardId, memberId, n }));
			const given = await Promise.all(['k1', 'k2', 'k3', 'k4'].map((card) => cast(card)));
			expect(given.sort()).toEqual(['done', 'done', 'spent', 'spent']);
			expect(await cast('k1', 'bo')).toBe('done');
			expect(await cast('k1', 'bo')).toBe('done');
			expect(await cast('k1', 'bo', 0)).toBe('done');
			expect(await ballots.voters({ id: 'x', kind: 'stippen' })).toEqual(['ans']);
			expect(await ballots.votesOf('x', 'bo')).toEqual({});
			expect(await ballots.countVotes('b')).toEqual({});
			const close = () => store.transaction((trx) => closeBallot(trx, 'x', noon));
			expect((await Promise.all([close(), close()])).sort()).toEqual([false, true]);
			expect(await cast('k9', 'bo')).toBe('closed');
			const votes = await ballots.countVotes('b');
			expect(Object.values(votes)).toEqual([1, 1]);
		});

		it('has groups in which everybody is once, and who hosts none but her own', async () => {
			const groups = new GroupRepository(store.db);
			const g = (id: string, position: number, about: Partial<NewGroup> = {}): NewGroup => ({
				id,
				name: id,
				position,
				hostId: null,
				memberIds: [],
				...about
			});
			await store.transaction(async (trx) => {
				const one = g('g1', 0, { hostId: 'ans', memberIds: ['ans'] });
				await replaceGroups(trx, 'b', [g('g2', 1), one]);
			});
			const quiet = { clock: null, asksSince: null };
			expect(await groups.list('b')).toEqual([
				{ id: 'g1', name: 'g1', memberIds: ['ans'], hostId: 'ans', ...quiet },
				{ id: 'g2', name: 'g2', memberIds: [], hostId: null, ...quiet }
			]);
			await store.transaction((trx) => placeInGroup(trx, 'b', 'ans', 'g2'));
			expect((await groups.list('b')).map(({ memberIds, hostId }) => [memberIds, hostId])).toEqual([
				[[], null],
				[['ans'], null]
			]);
			await store.transaction((trx) => placeInGroup(trx, 'b', 'ans', null));
			expect([...(await groups.listKeptOut('b'))]).toEqual(['ans']);
			await store.transaction((trx) => replaceGroups(trx, 'b', []));
			expect(await groups.list('b')).toEqual([]);
			expect([...(await groups.listKeptOut('b'))]).toEqual(['ans']);
		});

		it('has groups whose clock, call and messages go when they begin anew, and stay with an undo', async () => {
			const groups = new GroupRepository(store.db);
			const messages = new MessageRepository(store.db);
			const clock = { total: 60_000, left: 5 };
			const asksSince = noon.toISOString();
			await enter(next({ mode: 'subgroep' }));
			await store.transaction(async (trx) => {
				const one = { id: 'g1', name: 'Een', position: 0, hostId: null, memberIds: [] };
				await replaceGroups(trx, 'b', [one]);
				await changeGroup(trx, 'g1', { name: 'Tafel', clock, asksSince });
				const said = { id: 'm1', groupId: null, text: 'nog vijf minuten', at: asksSince };
				await addMessage(trx, 'b', said);
				await addMessage(trx, 'b', said);
			});
			await enter(next({ from: 2, mode: 'ordenen' }));
			const before = (await phases.list('b')).find(({ n }) => n === 2)!;
			await enter(next({ from: 3, mode: 'subgroep', undoes: before }));
			expect(await groups.list('b')).toMatchObject([{ name: 'Tafel', clock, asksSince }]);
			expect((await messages.list('b')).map(({ text }) => text)).toEqual(['nog vijf minuten']);
			await enter(next({ from: 4, mode: 'open' }));
			await enter(next({ from: 5, mode: 'subgroep' }));
			expect(await groups.list('b')).toMatchObject([{ clock: null, asksSince: null }]);
			expect(await messages.list('b')).toEqual([]);
		});

		it('keeps the last messages and no more', async () => {
			for (let i = 0; i < 25; i++) {
				const at = new Date(noon.getTime() + i).toISOString();
				const said = { id: `m${i}`, groupId: null, text: `${i}`, at };
				await store.transaction((trx) => addMessage(trx, 'b', said));
			}
			const kept = await store.db.selectFrom('board_message').select('id').execute();
			expect(kept.length).toBe(20);
			expect((await new MessageRepository(store.db).list('b'))[0]!.text).toBe('5');
		});

		it('erases documents with all that belongs to them, and leaves others alone', async () => {
			const log = new SqlUpdateLog(store, () => noon);
			const names = ['notes/b/ans', 'notes/b/bo', 'notes/c/ans', 'board/b'];
			for (const document of names) {
				await store.transaction((trx) =>
					writeNewDocument(
						trx,
						{
							document,
							memberId: 'ans',
							bytes: Uint8Array.of(1),
							clients: [{ client: 7, memberId: 'ans' }],
							authorship: new Map([['k', 'ans']])
						},
						noon
					)
				);
				await log.saveSnapshot(document, 1, {
					parts: [Uint8Array.of(1)],
					stateVector: Uint8Array.of(0)
				});
			}
			expect(await listDocuments(store.db, 'notes/b/')).toEqual(['notes/b/ans', 'notes/b/bo']);
			await store.transaction((trx) => eraseDocuments(trx, ['notes/b/ans', 'notes/b/bo']));
			expect(await store.forget(noon)).toBe(true);
			expect(await listDocuments(store.db, 'notes/b/')).toEqual([]);
			for (const table of ['update_log', 'snapshot', 'document_client', 'authorship'] as const) {
				const rows = await store.db
					.selectFrom(table)
					.select('document')
					.orderBy('document')
					.execute();
				expect([table, rows.map(({ document }) => document)]).toEqual([
					table,
					['board/b', 'notes/c/ans']
				]);
			}
		});

		it('makes a document once, in the epoch it is made in', async () => {
			const make = (epoch: number) =>
				store.transaction((trx) => ensureDocument(trx, 'notes/b/ans', epoch, noon));
			await Promise.all([make(3), make(3)]);
			await make(4);
			expect(await hasDocument(store.db, 'notes/b/ans')).toBe(true);
			expect((await new SqlUpdateLog(store, () => noon).load('notes/b/ans'))!.epoch).toBe(3);
		});

		it('keeps what goes along with an update in the same commit: both or neither', async () => {
			const log = new SqlUpdateLog(store, () => noon);
			await store.transaction((trx) => ensureDocument(trx, 'board/b', 1, noon));
			const append = (seq: number, along: () => Promise<void>) =>
				log.append([
					{
						document: 'board/b',
						seq,
						memberId: null,
						bytes: Uint8Array.of(seq),
						clients: [],
						authorship: new Map(),
						along
					}
				]);
			await expect(append(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
			expect((await log.load('board/b'))!.seq).toBe(0);
			await append(1, () => Promise.resolve());
			expect((await log.load('board/b'))!.seq).toBe(1);
		});
	}));
