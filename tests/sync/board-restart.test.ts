import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boardDocument, notesDocument, zoneDocument } from '../../src/lib/domain/document-name.ts';
import { openCasus } from '../support/a-casus.ts';
import { BoardWalk } from '../support/board-walk.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let folder: TemporaryFolder;
let server: TestServer;
let walk: BoardWalk;

beforeEach(async () => {
	folder = temporaryFolder();
	server = await startTestServer({ DATA_DIR: folder.path });
});
afterEach(async () => {
	walk.stop();
	await server.close();
	folder.remove();
});

async function restart(): Promise<void> {
	walk.stop();
	const { boardId } = walk;
	await server.close();
	server = await startTestServer({ DATA_DIR: folder.path });
	walk = new BoardWalk(server, boardId);
}

const aNote = (zone: string, text: string) =>
	({ id: randomUUID(), zone, kind: 'gebeurtenis', domain: 'sociaal', basis: null, text }) as const;

describe('after a restart', () => {
	it('a board is in the same step, with the same rights, counts and hidden notes', async () => {
		walk = new BoardWalk(server, await server.id('brd-jongere'));
		await walk.step(2);
		await walk.do('marit', { do: 'attribution', attribution: 'kind' });
		await walk.do('marit', { do: 'clock', act: 'start', minutes: 9 });
		const document = notesDocument(walk.boardId, await server.id('mem-noortje'));
		const noortje = await walk.open('noortje', document);
		noortje.board.addCard(aNote('meso', 'overleefd'), 1);
		await until(() => noortje.saved() >= 2, 'saved');
		const before = await walk.phase('tessa');
		const live = await walk.live('tessa');
		await until(() => live()?.clock?.total === 540_000, 'the clock');
		const { clock } = live()!;

		await restart();
		expect(await walk.phase('tessa')).toEqual(before);
		const again = await walk.live('tessa');
		await until(
			() => again()?.phase.step === 2 && again()?.written.zones['meso'] === 1,
			'the state',
			12_000
		);
		expect(again()!.clock).toEqual(clock);
		const tessa = await walk.open('tessa', boardDocument(walk.boardId));
		tessa.board.text(tessa.board.cards()[0]!.id)!.insert(0, 'x');
		await until(() => tessa.refusals().length + tessa.closes.length > 0, 'still closed to writing');
		await walk.do('marit', { do: 'reveal', from: (await walk.phase()).n });
		await until(async () => {
			const marit = await walk.open('marit', boardDocument(walk.boardId));
			return marit.board.cards().some(({ id }) => marit.board.textOf(id) === 'overleefd');
		}, 'revealed');
	});

	it('in the five seconds after a step, what the step brings still comes', async () => {
		walk = new BoardWalk(server, await openCasus(server, 'tessa', { template: 'tpl-incident' }));
		const tessa = await walk.open('tessa', zoneDocument(walk.boardId, 'afloop'));
		const note = { ...aNote('afloop', 'de afloop'), kind: 'feit' } as const;
		tessa.board.addCard(note, 1);
		await until(() => tessa.saved() >= 2, 'saved');
		await walk.step(8);
		await restart();
		// Whoever has the board open follows its state: with her the beat begins.
		await walk.live('noortje');
		const noortje = await walk.open('noortje', boardDocument(walk.boardId));
		await until(() => noortje.board.textOf(note.id) === 'de afloop', 'the zone', 15_000);
	});
});
