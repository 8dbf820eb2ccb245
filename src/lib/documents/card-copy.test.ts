import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from './board.ts';
import type { NewCard } from './card.ts';
import { copyCards, pasteCards } from './card-copy.ts';

const aBoard = () => new BoardDocument(new Y.Doc());
const card = (id: string, about: Partial<NewCard> = {}): NewCard => ({
	id,
	zone: 'wit',
	kind: 'vraag',
	domain: 'sociaal',
	basis: 'waargenomen',
	at: 5,
	text: `tekst ${id}`,
	...about
});

describe('cards that go to another document', () => {
	it('bring everything along: text, facts, comments, bundle, flag, and the bin', () => {
		const from = aBoard();
		for (const id of ['a', 'b', 'c']) from.addCard(card(id), 'test');
		from.setExtras(
			'a',
			{ compass: ['weerbaarheid'], marks: ['warm'], fields: { trekker: 'x' } },
			'test'
		);
		from.addComment({ id: 'k', card: 'a', text: 'ja', at: 7 }, 'test');
		from.bundleCard('a', 'b', 'bundel', 'test');
		from.nameBundle('bundel', 'Samen', 'test');
		from.flagCard('b', true, 'test');
		from.binCard('c', 9, 'test');
		const to = aBoard();
		to.addCard(card('z'), 'test');
		pasteCards(to, copyCards(from), 'test');
		const without = (board: BoardDocument) =>
			board
				.cards()
				.filter(({ id }) => id !== 'z')
				.map(({ order, ...rest }) => ({
					...rest,
					hasOrder: order !== '',
					text: board.textOf(rest.id)
				}))
				.sort((x, y) => (x.id < y.id ? -1 : 1));
		expect(without(to)).toEqual(without(from));
		expect(to.bundles()).toEqual([{ id: 'bundel', title: 'Samen' }]);
		expect(to.comments()).toEqual(from.comments());
		// After what was there, in the order they had.
		expect(to.cardsIn('wit').map(({ id }) => id)).toEqual(['z', 'a', 'b']);
	});
});

describe('bundles', () => {
	it('are made of two cards of one zone, grow, and dissolve when one is left', () => {
		const board = aBoard();
		for (const id of ['a', 'b']) board.addCard(card(id), 'test');
		board.addCard(card('c', { zone: 'elders' }), 'test');
		board.bundleCard('a', 'b', 'een', 'test');
		board.bundleCard('c', 'a', 'twee', 'test');
		expect(board.cards().map(({ bundle, zone }) => [bundle, zone])).toEqual([
			['een', 'wit'],
			['een', 'wit'],
			['een', 'wit']
		]);
		expect(board.bundles().map(({ id }) => id)).toEqual(['een']);
		board.unbundleCard('a', 'test');
		board.unbundleCard('b', 'test');
		expect(board.bundles()).toEqual([]);
		expect(board.cards().every(({ bundle }) => bundle === null)).toBe(true);
	});

	it('lose a card that moves to another zone, and never hold a card with itself', () => {
		const board = aBoard();
		for (const id of ['a', 'b']) board.addCard(card(id), 'test');
		board.bundleCard('a', 'a', 'een', 'test');
		expect(board.bundles()).toEqual([]);
		board.bundleCard('a', 'b', 'een', 'test');
		board.moveCard('a', 'elders', 0, 'test');
		expect(board.card('a')!.bundle).toBeNull();
	});

	it('are not believed when somebody wrote nonsense in their place', () => {
		const board = aBoard();
		board.doc.getMap('bundles').set('x', 'geen kaart');
		expect(board.bundles()).toEqual([]);
	});
});
