import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from './board.ts';
import { copyCards } from './card-copy.ts';
import { restoreCards } from './card-restore.ts';
import { countsOf, differences } from './version-diff.ts';

const card = (id: string, zone = 'wit') => ({
	id,
	zone,
	kind: 'feit' as const,
	domain: 'sociaal' as const,
	basis: null,
	text: `tekst van ${id}`
});

function aBoard(): BoardDocument {
	const board = new BoardDocument(new Y.Doc());
	board.addCards([card('a'), card('b'), card('c', 'micro')], 1);
	board.bundleCard('b', 'a', 'samen', 1);
	board.nameBundle('samen', 'Zelfde verhaal', 1);
	board.setExtras('a', { fields: { trekker: 'ons' }, compass: ['weerbaarheid'] }, 1);
	return board;
}

/** All that can happen to a board. */
function change(board: BoardDocument): void {
	board.text('a')!.insert(0, 'Nu: ');
	board.unbundleCard('b', 1);
	board.moveCard('b', 'micro', 0, 1);
	board.tagCard('a', 'marks', 'warm', true, 1);
	board.setFact('a', 'domain', 'veiligheid', 1);
	board.flagCard('c', true, 1);
	board.binCard('c', 9, 1);
	board.addCard(card('later'), 1);
}

describe('restoreCards', () => {
	it('brings a whole board back to what it was, and puts what came after in the bin', () => {
		const board = aBoard();
		const then = copyCards(board);
		change(board);
		board.addComment({ id: 'r', card: 'a', text: 'nog iets', at: 1 }, 1);
		const makers = ['a', 'b', 'c'].map((id) => board.makerOf(id));
		restoreCards(board, { cards: then, isWhole: true, at: 12 }, 'restore');
		const now = copyCards(board).filter(({ id }) => id !== 'later');
		expect(now.map((each) => ({ ...each, comments: [] }))).toEqual(then);
		expect(board.card('later')!.binnedAt).toBe(12);
		expect(board.comments().map(({ id }) => id)).toEqual(['r']);
		expect(['a', 'b', 'c'].map((id) => board.makerOf(id))).toEqual(makers);
	});

	it('changes nothing where nothing is different', () => {
		const board = aBoard();
		let updates = 0;
		board.doc.on('update', () => (updates += 1));
		restoreCards(board, { cards: copyCards(board), isWhole: true, at: 1 }, 'restore');
		expect(updates).toBe(0);
	});

	it('of one card leaves every other as it is', () => {
		const board = aBoard();
		const then = copyCards(board);
		change(board);
		const others = () => copyCards(board).filter(({ id }) => id !== 'c');
		const before = others();
		const only = then.filter(({ id }) => id === 'c');
		restoreCards(board, { cards: only, isWhole: false, at: 1 }, 'restore');
		expect(copyCards(board).filter(({ id }) => id === 'c')).toEqual(only);
		expect(others()).toEqual(before);
	});

	it('keeps what somebody types in the same text meanwhile', () => {
		const board = aBoard();
		const then = copyCards(board);
		board.text('a')!.insert(0, 'Nu: ');
		const other = new BoardDocument(new Y.Doc());
		Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(board.doc));
		other.text('a')!.insert(other.textOf('a').length, ' en door');
		restoreCards(board, { cards: then, isWhole: true, at: 1 }, 'restore');
		Y.applyUpdate(board.doc, Y.encodeStateAsUpdate(other.doc));
		expect(board.textOf('a')).toBe('tekst van a en door');
	});

	it('makes a card anew that is not even in the bin any more, with its comments', () => {
		const board = aBoard();
		board.addComment({ id: 'r', card: 'c', text: 'gezien', at: 1 }, 1);
		const then = copyCards(board);
		board.doc.getMap('cards').delete('c');
		board.doc.getMap('comments').delete('r');
		restoreCards(board, { cards: then, isWhole: true, at: 1 }, 'restore');
		expect(copyCards(board)).toEqual(then);
	});
});

describe('differences', () => {
	it('tells what came, changed, moved and went', () => {
		const board = aBoard();
		const then = copyCards(board);
		change(board);
		const found = differences(then, copyCards(board));
		expect(Object.fromEntries(found)).toEqual({
			a: ['changed', 'moved'],
			b: ['moved'],
			c: ['removed'],
			later: ['added']
		});
		expect(countsOf(found)).toEqual({ placed: 1, changed: 1, moved: 2, binned: 1 });
	});
});
