import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditRepository } from '../../server/store/audit-repository.ts';
import type { Exported } from '../../server/services/board-export.ts';
import { exportFormats, type ExportOptions } from '../../src/lib/domain/board-export.ts';
import { boardDocument, zoneDocument } from '../../src/lib/domain/document-name.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import type { BoardReport } from '../../src/lib/documents/board-report.ts';
import { plainWords } from '../support/a-report.ts';
import { aCasus, openCasus } from '../support/a-casus.ts';
import { lettersOf } from '../support/letters-of.ts';
import { ownWord } from '../support/own-word.ts';
import { aCard, afterRead, PeopleOnBoard } from '../support/people-on-board.ts';
import { until } from '../support/until.ts';

const usual: ExportOptions = {
	format: 'json',
	attribution: 'name',
	comments: true,
	onlyFlagged: false,
	zones: null
};

describe('a board taken along', () => {
	let people: PeopleOnBoard;
	beforeAll(async () => void (people = await PeopleOnBoard.on('brd-jongere')));
	afterAll(() => people.leave());

	const exports = () => people.server.lab.services.exports;
	async function take(
		who: string,
		options: Partial<ExportOptions> = {},
		{ board = people.boardId, isLookedAt = false } = {}
	): Promise<Exported> {
		const wanted = { options: { ...usual, ...options }, isLookedAt, words: plainWords };
		const actor = await people.server.actor(who);
		return exports().make(actor, await people.server.demoLab(), board, wanted);
	}
	async function bytesOf(...given: Parameters<typeof take>): Promise<Uint8Array> {
		const made = await take(...given);
		if (!made.ok) throw new Error(made.problem);
		return made.file.bytes;
	}
	async function reportFor(...given: Parameters<typeof take>): Promise<BoardReport> {
		return JSON.parse(Buffer.from(await bytesOf(...given)).toString()) as BoardReport;
	}
	async function mark(tlp: Tlp, boardId = people.boardId) {
		const { db } = people.server.store;
		await db.updateTable('board').set({ tlp }).where('id', '=', boardId).execute();
	}
	async function newBoard(template = 'tpl-trigger'): Promise<PeopleOnBoard> {
		const { boards } = people.server.lab.services;
		const wanted = { template, title: 'Een bord', question: 'Wat versterken we?' };
		const [marit, lab] = [await people.server.actor('marit'), await people.server.demoLab()];
		const made = await boards.create(marit, lab, wanted);
		if (!made.ok) throw new Error(made.reason);
		return people.onBoard(made.value);
	}
	async function cardsOn(board: string): Promise<string[]> {
		const { zones } = await reportFor('marit', {}, { board });
		return zones.flatMap(({ groups }) => groups.flatMap((g) => g.cards.map(({ text }) => text)));
	}
	/** As they are on disk. */
	async function texts(board: string): Promise<string[]> {
		const { boards } = people.server.lab.services;
		const [marit, lab] = [await people.server.actor('marit'), await people.server.demoLab()];
		const view = await boards.open(marit, lab, board);
		return view.ok ? view.value.cards.map(({ text }) => text) : [];
	}
	const gone = { ok: false, problem: 'not-found' };

	it('is for the facilitator and the organisation whose casus it is; for others it is not there', async () => {
		for (const who of ['marit', 'tessa', 'jorrit']) expect((await take(who)).ok, who).toBe(true);
		for (const who of ['yassin', 'noortje', 'sunita', 'lotte', 'evelien', 'hilde']) {
			expect(await take(who), who).toEqual(gone);
			const view = exports().view(
				await people.server.actor(who),
				await people.server.demoLab(),
				people.boardId
			);
			expect(await view, who).toEqual({ ok: false, reason: 'not-found' });
		}
		for (const board of [randomUUID(), 'not-an-id']) {
			expect(await take('marit', {}, { board })).toEqual(gone);
		}
		const elsewhere = { ...(await people.server.demoLab()), id: 'another' };
		const marit = await people.server.actor('marit');
		expect(await exports().right(marit, elsewhere, people.boardId)).toBe('no');
	});

	it('goes as far as it is marked, and stays where nobody signed it or it was taken back', async () => {
		await mark('amber-strict');
		expect((await take('marit')).ok).toBe(true);
		expect(await take('tessa')).toEqual(gone);
		await mark('red');
		for (const who of ['marit', 'jorrit']) {
			expect(await take(who), who).toEqual({ ok: false, problem: 'red' });
			const [actor, lab] = [await people.server.actor(who), await people.server.demoLab()];
			const view = await exports().view(actor, lab, people.boardId);
			expect(view).toMatchObject({ value: { tlp: 'red', offer: null } });
		}
		// Her colleague, who reads no RED board of his.
		expect(await take('tessa')).toEqual(gone);
		await mark('amber');

		const { casus } = people.server.lab.services;
		const [tessa, lab] = [await people.server.actor('tessa'), await people.server.demoLab()];
		const brought = await casus.bring(tessa, lab, aCasus());
		if (!brought.ok) throw new Error(brought.reason);
		for (const who of ['tessa', 'marit']) {
			expect(await take(who, {}, { board: brought.value })).toEqual(gone);
		}
		const opened = people.onBoard(await openCasus(people.server, 'tessa'));
		expect((await take('tessa', {}, { board: opened.boardId })).ok).toBe(true);
		await opened.do('tessa', { do: 'withdraw' });
		for (const who of ['tessa', 'marit']) {
			expect(await take(who, {}, { board: opened.boardId })).toEqual(gone);
		}
	});

	it('never tells whose casus it is, in no format and at no level of attribution', async () => {
		const { organisationLabel, name } = await people.server.actor('jorrit');
		expect((await reportFor('marit')).broughtBy).not.toBe('');
		for (const attribution of ['name', 'organisation', 'kind', 'none'] as const) {
			for (const format of attribution === 'name' ? exportFormats : (['json', 'csv'] as const)) {
				for (const who of ['marit', 'tessa']) {
					const letters = await lettersOf(format, await bytesOf(who, { format, attribution }));
					expect(letters, `${format} ${attribution}`).not.toContain(organisationLabel);
					expect(letters, `${format} ${attribution}`).not.toContain(name);
					expect(letters).toContain('TLP:AMBER');
				}
			}
		}
	});

	it('shows of others what was chosen, and never more than the lab does', async () => {
		const authorsAt = async (attribution: ExportOptions['attribution']) => {
			const { zones } = await reportFor('marit', { attribution });
			const cards = zones.flatMap(({ groups }) => groups.flatMap((group) => group.cards));
			return cards.map(({ author }) => author);
		};
		const { name, organisationLabel } = await people.server.actor('sunita');
		const said = async (attribution: ExportOptions['attribution']) =>
			JSON.stringify(await authorsAt(attribution));
		expect(await said('name')).toContain(name);
		expect(await said('organisation')).toContain(organisationLabel);
		for (const coarse of ['kind', 'none'] as const) {
			for (const word of [name, organisationLabel]) expect(await said(coarse)).not.toContain(word);
		}
		expect(await said('kind')).toMatch(/een (?:plattelands|middelgrote |grotere )?gemeente/);
		const { db } = people.server.store;
		const asLab = (attribution: 'organisation' | 'name') =>
			db.updateTable('lab').set({ attribution }).execute();
		await asLab('organisation');
		expect(await said('name')).not.toContain(name);
		expect(await said('name')).toContain(organisationLabel);
		await asLab('name');
	});

	it('holds nothing that was binned, is hidden, is of one person, or was taken out', async () => {
		const here = await newBoard('tpl-incident');
		const { boardId: board } = here;
		const words = {
			shown: ownWord(),
			binned: ownWord(),
			ofBinned: ownWord(),
			hidden: ownWord(),
			note: ownWord(),
			aside: ownWord(),
			redacted: ownWord()
		};
		const { template } = await (async () => {
			const view = await people.server.lab.services.boards.open(
				await people.server.actor('marit'),
				await people.server.demoLab(),
				board
			);
			if (!view.ok) throw new Error(view.reason);
			return { template: view.value.phase.zones };
		})();
		const [open, hidden] = [
			template.find(({ isHidden }) => !isHidden)!.id,
			template.find(({ isHidden }) => isHidden)!.id
		];
		const client = await here.open('jorrit', boardDocument(board));
		const [binned, redacted] = [aCard(words.binned, open), aCard(words.redacted, open)];
		client.board.addCard(aCard(words.shown, open), 1);
		client.board.addCard(binned, 1);
		client.board.addComment({ id: randomUUID(), card: binned.id, text: words.ofBinned, at: 1 }, 1);
		client.board.binCard(binned.id, Date.now(), 1);
		client.board.addCard(redacted, 1);
		const zone = await here.open('marit', zoneDocument(board, hidden));
		zone.board.addCard(aCard(words.hidden, hidden), 1);
		const aside = await here.open('marit', `aside/${board}/${people.id('marit')}`);
		aside.board.addCard(aCard(words.aside, 'aside'), 1);
		await here.mode('verdekt');
		await here.writes('jorrit', words.note, open);
		await until(() => client.saved() > 0 && zone.saved() > 0 && aside.saved() > 0, 'saved');
		await here.do('marit', { do: 'redact', card: redacted.id, text: 'weggehaald' });
		for (const format of exportFormats) {
			const letters = await lettersOf(format, await bytesOf('marit', { format }, { board }));
			expect(letters, format).toContain(words.shown);
			for (const [what, word] of Object.entries(words)) {
				if (what !== 'shown') expect(letters, `${format} ${what}`).not.toContain(word);
			}
		}
		here.stop();
	});

	it('has totals of votes, but for a method that counts nothing', async () => {
		for (const [template, zone, kind, votes] of [
			['tpl-krachtenveld', 'midden', 'positie', 1],
			['tpl-trigger', 'micro', 'gebeurtenis', null]
		] as const) {
			const board = await newBoard(template);
			const card = { ...aCard(ownWord(), zone), kind };
			const client = await board.open('marit', boardDocument(board.boardId));
			client.board.addCards([card], 1);
			await until(async () => (await texts(board.boardId)).includes(card.text), 'on disk');
			// The step in which one works on that zone.
			await board.step(4);
			await board.mode('stemmen');
			await board.do('tessa', { do: 'vote', card: card.id, n: 1 });
			await board.do('marit', { do: 'close-ballot' });
			const { zones } = await reportFor('marit', {}, { board: board.boardId });
			const cards = zones.flatMap(({ groups }) => groups.flatMap((group) => group.cards));
			expect(cards, template).toMatchObject([{ text: card.text, votes }]);
			board.stop();
		}
	});

	it('is not sent when something was taken out of it while it was made, or its label changed', async () => {
		const here = await newBoard();
		const board = here.boardId;
		const client = await here.open('jorrit', boardDocument(board));
		const card = aCard(ownWord());
		client.board.addCard(card, 1);
		await until(async () => (await texts(board)).includes(card.text), 'on disk');
		const redact = { do: 'redact', card: card.id, text: 'weg' } as const;
		afterRead(boardDocument(board), () => here.do('marit', redact));
		const changed = { ok: false, problem: 'changed' };
		expect(await take('marit', {}, { board })).toEqual(changed);
		afterRead(boardDocument(board), () => mark('green', board));
		expect(await take('marit', {}, { board })).toEqual(changed);
		afterRead(boardDocument(board), () => mark('red', board));
		expect(await take('marit', {}, { board })).toEqual({ ok: false, problem: 'red' });
		here.stop();
	});

	it('is one moment of the board while five people write on it', async () => {
		const here = await newBoard();
		const board = here.boardId;
		const names = ['marit', 'tessa', 'jorrit', 'noortje', 'sunita'];
		const clients = await Promise.all(names.map((name) => here.open(name, boardDocument(board))));
		let writes = true;
		const writers = clients.map(async ({ board: on }) => {
			while (writes) {
				const pair = ownWord();
				on.addCards([aCard(pair), aCard(pair)], 1);
				await new Promise((resolve) => setTimeout(resolve, 20));
			}
		});
		const sizes = new Set<number>();
		for (let last = 0; sizes.size < 5;) {
			await until(async () => (await texts(board)).length > last, 'more cards');
			const taken = await cardsOn(board);
			// Both cards of one transaction, or neither.
			for (const both of Map.groupBy(taken, (text) => text).values()) expect(both).toHaveLength(2);
			expect(taken.length).toBeGreaterThanOrEqual(last);
			sizes.add((last = taken.length));
		}
		writes = false;
		await Promise.all(writers);
		here.stop();
	});

	it('waits for a second look where something may point at a person, and never holds a number', async () => {
		const here = await newBoard();
		const board = here.boardId;
		const { db } = people.server.store;
		const summary = 'Dennis van der Laan was erbij. Bel 06-12345678.';
		await db.updateTable('board').set({ summary }).where('id', '=', board).execute();
		const [marit, lab] = [await people.server.actor('marit'), await people.server.demoLab()];
		const view = await exports().view(marit, lab, board);
		expect(view).toMatchObject({ value: { offer: { warnings: 1, blocked: 1 } } });
		expect(await take('marit', {}, { board })).toEqual({ ok: false, problem: 'warnings' });
		for (const format of exportFormats) {
			const bytes = await bytesOf('marit', { format }, { board, isLookedAt: true });
			expect(await lettersOf(format, bytes), format).not.toContain('12345678');
		}
	});

	it('is written down before it leaves, without a word of it, and shown to whose casus it is', async () => {
		const board = await openCasus(people.server, 'tessa', { seen: 'Er werd een leus geroepen.' });
		const zones = ['micro', 'meso'];
		await bytesOf('marit', { format: 'csv', attribution: 'kind', zones }, { board });
		await bytesOf('tessa', { format: 'pdf', comments: false, onlyFlagged: true }, { board });
		const audit = new AuditRepository(people.server.store);
		const rows = await audit.lastOf('board.exported', boardDocument(board), 10);
		expect(rows.map(({ memberId, detail }) => [memberId, detail])).toEqual([
			[
				people.id('tessa'),
				expect.objectContaining({ format: 'pdf', comments: 0, flagged: 1, zones: null, cards: 0 })
			],
			[
				people.id('marit'),
				expect.objectContaining({ format: 'csv', attribution: 'kind', zones: 2, tlp: 'amber' })
			]
		]);
		expect(JSON.stringify(rows)).not.toContain('leus');
		const marit = (await people.server.actor('marit')).name;
		const tessa = (await people.server.actor('tessa')).name;
		const { casus } = people.server.lab.services;
		const lab = await people.server.demoLab();
		const seen = async (who: string) => {
			const view = await casus.view(await people.server.actor(who), lab, board);
			if (!view.ok) throw new Error(view.reason);
			const readers = view.value.viewers?.map(({ name }) => name);
			// Nobody takes along what nobody sees her read.
			if (readers) expect(readers).toEqual(expect.arrayContaining([marit, tessa]));
			return view.value.exports?.map(({ name, format }) => [name, format]) ?? null;
		};
		expect(await seen('tessa')).toEqual([
			[tessa, 'pdf'],
			[marit, 'csv']
		]);
		expect(await seen('noortje')).toBeNull();
	});

	it('is not made for who asks again and again', async () => {
		const board = (await newBoard()).boardId;
		const all: Exported[] = [];
		for (let i = 0; i < 80 && all.at(-1)?.ok !== false; i++)
			all.push(await take('marit', {}, { board }));
		expect(all.at(-1)).toEqual({ ok: false, problem: 'too-often' });
	});
});
