import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardDocument, notesDocument } from '../../src/lib/domain/document-name.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.close());

it('what is bigger than a card may be is not cut at the reveal without a word', async () => {
	const walk = new BoardWalk(server, await server.id('brd-jongere'));
	await walk.step(2);
	const noortje = await walk.open(
		'noortje',
		notesDocument(walk.boardId, await server.id('mem-noortje'))
	);
	const text = `${'a'.repeat(1999)}😀einde`;
	noortje.board.addCard(
		{ id: randomUUID(), zone: 'micro', kind: 'gebeurtenis', domain: 'sociaal', basis: null, text },
		1
	);
	await until(() => noortje.saved() >= 2, 'saved');
	await walk.do('marit', { do: 'reveal', from: (await walk.phase()).n });
	const marit = await walk.open('marit', boardDocument(walk.boardId));
	const shown = marit.board.cards().map(({ id }) => marit.board.textOf(id));
	const cut = shown.find((each) => each.startsWith('aaaaaaaa'))!;
	expect(cut.slice(1990)).toBe(text.slice(1990));
	walk.stop();
});

it('notes prepared for later keep their order over a reveal', async () => {
	const walk = new BoardWalk(server, await server.id('brd-opvang'));
	await walk.step(3);
	const notes = notesDocument(walk.boardId, await server.id('mem-noortje'));
	const phase = await walk.phase('noortje');
	const noortje = await walk.open('noortje', notes);
	const add = (zone: string, text: string) => {
		const id = randomUUID();
		noortje.board.addCard({ id, zone, kind: 'positie', domain: 'sociaal', basis: null, text }, 1);
		return id;
	};
	const other = phase.zones.find(({ id, cardKinds }) => {
		return !phase.notes.zones.includes(id) && cardKinds.includes('positie');
	})!.id;
	const [one, two, three] = ['een', 'twee', 'drie'].map((text) => add(other, text));
	noortje.board.moveCard(three!, other, 0, 1);
	add(phase.notes.zones[0]!, 'nu');
	await until(() => noortje.saved() >= 5, 'saved');
	const before = noortje.board.cardsIn(other).map(({ id }) => id);
	expect(before).toEqual([three, one, two]);
	noortje.stop();
	await walk.do('marit', { do: 'reveal', from: (await walk.phase()).n });
	const again = await walk.open('noortje', notes);
	expect(again.board.cardsIn(other).map(({ id }) => id)).toEqual(before);
	walk.stop();
});
