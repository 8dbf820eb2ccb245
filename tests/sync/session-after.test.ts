import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { CarriedOver, SessionReport } from '../../src/lib/documents/session-report.ts';
import { openCasus } from '../support/a-casus.ts';
import type { StockClient } from '../support/clients.ts';
import { aCard } from '../support/people-on-board.ts';
import { SessionWalk } from '../support/session-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let walk: SessionWalk;

beforeEach(async () => {
	server = await startTestServer();
	walk = await SessionWalk.planned(server);
});
afterEach(async () => {
	vi.useRealTimers();
	walk.stop();
	await server.close();
});

/** The clock of the server goes on so much; nothing waits for it. */
function passes(ms: number): void {
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}
const DAY = 24 * 60 * 60_000;

async function ends(): Promise<void> {
	const { live } = await walk.view();
	await walk.does('marit', { do: 'end', from: live.phase.n });
}

/** What she writes is on disk; what she had in common with the server when she came counts first. */
async function saves(client: StockClient, write: () => void): Promise<void> {
	await until(() => client.saved() > 0, 'in step');
	const before = client.saved();
	write();
	await until(() => client.saved() > before, 'saved');
}

async function report(name = 'marit'): Promise<SessionReport> {
	const outcome = await server.lab.services.sessionReports.open(
		await server.actor(name),
		await server.demoLab(),
		walk.sessionId
	);
	if (!outcome.ok || !outcome.value) throw new Error(`${name} sees no report`);
	return outcome.value;
}

async function carried(name = 'marit'): Promise<CarriedOver> {
	const outcome = await server.lab.services.sessionReports.carried(
		await server.actor(name),
		await server.demoLab(),
		walk.sessionId
	);
	if (!outcome.ok || !outcome.value) throw new Error(`${name} sees nothing of last time`);
	return outcome.value;
}

/** The session works on another board from now on. */
async function worksOn(boardId: string): Promise<void> {
	await server.store.db
		.updateTable('agenda_item')
		.set({ board_id: boardId })
		.where('session_id', '=', walk.sessionId)
		.where('board_id', 'is not', null)
		.execute();
	walk.stop();
	walk = new SessionWalk(server, walk.sessionId, boardId);
}

