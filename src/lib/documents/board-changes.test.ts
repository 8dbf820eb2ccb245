import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { changesIn } from './board-changes.ts';
import { BoardDocument } from './board.ts';

const card = (id: string, zone = 'wit') => ({
	id,
	zone,
	kind: 'feit' as const,
	domain: 'sociaal' as const,
	basis: null,
	text: 'eerste'
});

/** A board, and what each change of it is told as by whoever only has the updates. */
function aBoard() {
	const board = new BoardDocument(new Y.Doc());
	const told = (change: () => void) => {
		const updates: Uint8Array[] = [];
		const hear = (update: Uint8Array) => updates.push(update);
		board.doc.on('update', hear);
		change();
		board.doc.off('update', hear);
		return changesIn(board.doc, Y.mergeUpdates(updates)).map(({ card, what }) => `${card} ${what}`);
	};
	return { board, told };
}

describe('changesIn', () => {
	it('tells a new card once, and not what it is made of', () => {
		const { board, told } = aBoard();
		expect(told(() => board.addCard(card('a'), 1))).toEqual(['a placed']);
	});

	it('tells text, place, facts and the bin apart, each once', () => {
		const { board, told } = aBoard();
		board.addCards([card('a'), card('b')], 1);
		const write = () => {
			board.text('a')!.insert(0, 'x');
			board.text('a')!.delete(1, 2);
		};
		expect(told(write)).toEqual(['a text']);
		expect(told(() => board.moveCard('a', 'micro', 0, 1))).toEqual(['a place']);
		expect(told(() => board.setFact('b', 'domain', 'gedeeld', 1))).toEqual(['b facts']);
		expect(told(() => board.tagCard('b', 'marks', 'warm', true, 1))).toEqual(['b facts']);
		expect(told(() => board.binCard('b', 5, 1))).toEqual(['b bin']);
		expect(told(() => board.restoreCard('b', 1))).toEqual(['b back']);
	});

	it('tells a comment as one on its card', () => {
		const { board, told } = aBoard();
		board.addCard(card('a'), 1);
		const comment = { id: 'c', card: 'a', text: 'gezien', at: 1 };
		expect(told(() => board.addComment(comment, 1))).toEqual(['a comment']);
	});

	it('knows nothing of an update of a document that was made anew', () => {
		const { board } = aBoard();
		board.addCard(card('a'), 1);
		const update = Y.encodeStateAsUpdate(board.doc);
		expect(changesIn(new Y.Doc(), update)).toEqual([]);
	});
});
