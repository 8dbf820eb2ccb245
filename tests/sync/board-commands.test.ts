import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commandRules, type BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardModes } from '../../src/lib/domain/board-mode.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { openCasus } from '../support/a-casus.ts';
import { BoardWalk } from '../support/board-walk.ts';
import type { StockClient } from '../support/clients.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let walk: BoardWalk;
let marit: StockClient;

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.close());
afterEach(() => walk.stop());

async function on(demoId: string): Promise<void> {
	walk = new BoardWalk(server, await server.id(demoId));
	marit = await walk.open('marit', boardDocument(walk.boardId));
}

/** A question in the ten steps, where the contributor says how near it comes. */
async function tenSteps(): Promise<string> {
	walk = new BoardWalk(server, await openCasus(server, 'tessa', { template: 'tpl-tienstappen' }));
	marit = await walk.open('marit', boardDocument(walk.boardId));
	const id = randomUUID();
	marit.board.addCard(
		{ id, zone: 'vragen', kind: 'vraag', domain: 'gedeeld', basis: null, text: '?' },
		1
	);
	await until(() => marit.saved() >= 2, 'saved');
	return id;
}

const cards = (zone: string) => marit.board.cardsIn(zone);

describe('a command', () => {
	it('outside its mode is refused for everybody, and nothing changes', async () => {
		await on('brd-jongere');
		const [card, other] = cards('micro');
		const commands: BoardCommand[] = [
			{ do: 'reveal', from: 1 },
			{ do: 'speaker', member: null },
			{ do: 'group-message', group: null, text: 'hallo' },
			{ do: 'move', card: card!.id, zone: 'meso', index: 0 },
			{ do: 'bundle', card: card!.id, with: other!.id },
			{ do: 'mark', card: card!.id, mark: 'warm', on: true },
			{ do: 'vote', card: card!.id, n: 1 },
			{ do: 'flag', card: card!.id, on: true },
			{ do: 'harvest', card: card!.id, as: 'les' }
		];
		for (const mode of boardModes) {
			await walk.mode(mode);
			const before = JSON.stringify(marit.doc.toJSON());
			for (const command of commands) {
				const { modes, by } = commandRules[command.do];
				if (modes?.includes(mode)) continue;
				const name = by === 'leader' ? 'marit' : 'tessa';
				const outcome = await walk.command(name, command);
				expect([mode, command.do, outcome]).toEqual([
					mode,
					command.do,
					{ ok: false, reason: 'wrong-mode' }
				]);
			}
			expect(JSON.stringify(marit.doc.toJSON())).toBe(before);
		}
	}, 30_000);

	it('by somebody outside the lab finds no board, and by an observer is refused', async () => {
		await on('brd-opvang');
		await walk.mode('ordenen');
		const card = marit.board.cards()[0]!.id;
		const move: BoardCommand = { do: 'move', card, zone: 'midden', index: 0 };
		expect(await walk.command('hilde', move)).toEqual({ ok: false, reason: 'forbidden' });
		walk.stop();
		await on('brd-wiedoetwat');
		expect(await walk.command('evelien', move)).toEqual({ ok: false, reason: 'not-found' });
	});
});

describe('ordering', () => {
	it('moves, bundles and unbundles cards for everybody', async () => {
		await on('brd-jongere');
		await walk.mode('ordenen');
		const [one, two, three] = cards('micro').map(({ id }) => id);
		await walk.do('tessa', { do: 'move', card: three!, zone: 'meso', index: 0 });
		await until(() => cards('meso')[0]?.id === three, 'moved');
		await walk.do('noortje', { do: 'bundle', card: one!, with: two! });
		await until(() => marit.board.card(one!)?.bundle !== null, 'bundled');
		const { bundle } = marit.board.card(one!)!;
		expect(marit.board.card(two!)!.bundle).toBe(bundle);
		await walk.do('noortje', { do: 'name-bundle', bundle: bundle!, title: 'Thuis' });
		await until(() => marit.board.bundles().some(({ title }) => title === 'Thuis'), 'named');
		await walk.do('noortje', { do: 'unbundle', card: one! });
		await until(() => marit.board.bundles().length === 0, 'dissolved');
		expect(marit.board.card(two!)!.bundle).toBeNull();
	});

	it('does not move a card to where there is nothing, nor one that is not there', async () => {
		await on('brd-jongere');
		await walk.mode('ordenen');
		const card = cards('micro')[0]!.id;
		expect(await walk.command('tessa', { do: 'move', card, zone: 'nergens', index: 0 })).toEqual({
			ok: false,
			reason: 'invalid'
		});
		expect(
			await walk.command('tessa', { do: 'move', card: randomUUID(), zone: 'meso', index: 0 })
		).toEqual({ ok: false, reason: 'not-found' });
	});

	it('leaves it to the contributor whether a question is warm or cold', async () => {
		const card = await tenSteps();
		await walk.step(3);
		const warm: BoardCommand = { do: 'mark', card, mark: 'warm', on: true };
		for (const name of ['marit', 'noortje', 'jorrit']) {
			expect(await walk.command(name, warm)).toEqual({ ok: false, reason: 'forbidden' });
		}
		await walk.do('tessa', warm);
		await until(() => marit.board.card(card)!.marks.includes('warm'), 'warm');
		await walk.do('tessa', { do: 'mark', card, mark: 'koud', on: true });
		await until(() => marit.board.card(card)!.marks.join() === 'koud', 'cold, and not warm');
		expect(await walk.command('tessa', { do: 'mark', card, mark: 'raar', on: true })).toEqual({
			ok: false,
			reason: 'invalid'
		});
	});
});

