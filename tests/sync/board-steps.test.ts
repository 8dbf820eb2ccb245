import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { boardDocument, zoneDocument } from '../../src/lib/domain/document-name.ts';
import { openCasus } from '../support/a-casus.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
const walks: BoardWalk[] = [];

beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.close());
afterEach(() => walks.splice(0).forEach((walk) => walk.stop()));

async function demo(id: string): Promise<BoardWalk> {
	const walk = new BoardWalk(server, await server.id(id));
	walks.push(walk);
	return walk;
}

/** A new board by one of these people, open to the lab. */
async function started(name: string, template: string): Promise<BoardWalk> {
	const walk = new BoardWalk(server, await openCasus(server, name, { template }));
	walks.push(walk);
	return walk;
}

describe('the steps of a method', () => {
	it('bring the mode that belongs to each, and go back without losing anything', async () => {
		const walk = await demo('brd-jongere');
		const marit = await walk.open('marit', boardDocument(walk.boardId));
		const before = marit.board.cards().length;
		const modes = [];
		for (const to of [1, 2, 3, 4, 8, 3]) {
			await walk.step(to);
			modes.push((await walk.phase()).mode);
		}
		expect(modes).toEqual(['uitleg', 'verdekt', 'ordenen', 'open', 'oogst', 'ordenen']);
		expect(marit.board.cards().length).toBe(before);
		expect((await walk.phase('tessa')).before.map(({ step }) => step)).toEqual([4, 8]);
	});

	it('take no advice while one asks, by no way, and take it when its step is there', async () => {
		const walk = await started('jorrit', 'tpl-tienstappen');
		await walk.step(5);
		const document = boardDocument(walk.boardId);
		const jorrit = await walk.open('jorrit', document);
		const tessa = await walk.open('tessa', document);
		expect((await walk.phase('tessa')).tooEarly).toEqual(['advies']);

		const about = { domain: 'sociaal' as const, basis: null };
		const advice = {
			...about,
			id: randomUUID(),
			zone: 'tips',
			kind: 'advies' as const,
			text: 'Bel eerst de school'
		};
		tessa.board.addCards([advice], 1);
		await until(() => tessa.board.card(advice.id)?.binnedAt, 'in the bin');
		expect(tessa.board.textOf(advice.id)).toBe('Bel eerst de school');
		await until(async () => (await walk.phase('tessa')).mended?.counts.early === 1, 'told');
		// Put back by who has no page of ours.
		tessa.board.restoreCard(advice.id, 1);
		await until(async () => (await walk.phase('tessa')).mended?.counts.early === 2, 'told again');
		await until(() => tessa.board.card(advice.id)?.binnedAt, 'in the bin again');

		const question = { ...about, id: randomUUID(), zone: 'vragen', kind: 'vraag' as const };
		jorrit.board.addCards([{ ...question, text: 'Wie kent hem?' }], 1);
		await until(() => tessa.board.card(question.id), 'asked');
		await walk.mode('ordenen');
		const move = { do: 'move', card: question.id, zone: 'tips', index: 0 } as const;
		expect(await walk.command('tessa', move)).toMatchObject({ reason: 'too-early' });
		expect(tessa.board.card(question.id)).toMatchObject({ zone: 'vragen', kind: 'vraag' });

		await walk.step(9);
		await walk.mode('open');
		expect((await walk.phase('tessa')).tooEarly).toEqual([]);
		const later = { ...advice, id: randomUUID() };
		tessa.board.addCards([later], 1);
		await until(() => jorrit.board.card(later.id), 'there');
		// What comes after it was looked at as well: it stays.
		const witness = { ...advice, id: randomUUID(), kind: 'gevoel' as const };
		tessa.board.addCards([witness], 1);
		await until(() => tessa.board.card(witness.id)?.binnedAt, 'looked at');
		expect(jorrit.board.card(later.id)).toMatchObject({ zone: 'tips', binnedAt: null });
	});

	it('pressed by two at once move once', async () => {
		const walk = await demo('brd-jongere');
		const { n } = await walk.phase();
		const both = await Promise.all([
			walk.command('marit', { do: 'step', to: 4, from: n }),
			walk.command('marit', { do: 'step', to: 5, from: n })
		]);
		expect(both.map((outcome) => outcome.ok || outcome.reason)).toEqual([true, 'passed']);
		expect(await walk.phase()).toMatchObject({ n: n + 1, step: 4 });
	});

	it('can be taken back for five seconds, with who had the word and the clock', async () => {
		const walk = await demo('brd-jongere');
		await walk.mode('ronde');
		const member = await server.id('mem-noortje');
		await walk.do('marit', { do: 'speaker', member });
		await walk.do('marit', { do: 'clock', act: 'start', minutes: 5 });
		const { n } = await walk.phase();
		await walk.step(8);
		expect((await walk.phase('noortje')).speaker).toBeNull();
		await walk.do('marit', { do: 'undo-step', from: n + 1 });
		expect(await walk.phase('noortje')).toMatchObject({
			mode: 'ronde',
			speaker: { isMe: true },
			access: 'write'
		});
		const state = await walk.live('tessa');
		await until(() => state()?.clock?.total === 300_000, 'the clock');
		// What was taken back is nothing a latecomer has to know.
		expect((await walk.phase()).before.map(({ step }) => step)).not.toContain(8);
	});

	it('are led by the facilitator: nobody else moves anything', async () => {
		const walk = await demo('brd-jongere');
		const phase = await walk.phase();
		for (const name of ['tessa', 'jorrit', 'lotte', 'evelien', 'hilde']) {
			for (const command of [
				{ do: 'step', to: 1, from: phase.n },
				{ do: 'mode', mode: 'open', from: phase.n },
				{ do: 'clock', act: 'start', minutes: 3 },
				{ do: 'attribution', attribution: 'none' }
			] as const) {
				// More than two are on the board: its owner does not lead it either.
				for (const other of ['marit', 'tessa', 'noortje']) {
					await walk.open(other, boardDocument(walk.boardId));
				}
				expect((await walk.command(name, command)).ok).toBe(false);
				walk.stop();
			}
		}
		const { n, mode, step, turn } = phase;
		expect(await walk.phase()).toMatchObject({ n, mode, step, turn });
	});

	it('are led by the owner on a board of two, and no longer when a third comes', async () => {
		const walk = await started('tessa', 'tpl-taalbrug');
		const { n } = await walk.phase('tessa');
		await walk.open('tessa', boardDocument(walk.boardId));
		await walk.open('noortje', boardDocument(walk.boardId));
		expect((await walk.command('noortje', { do: 'step', to: 5, from: n })).ok).toBe(false);
		await walk.step(6, 'tessa');
		expect((await walk.phase('tessa')).access).toBe('write');
		expect((await walk.phase('noortje')).access).toBe('read');
		const third = await walk.open('sunita', boardDocument(walk.boardId));
		const command = { do: 'step', to: 5, from: n + 1 } as const;
		expect(await walk.command('tessa', command)).toEqual({ ok: false, reason: 'forbidden' });
		third.stop();
		await until(async () => (await walk.command('tessa', command)).ok, 'two again');
	});
});

