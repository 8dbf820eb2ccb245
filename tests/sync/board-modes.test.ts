import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BoardMode } from '../../src/lib/domain/board-mode.ts';
import {
	asideDocument,
	boardDocument,
	harvestDocument,
	notesDocument,
	partDocument
} from '../../src/lib/domain/document-name.ts';
import { HarvestDocument } from '../../src/lib/documents/harvest.ts';
import { BoardWalk } from '../support/board-walk.ts';
import type { StockClient } from '../support/clients.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

/** Marit leads; Jorrit brought the casus; Tessa is his colleague; Noortje and Lotte take part. */
let server: TestServer;
let walk: BoardWalk;
let boardId: string;
const member: Record<string, string> = {};

beforeAll(async () => {
	server = await startTestServer();
	boardId = await server.id('brd-jongere');
	for (const name of ['marit', 'jorrit', 'tessa', 'noortje', 'lotte']) {
		member[name] = await server.id(`mem-${name}`);
	}
	walk = new BoardWalk(server, boardId);
});
afterAll(() => server.close());
afterEach(async () => {
	walk.stop();
	await walk.mode('open');
});

/** Whether somebody's card lands on the board. */
async function writes(name: string, document = boardDocument(boardId)): Promise<boolean> {
	const client = await walk.open(name, document);
	const id = randomUUID();
	const refusals = client.refusals().length;
	client.board.addCard(
		{ id, zone: 'wit', kind: 'vraag', domain: 'sociaal', basis: null, text: 'x' },
		1
	);
	await until(
		() => client.saved() >= 1 || client.refusals().length > refusals || client.closes.length > 0,
		`an answer to what ${name} wrote`
	);
	client.stop();
	return onDisk(document, id);
}

async function onDisk(document: string, card: string): Promise<boolean> {
	const reader = await walk.open('marit', document).catch(() => null);
	const isThere = reader?.board.card(card) !== null && reader !== null;
	reader?.stop();
	return isThere;
}

describe('who writes the board document', () => {
	const people = ['marit', 'jorrit', 'tessa', 'noortje'] as const;
	const writers: Record<BoardMode, readonly string[]> = {
		uitleg: ['marit', 'jorrit'],
		open: people,
		verdekt: [],
		ronde: ['marit'],
		inbrenger_luistert: ['marit', 'tessa', 'noortje'],
		ordenen: [],
		subgroep: [],
		stemmen: [],
		oogst: ['marit']
	};

	it.each(Object.keys(writers) as BoardMode[])('in %s', async (mode) => {
		await walk.mode(mode);
		const wrote: string[] = [];
		for (const name of people) if (await writes(name)) wrote.push(name);
		expect(wrote).toEqual(writers[mode]);
	});

	it('in a round also whoever has the word, and no longer when somebody else gets it', async () => {
		await walk.mode('ronde');
		await walk.do('marit', { do: 'speaker', member: member['noortje']! });
		expect([await writes('noortje'), await writes('tessa')]).toEqual([true, false]);
		await walk.do('marit', { do: 'speaker', member: member['tessa']! });
		expect([await writes('noortje'), await writes('tessa')]).toEqual([false, true]);
	});
});