describe('the report of a session', () => {
	it('is there at its end: who was there, items as run, votes, harvest, questions and actions', async () => {
		await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		await walk.goes('Wat zou kunnen?');
		const tessa = await walk.open('tessa', boardDocument(walk.boardId));
		const card = randomUUID();
		const idea = { ...aCard('Een vast spreekuur', 'secundair', card), kind: 'activiteit' as const };
		await saves(tessa, () => tessa.board.addCard(idea, 1));
		const vraag = { ...aCard('Wie belt terug?', 'overgang'), kind: 'vraag' as const };
		await saves(tessa, () => tessa.board.addCard(vraag, 1));
		await walk.do('tessa', { do: 'flag', card, on: true });
		passes(4 * 60_000);
		await walk.goes('Wegen');
		for (const name of ['tessa', 'noortje']) await walk.do(name, { do: 'vote', card, n: 1 });
		await walk.do('marit', { do: 'close-ballot' });
		await walk.goes('Wat zou kunnen?');
		await walk.goes('Oogst');
		await walk.do('noortje', { do: 'harvest', card, as: 'actie' });
		const other = tessa.board.cards().find(({ kind }) => kind === 'activiteit')!;
		await walk.do('noortje', { do: 'harvest', card: other.id, as: 'les' });
		await ends();

		// Nobody takes the last moves back any more.
		passes(10_000);
		const seen = await report('tessa');
		expect(seen.attendance.total).toBe(2);
		expect(seen.attendance.people!.map(({ name }) => name)).toContain('Tessa Kwakernaat');
		const item = (title: string) => seen.agenda.find((each) => each.title === title);
		expect(item('Wat zou kunnen?')).toMatchObject({ planned: 14, took: 4, rounds: 2 });
		expect(item('Pauze')).toMatchObject({ took: null, rounds: 0 });
		const [board] = seen.boards;
		expect(board!.flagged.map(({ text }) => text)).toContain('Een vast spreekuur');
		expect(board!.ballots).toMatchObject([
			{ kind: 'stippen', voters: 2, cards: [{ card, text: 'Een vast spreekuur', votes: 2 }] }
		]);
		expect(board!.harvest.map(({ kind }) => kind)).toEqual(['les']);
		expect(board!.questions.map(({ text }) => text)).toContain('Wie belt terug?');
		expect(seen.actions.map(({ text }) => text)).toContain('Een vast spreekuur');
		// Who voted what is in no report, nor who gave dots.
		expect(JSON.stringify(board!.ballots)).not.toMatch(/memberId|Noortje/);
	});

	it('is there as well when nobody ended it', async () => {
		const room = await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		const { minutes, startsAt } = await walk.view();
		const until_ = Math.max(Date.parse(startsAt), Date.now()) + minutes * 60_000;
		vi.useFakeTimers({ toFake: ['Date'], now: until_ + 61 * 60_000 });
		await until(() => room()?.status === 'ended', 'closed');
		expect(await report('tessa')).toMatchObject({ isLeftOpen: true, attendance: { total: 2 } });
	});

	it('is for whoever may be in the session, and is not there before it has ended', async () => {
		const { sessionReports } = server.lab.services;
		const lab = await server.demoLab();
		const asked = async (name: string, id: string) =>
			sessionReports.open(await server.actor(name), lab, id);
		expect(await asked('tessa', walk.sessionId)).toEqual({ ok: true, value: null });
		expect(await asked('evelien', walk.sessionId)).toMatchObject({ reason: 'not-found' });
		expect(await asked('marit', randomUUID())).toMatchObject({ reason: 'not-found' });
		expect(await asked('marit', 'nergens')).toMatchObject({ reason: 'not-found' });
	});

	it('tells names to who runs it, and how many there were where the lab shows no names', async () => {
		await walk.room('tessa');
		await walk.does('marit', { do: 'start' });
		await ends();
		await server.store.db.updateTable('lab').set({ attribution: 'organisation' }).execute();
		expect((await report('tessa')).attendance).toEqual({ total: 2, people: null });
		expect((await report('yassin')).attendance.people).toHaveLength(2);
	});

	it('has no board that one may not read, no hidden note, and no notes of who leads', async () => {
		await walk.does('marit', { do: 'start' });
		await walk.goes('Stille vragen');
		const actor = await server.actor('tessa');
		const notes = await walk.open('tessa', `notes/${walk.boardId}/${actor.memberId}`);
		await saves(notes, () => notes.board.addCard(aCard('verborgen waterhoen', 'secundair'), 1));
		await walk.does('marit', { do: 'line', id: randomUUID(), text: 'onderling roerdomp' });
		await ends();
		const seen = JSON.stringify(await report());
		expect(seen).not.toContain('waterhoen');
		expect(seen).not.toContain('roerdomp');
		expect(seen).not.toContain('spelregels die blijven staan');
		await server.store.db
			.updateTable('board')
			.set({ tlp: 'red' })
			.where('id', '=', walk.boardId)
			.execute();
		expect((await report('daan')).boards).toEqual([]);
	});

	it('says nothing any more of what was redacted, and of a casus that was taken back', async () => {
		await worksOn(await openCasus(server, 'tessa', { title: 'Onrust om een regenboogforel' }));
		await walk.does('marit', { do: 'start' });
		await walk.goes('Wat zou kunnen?');
		const tessa = await walk.open('tessa', boardDocument(walk.boardId));
		const card = randomUUID();
		await saves(tessa, () =>
			tessa.board.addCard(aCard('De regenboogforel en de vos', 'micro', card), 1)
		);
		await walk.do('tessa', { do: 'flag', card, on: true });
		await walk.goes('Oogst');
		await walk.do('noortje', { do: 'harvest', card, as: 'actie' });
		await ends();
		await walk.does('marit', { do: 'report-text', text: 'Over de regenboogforel.', was: '' });
		await walk.does('marit', { do: 'report-definite', on: true });
		expect(JSON.stringify(await report('noortje'))).toContain('de vos');
		// Whose casus it is, is told to nobody.
		expect((await report('noortje')).boards[0]!.flagged[0]!.author.name).toBeNull();
		await walk.do('tessa', { do: 'redact', card, text: 'De regenboogforel' });
		expect(JSON.stringify(await report('noortje'))).not.toContain('vos');
		await walk.do('tessa', { do: 'withdraw' });
		const left = await report();
		expect(left).toMatchObject({ boards: [], actions: [], text: '', definiteAt: null });
		expect(JSON.stringify(left)).not.toContain('regenboogforel');
	});

	it('is added to by who leads, without persons, and stays as it is once definite', async () => {
		await walk.does('marit', { do: 'start' });
		expect(
			await walk.asked('marit', { do: 'report-text', text: 'Te vroeg', was: '' })
		).toMatchObject({ reason: 'not-ended' });
		await ends();
		const text = 'Wij spraken af elkaar te bellen.';
		for (const name of ['tessa', 'noortje']) {
			expect(await walk.asked(name, { do: 'report-text', text, was: '' })).toMatchObject({
				reason: 'forbidden'
			});
			expect(await walk.asked(name, { do: 'report-definite', on: true })).toMatchObject({
				reason: 'forbidden'
			});
		}
		expect(
			await walk.asked('marit', { do: 'report-text', text: 'BSN 111222333', was: '' })
		).toMatchObject({ reason: 'personal-data' });
		await walk.does('yassin', { do: 'report-text', text, was: '' });
		expect(await walk.asked('marit', { do: 'report-text', text: 'Anders', was: '' })).toMatchObject(
			{ reason: 'passed' }
		);
		expect((await report('tessa')).text).toBe(text);
		await walk.does('marit', { do: 'report-definite', on: true });
		expect((await report('tessa')).definiteAt).not.toBeNull();
		expect(
			await walk.asked('marit', { do: 'report-text', text: 'Anders', was: text })
		).toMatchObject({ reason: 'definite' });
		await walk.does('marit', { do: 'report-definite', on: false });
		await walk.does('marit', { do: 'report-text', text: '', was: text });
	});
});