describe('a zone that a method hides', () => {
	it('is written by contributor and facilitator only, and comes when its step does', async () => {
		const walk = await started('tessa', 'tpl-incident');
		const zone = zoneDocument(walk.boardId, 'afloop');
		const asked = ['tessa', 'marit', 'noortje', 'jorrit', 'lotte', 'yassin'].map((name) =>
			walk.asks(name, zone)
		);
		expect(await Promise.all(asked)).toEqual([200, 200, 404, 404, 404, 404]);
		expect(await walk.asks('tessa', zoneDocument(walk.boardId, 'vragen'))).toBe(404);
		const zones = async (name: string) => (await walk.phase(name)).zones.map(({ id }) => id);
		expect(await zones('noortje')).not.toContain('afloop');
		expect(await zones('tessa')).toContain('afloop');

		const tessa = await walk.open('tessa', zone);
		const id = randomUUID();
		const text = 'het liep zo af';
		tessa.board.addCard(
			{ id, zone: 'afloop', kind: 'feit', domain: 'veiligheid', basis: null, text },
			1
		);
		await until(() => tessa.saved() >= 2, 'saved');
		const noortje = await walk.open('noortje', boardDocument(walk.boardId));
		await walk.step(7);
		expect(walk.received('noortje', text)).toBe(false);
		await walk.step(8);
		// As long as the step can be taken back, nobody has read what cannot be unread.
		expect(walk.received('noortje', text)).toBe(false);
		await until(() => noortje.board.textOf(id) === text, 'the zone on the board', 9_000);
		expect(await zones('noortje')).toContain('afloop');
		expect(await walk.asks('tessa', zone)).toBe(404);
		await until(() => tessa.closes.includes(4404), 'its document is gone');
		const { boards } = server.lab.services;
		const authors = await boards.authors(
			await server.actor('marit'),
			await server.demoLab(),
			walk.boardId
		);
		expect(authors.ok && authors.value[id]).toMatchObject({ name: 'Tessa Kwakernaat' });
		// Going back does not hide again what everybody read.
		await walk.step(3);
		expect(await zones('noortje')).toContain('afloop');
	});

	it('stays hidden when its step was a slip of the finger', async () => {
		const walk = await started('tessa', 'tpl-incident');
		const tessa = await walk.open('tessa', zoneDocument(walk.boardId, 'afloop'));
		const id = randomUUID();
		tessa.board.addCard(
			{ id, zone: 'afloop', kind: 'feit', domain: 'veiligheid', basis: null, text: 'stil' },
			1
		);
		await until(() => tessa.saved() >= 2, 'saved');
		await walk.step(8);
		await walk.do('marit', { do: 'undo-step', from: (await walk.phase()).n });
		await server.lab.services.commands.settle(walk.boardId);
		expect((await walk.phase('noortje')).zones.map((zone) => zone.id)).not.toContain('afloop');
		expect(await walk.asks('tessa', zoneDocument(walk.boardId, 'afloop'))).toBe(200);
	});
});
