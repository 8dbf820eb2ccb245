import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { Command } from '../../server/services/board-commands.ts';
import { boardModes } from '../../src/lib/domain/board-mode.ts';
import { CONTRIBUTOR } from '../../src/lib/domain/contributor.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { limits } from '../../src/lib/domain/limits.ts';
import { resolverOf } from '../../src/lib/documents/comment.ts';
import type { BoardView } from '../../src/lib/documents/board-view.ts';
import { ownWord } from '../support/own-word.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import { until } from '../support/until.ts';

let walk: PeopleOnBoard;
let document: string;

beforeAll(async () => {
	walk = await PeopleOnBoard.on();
	document = boardDocument(walk.boardId);
});
afterAll(() => walk.leave());

/** A card on the board, and what one says about it as a command. */
async function aTalk() {
	const marit = await walk.open('marit', document);
	const card = aCard(ownWord());
	const before = marit.saved();
	marit.board.addCard(card, 1);
	await until(() => marit.saved() > before, 'saved');
	const says = (who: string, text: string = ownWord(), id: string = randomUUID()) =>
		walk.command(who, { do: 'comment', id, card: card.id, text });
	const read = () => marit.board.comments().filter((each) => each.card === card.id);
	return { card, says, read, marit };
}

async function view(name: string, board = walk.boardId): Promise<BoardView> {
	const { boards } = walk.server.lab.services;
	const actor = await walk.server.actor(name);
	const opened = await boards.open(actor, await walk.server.demoLab(), board);
	if (!opened.ok) throw new Error(opened.reason);
	return opened.value;
}

const refusal = async (outcome: Promise<{ ok: boolean; reason?: string }>) => {
	const { ok, reason } = await outcome;
	return ok ? 'done' : reason;
};

describe('saying something about a card', () => {
	it('is written by the server, as hers, and sent again it is the same comment', async () => {
		const { says, read, card } = await aTalk();
		const [id, text] = [randomUUID(), ownWord()];
		expect(await refusal(says('tessa', text, id))).toBe('done');
		expect(await refusal(says('tessa', text, id))).toBe('done');
		await until(() => read().length > 0, 'said');
		expect(read()).toEqual([
			{ id, card: card.id, text, at: expect.any(Number) as number, zone: 'micro' }
		]);
		expect(await refusal(says('noortje', text, id))).toBe('already-done');
		expect(await refusal(says('tessa', ownWord(), id))).toBe('already-done');
		const { authors } = await view('marit');
		expect(authors[id]).toMatchObject({ name: 'Tessa Kwakernaat', mine: false });
		expect((await view('tessa')).authors[id]).toMatchObject({ mine: true });
	});

	it('is of the contributor behind the label of the board for who may not know her', async () => {
		const { says } = await aTalk();
		const id = randomUUID();
		await says('jorrit', ownWord(), id);
		await walk.do('jorrit', { do: 'resolve', comment: id, on: true });
		const shown = await view('lotte');
		for (const thing of [id, resolverOf(id)]) {
			expect(shown.authors[thing]).toMatchObject({
				name: null,
				organisation: 'een grotere gemeente'
			});
		}
		expect(JSON.stringify(shown)).not.toMatch(/Aldermeer|Wielemaker/);
		expect((await view('marit')).authors[resolverOf(id)]).toMatchObject({
			name: 'Jorrit Wielemaker'
		});
	});

	it('is dealt with and opened again by whoever has a say, and says who did it', async () => {
		const { says, read } = await aTalk();
		const id = randomUUID();
		await says('tessa', ownWord(), id);
		await walk.do('noortje', { do: 'resolve', comment: id, on: true });
		await until(() => read()[0]?.resolvedAt !== undefined, 'dealt with');
		expect((await view('marit')).authors[resolverOf(id)]).toMatchObject({
			name: 'Noortje Slagveer'
		});
		await walk.do('tessa', { do: 'resolve', comment: id, on: false });
		await until(() => read()[0]?.resolvedAt === undefined, 'open again');
		await walk.do('tessa', { do: 'resolve', comment: id, on: true });
		expect((await view('marit')).authors[resolverOf(id)]).toMatchObject({
			name: 'Tessa Kwakernaat'
		});
		const unknown = walk.command('tessa', { do: 'resolve', comment: randomUUID(), on: true });
		expect(await refusal(unknown)).toBe('not-found');
	});

	it('is refused where there is nothing to say it about, too much of it, or somebody in it', async () => {
		const { says, card, marit, read } = await aTalk();
		expect(await refusal(says('tessa', 'bel haar op 06-12345678'))).toBe('personal-data');
		expect(await refusal(says('sunita', 'a'.repeat(limits.comment)))).toBe('done');
		const elsewhere = { do: 'comment', id: randomUUID(), card: 'weg', text: 'x' } as const;
		expect(await refusal(walk.command('tessa', elsewhere))).toBe('not-found');
		const saved = marit.saved();
		marit.board.binCard(card.id, 1, 1);
		await until(() => marit.saved() > saved, 'binned');
		expect(await refusal(says('tessa'))).toBe('not-found');
		expect(read()).toHaveLength(1);
	});

	it('is for whoever takes part, in every mode but two; who listens has no say', async () => {
		const { says } = await aTalk();
		expect(await refusal(says('beheer').catch(() => ({ ok: false, reason: 'none' })))).not.toBe(
			'done'
		);
		for (const mode of boardModes) {
			await walk.mode(mode);
			const isQuiet = mode === 'uitleg' || mode === 'verdekt';
			expect([mode, await refusal(says('tessa'))]).toEqual([mode, isQuiet ? 'wrong-mode' : 'done']);
			expect([mode, (await walk.phase('tessa')).maySpeak]).toEqual([mode, !isQuiet]);
			const listens = mode === 'inbrenger_luistert';
			expect([mode, (await walk.phase('jorrit')).maySpeak]).toEqual([mode, !isQuiet && !listens]);
			if (listens) expect(await refusal(says('jorrit'))).toBe('forbidden');
		}
		await walk.mode('open');
	});

	it('stays when its card is put away, and when the document is made anew', async () => {
		const { says, card, marit } = await aTalk();
		const id = randomUUID();
		await says('noortje', ownWord(), id);
		await walk.do('noortje', { do: 'resolve', comment: id, on: true });
		const saved = marit.saved();
		marit.board.binCard(card.id, 5, 1);
		await until(() => marit.saved() > saved, 'binned');
		const other = marit.board.cards().find((each) => each.binnedAt === null)!;
		await walk.do('marit', { do: 'redact', card: other.id, text: ownWord() });
		const { comments, authors } = await view('marit');
		expect(comments.find((each) => each.id === id)).toMatchObject({ card: card.id, zone: 'micro' });
		for (const thing of [id, resolverOf(id)]) {
			expect(authors[thing]).toMatchObject({ name: 'Noortje Slagveer' });
		}
	});
});