describe('boards of a session', () => {
	it('close for participants after five days, at once on an open line, and who leads writes on', async () => {
		await walk.does('marit', { do: 'start' });
		await walk.goes('Wat zou kunnen?');
		await ends();
		const closesAt = (await report('tessa')).closing.closesAt!;
		expect(closesAt - Date.parse((await report()).endedAt)).toBe(5 * DAY);
		const tessa = await walk.open('tessa', boardDocument(walk.boardId));
		await saves(tessa, () =>
			tessa.board.addCard({ ...aCard('Nog op tijd', 'secundair'), kind: 'activiteit' }, 1)
		);
		vi.useFakeTimers({ toFake: ['Date'], now: closesAt });
		const isClosed = async () => (await walk.phase('tessa')).held === 'over';
		await until(isClosed, 'closed');
		tessa.board.addCard(aCard('Te laat', 'secundair'), 1);
		await until(() => tessa.refusals().length > 0, 'refused');
		const marit = await walk.open('marit', boardDocument(walk.boardId));
		expect(marit.board.cards().map(({ id }) => marit.board.textOf(id))).not.toContain('Te laat');
		expect(await walk.phase('tessa')).toMatchObject({ access: 'read', held: 'over' });
		expect(await walk.phase('marit')).toMatchObject({ access: 'write', held: 'over' });
		expect(
			await walk.command('tessa', { do: 'flag', card: marit.board.cards()[0]!.id, on: true })
		).toMatchObject({ reason: 'over' });
	});

	it('are closed earlier and opened again by who leads, and by nobody else', async () => {
		await walk.does('marit', { do: 'start' });
		expect(await walk.asked('marit', { do: 'close-boards', on: true })).toMatchObject({
			reason: 'not-ended'
		});
		await walk.goes('Wat zou kunnen?');
		await ends();
		expect(await walk.asked('tessa', { do: 'close-boards', on: true })).toMatchObject({
			reason: 'forbidden'
		});
		await walk.does('yassin', { do: 'close-boards', on: true });
		expect((await walk.phase('tessa')).access).toBe('read');
		expect(await walk.asked('marit', { do: 'close-boards', on: true })).toMatchObject({
			reason: 'already-done'
		});
		expect((await report('tessa')).closing).toMatchObject({ isClosed: true, closesAt: null });
		await walk.does('marit', { do: 'close-boards', on: false });
		expect((await walk.phase('tessa')).access).toBe('write');
		// Opened before its day, they still close on that day; opened after it they stay open.
		const { closesAt } = (await report()).closing;
		vi.useFakeTimers({ toFake: ['Date'], now: closesAt! });
		const held = async () => (await walk.phase('tessa')).held;
		await until(async () => (await held()) === 'over', 'closed');
		await walk.does('marit', { do: 'close-boards', on: false });
		expect((await report()).closing).toMatchObject({ isClosed: false, closesAt: null });
		expect(await held()).toBeNull();
	});
});

