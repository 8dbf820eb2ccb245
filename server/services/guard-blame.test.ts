import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { aCard } from '../../tests/support/people-on-board.ts';
import { newsIn, search } from './guard-search.ts';

const card = aCard('');

function aBoard(): Y.Doc {
	const doc = new Y.Doc();
	new BoardDocument(doc).addCards([card], 'import');
	return doc;
}

/** What somebody does in her own copy, as the update that goes to the board. */
function brings(doc: Y.Doc, work: (board: BoardDocument, own: Y.Doc) => void): Uint8Array {
	const own = new Y.Doc();
	Y.applyUpdate(own, Y.encodeStateAsUpdate(doc));
	const updates: Uint8Array[] = [];
	own.on('update', (update: Uint8Array) => updates.push(update));
	work(new BoardDocument(own), own);
	const bytes = Y.mergeUpdates(updates);
	Y.applyUpdate(doc, bytes);
	return bytes;
}

it('560 names in one text do not hold the event loop', async () => {
	const doc = aBoard();
	const bytes = brings(doc, (board) => {
		board.text(card.id)?.insert(0, 'Kevin Jansen, '.repeat(560));
	});
	const { news } = newsIn(doc, [{ memberId: 'a', bytes }]);
	let reads = 0;
	const { caught } = await search(news, () => {
		reads += 1;
		return Promise.resolve([]);
	});
	expect(caught).toHaveLength(560);
	// Once for whoever brought it, and once for whatever anybody said on this board.
	expect(reads).toBe(2);
});

it('whoever takes back a deletion is not blamed for what another said is nobody', async () => {
	const doc = aBoard();
	brings(doc, (board) => board.text(card.id)?.insert(0, 'Gisteren belde Kevin Jansen weer.'));
	let undone: Uint8Array = new Uint8Array();
	brings(doc, (board, own) => {
		const undo = board.undoFor('mine');
		own.transact(() => board.text(card.id)?.delete(0, 33), 'mine');
		own.once('update', (update: Uint8Array) => (undone = update));
		undo.undo();
	});
	expect(new BoardDocument(doc).textOf(card.id)).toContain('Kevin Jansen');
	const { news } = newsIn(doc, [{ memberId: 'b', bytes: undone }]);
	const allowedFor = (member: string | null) =>
		Promise.resolve(member === null ? ['Kevin Jansen'] : []);
	const { caught, late } = await search(news, allowedFor);
	expect(caught).toEqual([]);
	expect(late).toMatchObject([{ text: 'Kevin Jansen' }]);
});

it('whoever touched a card last is not blamed for the number another wrote on it', async () => {
	const doc = aBoard();
	const wrote = brings(doc, (board) => board.text(card.id)?.insert(0, 'bsn 123456782 '));
	const sorted = brings(doc, (board) => board.setFact(card.id, 'kind', 'vraag', 'x'));
	const { news } = newsIn(doc, [
		{ memberId: 'writer', bytes: wrote },
		{ memberId: 'sorter', bytes: sorted }
	]);
	const { caught } = await search(news, () => Promise.resolve([]));
	expect(new Set(caught.map(({ memberId }) => memberId))).toEqual(new Set(['writer']));
});