describe('voting', () => {
	it('shows everybody her own votes only, until it is closed for all at once', async () => {
		await on('brd-wiedoetwat');
		await walk.step(6);
		await walk.mode('stemmen');
		const state = await walk.live('noortje');
		const all = cards('gaten').map(({ id }) => id);
		expect(all.length).toBeGreaterThan(0);
		const vote = (name: string, card: string, to = true) =>
			walk.command(name, { do: 'vote', card, n: to ? 1 : 0 });
		const view = async (name: string) => {
			const { boards } = server.lab.services;
			const outcome = await boards.open(
				await server.actor(name),
				await server.demoLab(),
				walk.boardId
			);
			if (!outcome.ok) throw new Error(outcome.reason);
			return outcome.value;
		};
		const before = (await view('marit')).votes;
		expect((await vote('tessa', all[0]!)).ok).toBe(true);
		expect((await vote('tessa', all[0]!)).ok).toBe(true);
		expect((await vote('noortje', all[0]!)).ok).toBe(true);
		expect((await vote('noortje', all[0]!, false)).ok).toBe(true);
		expect((await vote('sunita', all[0]!)).ok).toBe(true);
		// The facilitator and an expert have no vote.
		expect(await vote('marit', all[0]!)).toEqual({ ok: false, reason: 'forbidden' });
		expect((await walk.phase('tessa')).ballot!.mine).toEqual({ [all[0]!]: 1 });
		expect((await walk.phase('noortje')).ballot!.mine).toEqual({});
		for (const name of ['marit', 'tessa', 'lotte'])
			expect((await view(name)).votes).toEqual(before);
		await until(() => state()!.ballot!.voted === 2, 'how many voted', 12_000);
		await walk.do('marit', { do: 'close-ballot' });
		expect((await view('lotte')).votes[all[0]!]).toBe(2);
		await until(() => state()!.ballot!.isOpen === false, 'told');
		expect(await vote('daan', all[0]!)).toEqual({ ok: false, reason: 'already-done' });
		expect(await walk.command('marit', { do: 'close-ballot' })).toEqual({
			ok: false,
			reason: 'already-done'
		});
	});

	it('ends with the budget, also from two tabs at once', async () => {
		await on('brd-wiedoetwat');
		await walk.step(2);
		await walk.mode('stemmen');
		const all = ['primair_breed', 'primair_toerusten', 'secundair', 'tertiair'].flatMap((zone) =>
			cards(zone).map(({ id }) => id)
		);
		expect(all.length).toBeGreaterThan(5);
		const outcomes = await Promise.all(
			all.slice(0, 6).map((card) => walk.command('tessa', { do: 'vote', card, n: 1 }))
		);
		expect(outcomes.filter(({ ok }) => ok).length).toBe(3);
		expect(outcomes.filter((each) => !each.ok && each.reason === 'votes-spent').length).toBe(3);
		expect((await walk.phase('tessa')).ballot!.mine).toEqual({
			[all[0]!]: 1,
			[all[1]!]: 1,
			[all[2]!]: 1
		});
	});

	it('is not about cards of another step', async () => {
		await on('brd-wiedoetwat');
		await walk.step(6);
		await walk.mode('stemmen');
		const card = cards('primair_breed')[0]!.id;
		expect(await walk.command('tessa', { do: 'vote', card, n: 1 })).toEqual({
			ok: false,
			reason: 'invalid'
		});
	});
});

interface Seen {
	user?: { name: string };
	place?: { card: string };
}

describe('presence where one writes or votes unseen', () => {
	it('says who is there, under another id, and nothing of where she is', async () => {
		await on('brd-jongere');
		const card = cards('micro')[0]!.id;
		const noortje = await walk.open('noortje', boardDocument(walk.boardId));
		const states = marit.provider.awareness.getStates() as Map<number, Seen>;
		const seen = () => [...states].filter(([, { user }]) => user?.name === 'Noortje Slagveer');
		const says = () =>
			noortje.provider.awareness.setLocalState({
				place: { card, typing: true, anchor: null, head: null }
			});
		says();
		await until(() => seen().some(([, state]) => state.place?.card === card), 'her place');
		expect(seen()[0]![0]).toBe(noortje.doc.clientID);
		for (const mode of ['verdekt', 'stemmen'] as const) {
			await walk.mode(mode);
			await until(
				() => seen().length === 1 && seen()[0]![0] !== noortje.doc.clientID,
				'another id'
			);
			marit.heard.length = 0;
			says();
			const state = await walk.live('tessa');
			await until(() => state() !== null, 'some time');
			await until(() => marit.heard.some((frame) => frame[0] === 1), 'a round of presence', 20_000);
			expect(seen().map(([, state]) => state.place)).toEqual([undefined]);
			expect(marit.heard.some((frame) => Buffer.from(frame).includes(card))).toBe(false);
		}
		await walk.mode('open');
		says();
		await until(() => seen().some(([, state]) => state.place?.card === card), 'her place again');
	}, 60_000);
});
