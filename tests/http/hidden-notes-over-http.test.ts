import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { boardDocument, notesDocument, stateDocument } from '../../src/lib/domain/document-name.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { Follower, pageStream } from '../support/lines-client.ts';
import { aCard, PeopleOnBoard } from '../support/people-on-board.ts';
import { until } from '../support/until.ts';

/** Where a network lets no websocket through: the same rights on the same documents. */
let walk: PeopleOnBoard;
const stops: (() => void)[] = [];

beforeEach(async () => {
	walk = await PeopleOnBoard.on();
	await walk.step(2);
});
afterEach(async () => {
	for (const stop of stops.splice(0)) stop();
	await walk.leave();
});

/** One stream of somebody's page, and the documents she follows over it. */
async function streamOf(name: string) {
	const stream = pageStream(walk.server, await walk.server.signIn(name));
	return (document: string) => {
		const follower = new Follower(stream, document);
		stops.push(() => follower.carrier.cut());
		return follower;
	};
}

const anUpdate = (text: string) => {
	const board = new BoardDocument(new Y.Doc());
	board.addCard(aCard(text), 1);
	return frames.update(Y.encodeStateAsUpdate(board.doc));
};

describe('over plain HTTP', () => {
	it('a hidden note is written by its writer, and opened by nobody else', async () => {
		const [noortje, tessa, marit] = await Promise.all(
			['noortje', 'tessa', 'marit'].map((name) => streamOf(name))
		);
		const notes = await noortje!(walk.notesOf('noortje')).open();
		notes.send(anUpdate('wielewaal'));
		await until(() => notes.ofType(4).length > 0, 'saved');
		for (const other of [tessa!, marit!]) {
			const board = await other(boardDocument(walk.boardId)).open();
			const state = await other(stateDocument(walk.boardId)).open();
			const hers = other(walk.notesOf('noortje'));
			await until(() => hers.ending !== null, 'refused');
			expect(hers.ending).toEqual({ kind: 'refused', status: 404 });
			await until(() => state.frames.length > 0 && board.frames.length > 0, 'something');
			const all = [...board.frames, ...state.frames, ...hers.frames];
			expect(all.some((frame) => Buffer.from(frame).includes('wielewaal'))).toBe(false);
		}
	});

	it('nobody writes the board in this mode', async () => {
		const noortje = await streamOf('noortje');
		const board = await noortje(boardDocument(walk.boardId)).open();
		board.send(anUpdate('langs de stream'));
		await until(() => board.ofType(2).length > 0 || board.ending !== null, 'refused');
		const marit = await walk.open('marit', boardDocument(walk.boardId));
		const texts = marit.board.cards().map(({ id }) => marit.board.textOf(id));
		expect(texts).not.toContain('langs de stream');
	});

	it('a copy from before a reveal is told so, and opens anew', async () => {
		const noortje = await streamOf('noortje');
		const { epoch } = (await walk.phase('noortje')).notes;
		const name = notesDocument(walk.boardId, walk.id('noortje'));
		const notes = await noortje(`${name}?epoch=${epoch}`).open();
		notes.send(anUpdate('grutto'));
		await until(() => notes.ofType(4).length > 0, 'saved');
		expect((await walk.reveals()).ok).toBe(true);
		await until(() => notes.ending !== null, 'told');
		expect(notes.ending).toMatchObject({ kind: 'closed', code: 4410 });
		await walk.mode('verdekt');
		// A page ends a stream that carries nothing, and opens another.
		const stale = (await streamOf('noortje'))(`${name}?epoch=${epoch}`);
		await until(() => stale.ending !== null, 'told again');
		expect(stale.ending).toMatchObject({ kind: 'closed', code: 4410 });
		expect((await walk.phase('noortje')).notes.epoch).toBe(epoch + 1);
		const fresh = await (await streamOf('noortje'))(`${name}?epoch=${epoch + 1}`).open();
		expect(fresh.ending).toBeNull();
	});
});