describe('a change of mode', () => {
	it('reaches every open line within two seconds: what is written after it does not land', async () => {
		const noortje = await walk.open('noortje', boardDocument(boardId));
		const second = await walk.open('noortje', boardDocument(boardId));
		const marit = await walk.open('marit', boardDocument(boardId));
		const card = noortje.board.cards()[0]!.id;
		const at = performance.now();
		await walk.mode('uitleg');
		const denied = async (client: StockClient) => {
			await until(() => {
				client.board.text(card)!.insert(0, 'é');
				return client.refusals().length > 0;
			}, 'a refusal');
		};
		await Promise.all([denied(noortje), denied(second)]);
		expect(performance.now() - at).toBeLessThan(2_000);
		const landed = marit.board.textOf(card).split('é').length;
		const typing = setInterval(() => noortje.board.text(card)!.insert(0, 'ö'), 100);
		await until(() => noortje.closes.includes(4403), 'closed after writing on');
		clearInterval(typing);
		expect(marit.board.textOf(card).split('é').length).toBe(landed);
		expect(marit.board.textOf(card)).not.toContain('ö');
	});

	it('back to writing asks what was typed meanwhile, and takes it', async () => {
		await walk.mode('uitleg');
		const noortje = await walk.open('noortje', boardDocument(boardId));
		const asked = noortje.asked();
		await walk.mode('open');
		await until(() => noortje.asked() > asked, 'the server asks what she has');
		const card = noortje.board.cards()[0]!.id;
		noortje.board.text(card)!.insert(0, 'weer ');
		await until(() => noortje.saved() >= 1, 'saved');
	});

	it('is told to everybody by the live state, with the step it belongs to', async () => {
		const state = await walk.live('lotte');
		await walk.step(2);
		await until(() => state()?.phase.mode === 'verdekt' && state()?.phase.step === 2, 'the step');
		await walk.step(6);
		await until(() => state()?.phase.mode === 'open', 'the next step');
	});
});

describe('who opens which document', () => {
	const uuid = randomUUID();
	it('notes and asides are of one person, whoever asks', async () => {
		await walk.mode('verdekt');
		for (const document of [notesDocument, asideDocument]) {
			const asked = ['marit', 'tessa', 'noortje', 'jorrit', 'lotte', 'hilde'].map((name) =>
				walk.asks(name, document(boardId, member['noortje']!))
			);
			expect(await Promise.all(asked)).toEqual([404, 404, 200, 404, 404, 404]);
		}
	});

	it('a part is opened by its group and by whoever leads', async () => {
		for (const name of ['noortje', 'tessa']) await walk.open(name, boardDocument(boardId));
		await walk.mode('subgroep');
		const { group } = await walk.phase('noortje');
		const other = await walk.phase('tessa');
		expect(group).not.toBeNull();
		expect(other.group!.id).not.toBe(group!.id);
		const part = partDocument(boardId, group!.id);
		expect(await writes('noortje', part)).toBe(true);
		expect(await walk.asks('tessa', part)).toBe(404);
		expect(await walk.asks('lotte', part)).toBe(404);
		expect(await walk.asks('marit', part)).toBe(200);
		expect(await walk.asks('noortje', partDocument(boardId, uuid))).toBe(404);
		await walk.mode('open');
		const marit = await walk.open('marit', boardDocument(boardId));
		const before = marit.board.size;
		await until(() => marit.board.size > before, 'the part on the board', 9_000);
		expect(await walk.asks('noortje', part)).toBe(404);
	});

	it('the harvest is written while there is one, by who may', async () => {
		await walk.mode('oogst');
		const document = harvestDocument(boardId);
		const card = (await walk.open('marit', boardDocument(boardId))).board.cards()[0]!;
		await walk.do('tessa', { do: 'harvest', card: card.id, as: 'les' });
		expect(await walk.command('tessa', { do: 'harvest', card: card.id, as: 'les' })).toEqual({
			ok: false,
			reason: 'already-done'
		});
		expect(
			await walk.command('hilde', { do: 'harvest', card: card.id, as: 'actie' })
		).toMatchObject({
			ok: false
		});
		const tessa = await walk.open('tessa', document);
		const harvest = new HarvestDocument(tessa.doc);
		const [line] = harvest.lines();
		harvest.text(line!.id, 'conditions')!.insert(0, 'als er tijd is');
		await until(() => tessa.saved() >= 1, 'saved');
		await walk.mode('open');
		const refusals = tessa.refusals().length;
		await until(() => {
			harvest.text(line!.id, 'conditions')!.insert(0, 'x');
			return tessa.refusals().length > refusals;
		}, 'a refusal');
	});
});
