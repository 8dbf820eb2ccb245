import { afterEach, beforeEach, expect, it } from 'vitest';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { PeopleOnBoard } from '../support/people-on-board.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

let folder: TemporaryFolder;
let walk: PeopleOnBoard;

beforeEach(async () => {
	folder = temporaryFolder();
	const env = { DATA_DIR: folder.path };
	walk = await PeopleOnBoard.on('brd-jongere', env);
	await walk.step(2);
	await walk.writes('sunita', 'een notitie');
	await walk.writes('noortje', 'nog een notitie');
	await walk.server.store.db
		.updateTable('update_log')
		.set({ bytes: Uint8Array.of(1, 2, 3) })
		.where('document', '=', walk.notesOf('noortje'))
		.execute();
	// Bytes that are not what was written are found when the document is opened the next time.
	await walk.leave();
	walk = await PeopleOnBoard.on('brd-jongere', env);
});
afterEach(async () => {
	await walk.leave();
	folder.remove();
});

it('a damaged document of notes is locked, and the board and the notes of others work', async () => {
	expect(await walk.asks('noortje', walk.notesOf('noortje'))).toBe(503);
	const { boards } = walk.server.lab.services;
	const lab = await walk.server.demoLab();
	for (const name of ['marit', 'noortje', 'lotte']) {
		const view = await boards.open(await walk.server.actor(name), lab, walk.boardId);
		expect([name, view.ok]).toEqual([name, true]);
	}
	expect(await walk.asks('sunita', walk.notesOf('sunita'))).toBe(200);
	await walk.open('marit', boardDocument(walk.boardId));
});

it('and no reveal takes it for empty: nothing of it is erased', async () => {
	await expect(walk.reveals()).rejects.toThrow(walk.notesOf('noortje'));
	const rows = await walk.server.store.db
		.selectFrom('update_log')
		.select('seq')
		.where('document', '=', walk.notesOf('noortje'))
		.execute();
	expect(rows.length).toBeGreaterThan(0);
	expect((await walk.phase('sunita')).notes).toMatchObject({ isRevealed: false, access: 'write' });
});
