import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from './board.ts';
import type { BoardView } from './board-view.ts';
import { packBoard, unpackBoard } from './packed-board.ts';

const shown = { name: 'T', initials: 'T', organisation: 'Aldermeer', domain: 'sociaal' } as const;

function aBoard(): BoardView {
	const document = new BoardDocument(new Y.Doc());
	const fact = { zone: 'wit', kind: 'feit', domain: 'sociaal', basis: null } as const;
	document.addCards(
		[
			{ id: 'a', ...fact, text: 'Een' },
			{ id: 'b', ...fact, at: 5 }
		],
		'test'
	);
	document.setExtras('b', { compass: ['stabiel'], fields: { trekker: null } }, 'test');
	document.flagCard('b', true, 'test');
	document.binCard('b', 7, 'test');
	const cards = document.cards().map((card) => ({ ...card, text: document.textOf(card.id) }));
	const authors = { a: { ...shown, mine: false }, b: { ...shown, mine: true } };
	return { id: 'board', cards, authors, comments: [], bundles: [] } as unknown as BoardView;
}

describe('a board on its way to a page', () => {
	it('comes out as it went in', () => {
		const board = aBoard();
		const packed = JSON.parse(JSON.stringify(packBoard(board))) as ReturnType<typeof packBoard>;
		expect(unpackBoard(packed)).toEqual(board);
	});

	it('says of a card only what is not as usual, and names each author once', () => {
		const board = aBoard();
		board.authors['c'] = { ...shown, mine: false };
		const { cards, authors } = packBoard(board);
		expect(Object.keys(cards[0] ?? {}).sort()).toEqual(
			['domain', 'id', 'kind', 'order', 'text', 'zone'].sort()
		);
		expect(authors.people).toHaveLength(2);
		expect(authors.of['a']).toBe(authors.of['c']);
	});
});