describe('actions of last time', () => {
	it('open the next session, and who leads it or the action says what became of them', async () => {
		const room = await walk.room('noortje');
		const { from, actions } = await carried();
		expect(from.title).toBe('Tweede bijeenkomst: een jongere, de klas en het scherm');
		const action = actions.find(({ text }) => text === 'Eén pagina: wie bel je wanneer')!;
		expect(action).toMatchObject({
			lead: 'Jorrit Wielemaker',
			firstStep: 'Bel de tegenhanger en vraag naar naam en vervanger.',
			status: 'loopt',
			maySet: true
		});
		const { id } = action;
		const mine = async (name: string) =>
			(await carried(name)).actions.find((each) => each.id === id)!.maySet;
		expect([await mine('jorrit'), await mine('noortje')]).toEqual([true, false]);
		expect(
			await walk.asked('noortje', { do: 'action', action: id, status: 'gedaan' })
		).toMatchObject({ reason: 'forbidden' });
		expect(
			await walk.asked('marit', { do: 'action', action: randomUUID(), status: 'gedaan' })
		).toMatchObject({ reason: 'not-found' });
		await walk.does('jorrit', { do: 'action', action: id, status: 'anders' });
		await until(() => (room()?.actionsAt ?? 0) > 0, 'told');
		const seen = (await carried('noortje')).actions.find((each) => each.id === id)!;
		expect(seen.status).toBe('anders');
		// The home of the lab says the same.
		const { labs } = server.lab.services;
		const items = await labs.listItems(
			await server.actor('tessa'),
			await server.demoLab(),
			'action'
		);
		expect(items.find((item) => item.id === id)!.data['status']).toBe('anders');
		await walk.does('marit', { do: 'start' });
		await walk.does('marit', { do: 'action', action: id, status: 'gedaan' });
		await ends();
		expect(await walk.asked('marit', { do: 'action', action: id, status: 'loopt' })).toMatchObject({
			reason: 'not-live'
		});
	});

	it('are lines of the harvest as well, with whoever leads the card they came from', async () => {
		await walk.does('marit', { do: 'start' });
		const tessa = await walk.open('tessa', boardDocument(walk.boardId));
		const card = tessa.board
			.cards()
			.find(({ kind, fields }) => kind === 'activiteit' && typeof fields['trekker'] === 'string')!;
		await walk.goes('Oogst');
		await walk.do('noortje', { do: 'harvest', card: card.id, as: 'actie' });
		await ends();
		const next = await server.id('ses-05');
		walk = new SessionWalk(server, next, walk.boardId);
		const { from, actions } = await carried('tessa');
		expect(from.title).toBe('Derde bijeenkomst: wie doet wat wanneer');
		const line = actions.find(({ text }) => text === tessa.board.textOf(card.id))!;
		expect(line).toMatchObject({ status: 'open', maySet: false });
		expect(line.lead).toBeTruthy();
		await walk.does('marit', { do: 'action', action: line.id, status: 'loopt' });
		expect((await carried('tessa')).actions.find(({ id }) => id === line.id)!.status).toBe('loopt');
	});
});
