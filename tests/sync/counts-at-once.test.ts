import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { notesDocument } from '../../src/lib/domain/document-name.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { startTestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

it('two who ask at once where nothing was counted yet hear the same number', async () => {
	const server = await startTestServer();
	const walk = new BoardWalk(server, await server.id('brd-jongere'));
	await walk.step(2);
	const noortje = await walk.open(
		'noortje',
		notesDocument(walk.boardId, await server.id('mem-noortje'))
	);
	noortje.board.addCard(
		{
			id: randomUUID(),
			zone: 'micro',
			kind: 'gebeurtenis',
			domain: 'sociaal',
			basis: null,
			text: 'x'
		},
		1
	);
	await until(() => noortje.saved() >= 2, 'saved');
	// As after a restart: a moment this node never counted.
	await server.store.db
		.updateTable('board')
		.set((set) => ({ phase: set('phase', '+', 1) }))
		.where('id', '=', walk.boardId)
		.execute();
	const lab = await server.demoLab();
	const views = await Promise.all(
		['tessa', 'sunita'].map(async (name) =>
			server.lab.services.boards.open(await server.actor(name), lab, walk.boardId)
		)
	);
	const people = views.map((view) => view.ok && view.value.state.written.people);
	walk.stop();
	await server.close();
	expect(people).toEqual([1, 1]);
}, 20_000);