describe('cards put together', () => {
	it('are merged and dissolved by asking while everybody orders', async () => {
		await walk.mode('open');
		const marit = await walk.open('marit', document);
		const cards = [1, 2, 3, 4].map(() => aCard(ownWord()));
		const elsewhere = [1, 2].map(() => aCard(ownWord(), 'meso'));
		const before = marit.saved();
		marit.board.addCards([...cards, ...elsewhere], 1);
		await until(() => marit.saved() > before, 'saved');
		const [a, b, c, d] = cards.map(({ id }) => id) as [string, string, string, string];
		const [e, f] = elsewhere.map(({ id }) => id) as [string, string];
		const bundleOf = (id: string) => marit.board.card(id)?.bundle ?? null;
		const merge = (bundle: string, into: string, who = 'tessa') =>
			refusal(walk.command(who, { do: 'merge-bundles', bundle, into }));
		await walk.mode('ordenen');
		for (const [one, other] of [
			[a, b],
			[c, d],
			[e, f]
		] as const) {
			await walk.do('tessa', { do: 'bundle', card: one, with: other });
		}
		await until(() => bundleOf(f) !== null, 'bundled');
		const [first, second, third] = [bundleOf(a)!, bundleOf(c)!, bundleOf(e)!];
		const odd = { do: 'name-bundle', bundle: second, title: ' Bij\u202e de\nschool ' };
		await walk.do('noortje', v.parse(Command, odd));
		expect(await merge(first, first)).toBe('invalid');
		expect(await merge(first, 'weg')).toBe('not-found');
		expect(await merge(first, third)).toBe('invalid');
		expect(await merge(second, first)).toBe('done');
		await until(() => bundleOf(d) === first, 'merged');
		expect(marit.board.bundles().find(({ id }) => id === first)!.title).toBe('Bij de school');
		await walk.do('tessa', { do: 'dissolve-bundle', bundle: first });
		await until(() => [a, b, c, d].every((id) => bundleOf(id) === null), 'apart');
		await walk.mode('stemmen');
		expect(await refusal(walk.command('tessa', { do: 'dissolve-bundle', bundle: third }))).toBe(
			'wrong-mode'
		);
		await walk.mode('open');
	});
});

describe('a card that is moved by asking', () => {
	it('becomes what its new zone asks for, and goes back as what it was', async () => {
		const { card, marit } = await aTalk();
		await walk.mode('ordenen');
		const move = (zone: string, kind?: 'gebeurtenis') =>
			walk.do('tessa', { do: 'move', card: card.id, zone, index: 0, ...(kind ? { kind } : {}) });
		await move('wit');
		await until(() => marit.board.card(card.id)?.zone === 'wit', 'moved');
		expect(marit.board.card(card.id)!.kind).toBe('vraag');
		await move('micro', 'gebeurtenis');
		await until(() => marit.board.card(card.id)?.zone === 'micro', 'back');
		expect(marit.board.card(card.id)!.kind).toBe('gebeurtenis');
		await walk.mode('open');
	});
});

describe('who can lead', () => {
	it('is chosen from the lab and its network; the contributor as the board calls it', async () => {
		const board = await walk.server.id('brd-wiedoetwat');
		const owner = await walk.server.store.db
			.selectFrom('board')
			.innerJoin('organisation', 'organisation.id', 'board.owner_organisation_id')
			.select(['organisation.id', 'organisation.label', 'board.contributor_label'])
			.where('board.id', '=', board)
			.executeTakeFirstOrThrow();
		const [marit, lotte] = [await view('marit', board), await view('lotte', board)];
		expect(marit.organisationChoices).toContain(CONTRIBUTOR);
		expect(marit.organisations[CONTRIBUTOR]).toBe(owner.label);
		// Whoever may not read the network chooses among those in the lab.
		expect(marit.organisationChoices).toEqual(expect.arrayContaining(lotte.organisationChoices));
		expect(lotte.organisationChoices[0]).toBe(CONTRIBUTOR);
		expect(lotte.organisations[CONTRIBUTOR]).toBe(owner.contributor_label);
		expect(JSON.stringify(lotte)).not.toContain(owner.id);
		expect(Object.values(lotte.organisations)).not.toContain(owner.label);
		expect(marit.organisationChoices).toContain(await walk.server.id('org-school'));
	});
});
