import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from '$lib/documents/board';
import { awayNews, newsByCard, standing } from './away-news';
import { AwayWatch } from './away-watch.svelte';

const card = (id: string, zone = 'wit') => ({
	id,
	zone,
	kind: 'feit' as const,
	domain: 'sociaal' as const,
	basis: null,
	text: id
});

function aBoard(): BoardDocument {
	const board = new BoardDocument(new Y.Doc());
	board.addCards(
		['a', 'b', 'c', 'd', 'e'].map((id) => card(id)),
		1
	);
	board.binCard('e', 1, 1);
	return board;
}

describe('what happened while one looked away', () => {
	it('is told of each card once, by what one says of it first', () => {
		const board = aBoard();
		const before = standing(board);
		board.text('a')!.insert(0, 'x');
		board.moveCard('b', 'micro', 0, 1);
		board.binCard('c', 5, 1);
		board.setFact('d', 'domain', 'gedeeld', 1);
		board.restoreCard('e', 1);
		board.addCard(card('f'), 1);
		board.addCard(card('g'), 1);
		board.binCard('g', 5, 1);
		const touched = ['a', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
		const found = awayNews(before, standing(board), touched);
		expect(found.map(({ card, what }) => [card, ...what])).toEqual([
			['a', 'text'],
			['b', 'place'],
			['c', 'bin'],
			['d', 'facts'],
			['e', 'back'],
			['f', 'placed']
		]);
		expect(newsByCard([...found, ...found]).size).toBe(6);
	});

	it('is only what others did, and is told along with the next time until it is seen', () => {
		const board = aBoard();
		const status = { current: { connection: { status: 'live' } } };
		let clock = 10;
		const live = { document: board, saving: status, isReady: { current: true } };
		const watch = new AwayWatch(
			{ ...live, onConnection: () => () => undefined } as never,
			() => clock
		);
		const touch = watch.touch.bind(watch);
		board.doc.on('afterTransaction', touch);
		const other = new BoardDocument(new Y.Doc());
		const fromOther = (change: () => void) => {
			Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(board.doc));
			change();
			Y.applyUpdate(board.doc, Y.encodeStateAsUpdate(other.doc));
		};
		fromOther(() => other.text('a')!.insert(0, 'gezien '));
		watch.look(true);
		board.text('b')!.insert(0, 'zelf ');
		fromOther(() => other.text('c')!.insert(0, 'x'));
		expect(watch.news).toBeNull();
		watch.look(false);
		expect(watch.news).toEqual({ since: 10, cards: [{ card: 'c', what: ['text'], by: null }] });
		clock = 20;
		watch.look(true);
		fromOther(() => other.moveCard('d', 'micro', 0, 1));
		watch.look(false);
		expect(watch.news?.since).toBe(10);
		expect(watch.news?.cards.map(({ card }) => card)).toEqual(['c', 'd']);
		watch.clear();
		watch.look(true);
		watch.look(false);
		expect(watch.news).toBeNull();
	});
});
