import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	aNewCard as aCard,
	boardOf as aBoard,
	copyOf,
	exchange
} from '../../../tests/support/two-boards.ts';
import type { BoardDocument } from './board.ts';

const making = Symbol('making');

const idsIn = (board: BoardDocument, zone = 'feiten') => board.cardsIn(zone).map(({ id }) => id);

describe('a board document', () => {
	it('puts a new card at the end of its zone, with its text and facts', () => {
		const board = aBoard('a');
		board.addCard(aCard('b', { kind: 'vraag', basis: 'aanname', text: 'Waarom?' }), 'me');
		expect(idsIn(board)).toEqual(['a', 'b']);
		expect(board.textOf('b')).toBe('Waarom?');
		expect(board.card('b')).toMatchObject({
			zone: 'feiten',
			kind: 'vraag',
			domain: 'sociaal',
			basis: 'aanname',
			binnedAt: null,
			compass: [],
			marks: [],
			links: [],
			fields: {}
		});
		expect(board.makerOf('b')).toBe(board.doc.clientID);
	});

	it('moves a card within its zone and to another', () => {
		const board = aBoard('a', 'b', 'c');
		board.moveCard('c', 'feiten', 0, 'me');
		expect(idsIn(board)).toEqual(['c', 'a', 'b']);
		board.moveCard('a', 'duiding', 5, 'me');
		expect([idsIn(board), idsIn(board, 'duiding')]).toEqual([['c', 'b'], ['a']]);
	});

	it('sets one fact without touching another, and writes nothing when it is so already', () => {
		const board = aBoard('a');
		board.setFact('a', 'kind', 'duiding', 'me');
		let updates = 0;
		board.doc.on('update', () => (updates += 1));
		board.setFact('a', 'kind', 'duiding', 'me');
		expect(updates).toBe(0);
		expect(board.card('a')).toMatchObject({ kind: 'duiding', domain: 'sociaal' });
	});

	it('bins and restores a card without losing its place or text', () => {
		const board = aBoard('a', 'b');
		board.binCard('a', 5, 'me');
		expect([idsIn(board), board.card('a')?.binnedAt]).toEqual([['b'], 5]);
		board.restoreCard('a', 'me');
		expect([idsIn(board), board.textOf('a')]).toEqual([['a', 'b'], 'a']);
	});

	it('ignores verbs for a card that is not there', () => {
		const board = aBoard();
		board.moveCard('no', 'feiten', 0, 'me');
		board.setFact('no', 'kind', 'feit', 'me');
		board.binCard('no', 1, 'me');
		board.restoreCard('no', 'me');
		board.setExtras('no', { compass: ['x'] }, 'me');
		expect([board.size, board.textOf('no'), board.makerOf('no')]).toEqual([0, '', null]);
	});

	it('gives extras and comments back as they were set, comments oldest first', () => {
		const board = aBoard('a');
		const extras = {
			compass: ['y', 'x'],
			marks: ['m'],
			links: [{ to: 'b', type: 'steunt' }],
			fields: { trekker: null, partners: ['p'] }
		};
		board.setExtras('a', extras, 'me');
		expect(board.card('a')).toMatchObject({ ...extras, compass: ['x', 'y'] });
		board.addComment({ id: '2', card: 'a', text: 'later', at: 20 }, 'me');
		board.addComment({ id: '1', card: 'a', text: 'eerst', at: 10 }, 'me');
		expect(board.comments().map(({ text }) => text)).toEqual(['eerst', 'later']);
		expect(board.commentMakerOf('1')).toBe(board.doc.clientID);
	});
});

describe('what a card says beside its text', () => {
	it('is set one by one, and writes nothing when it is so already', () => {
		const board = aBoard('a', 'b');
		board.tagCard('a', 'compass', 'weerbaarheid', true, 'me');
		board.setField('a', 'trekker', 'org', 'me');
		board.setField('a', 'partners', ['een', 'twee'], 'me');
		board.linkCard('a', 'b', 'steunt', 'me');
		let updates = 0;
		board.doc.on('update', () => (updates += 1));
		board.tagCard('a', 'compass', 'weerbaarheid', true, 'me');
		board.setField('a', 'trekker', 'org', 'me');
		board.setField('a', 'partners', ['een', 'twee'], 'me');
		board.linkCard('a', 'b', 'steunt', 'me');
		expect(updates).toBe(0);
		expect(board.card('a')).toMatchObject({
			compass: ['weerbaarheid'],
			fields: { trekker: 'org', partners: ['een', 'twee'] },
			links: [{ to: 'b', type: 'steunt' }]
		});
		board.tagCard('a', 'compass', 'weerbaarheid', false, 'me');
		board.setField('a', 'trekker', null, 'me');
		board.linkCard('a', 'b', null, 'me');
		expect(board.card('a')).toMatchObject({ compass: [], fields: { trekker: null }, links: [] });
	});

	it('points at another card of this board, never at itself', () => {
		const board = aBoard('a', 'b');
		board.linkCard('a', 'a', 'steunt', 'me');
		board.linkCard('a', 'weg', 'steunt', 'me');
		expect(board.card('a')?.links).toEqual([]);
	});

	it('becomes of the kind its new zone knows, in the same step', () => {
		const board = aBoard('a');
		const undo = board.undoFor('me');
		board.moveCard('a', 'duiding', 0, 'me', 'duiding');
		expect(board.card('a')).toMatchObject({ zone: 'duiding', kind: 'duiding' });
		undo.undo();
		expect(board.card('a')).toMatchObject({ zone: 'feiten', kind: 'feit' });
	});
});

describe('a comment', () => {
	it('is dealt with and opened again, and is outside undo', () => {
		const board = aBoard('a');
		const undo = board.undoFor('me');
		board.addComment({ id: '1', card: 'a', text: 'eens', at: 1, zone: 'feiten' }, 'me');
		board.resolveComment('1', 50, 'me');
		expect(board.comments()).toEqual([
			{ id: '1', card: 'a', text: 'eens', at: 1, zone: 'feiten', resolvedAt: 50 }
		]);
		board.resolveComment('1', null, 'me');
		board.resolveComment('weg', 5, 'me');
		undo.undo();
		expect(board.comments()).toEqual([{ id: '1', card: 'a', text: 'eens', at: 1, zone: 'feiten' }]);
	});
});

describe('two people on one board', () => {
	it('keep both a move and an edit of the same card made at once', () => {
		const mine = aBoard('a', 'b');
		const theirs = copyOf(mine);
		mine.moveCard('a', 'duiding', 0, 'me');
		theirs.text('a')?.insert(1, ' en meer');
		theirs.setFact('a', 'domain', 'veiligheid', 'they');
		exchange(mine, theirs);
		for (const board of [mine, theirs]) {
			expect(idsIn(board, 'duiding')).toEqual(['a']);
			expect(board.textOf('a')).toBe('a en meer');
			expect(board.card('a')?.domain).toBe('veiligheid');
		}
	});

	it('see one order after both put a card at the same place', () => {
		const mine = aBoard('a', 'b');
		const theirs = copyOf(mine);
		mine.addCard(aCard('m'), 'me');
		theirs.addCard(aCard('t'), 'they');
		mine.moveCard('m', 'feiten', 1, 'me');
		theirs.moveCard('t', 'feiten', 1, 'they');
		exchange(mine, theirs);
		expect(idsIn(mine)).toEqual(idsIn(theirs));
		expect(idsIn(mine).slice(1, 3).sort()).toEqual(['m', 't']);
		mine.addCard(aCard('x'), 'me');
		mine.moveCard('x', 'feiten', 2, 'me');
		expect(idsIn(mine)[2]).toBe('x');
	});
});

describe('undo', () => {
	it('of a new card puts it in the bin with what a colleague typed meanwhile', () => {
		const mine = aBoard();
		const undo = mine.undoFor('me');
		mine.addCard(aCard('a', { text: 'van mij' }), 'me', making);
		const theirs = copyOf(mine);
		theirs.text('a')?.insert(7, ' en van haar');
		exchange(mine, theirs);
		undo.undo();
		exchange(mine, theirs);
		expect(idsIn(theirs)).toEqual([]);
		expect(theirs.textOf('a')).toBe('van mij en van haar');
		theirs.restoreCard('a', 'they');
		exchange(mine, theirs);
		expect(mine.textOf('a')).toBe('van mij en van haar');
		expect(idsIn(mine)).toEqual(['a']);
	});

	it('takes back own edits only', () => {
		const mine = aBoard('a', 'b');
		const theirs = copyOf(mine);
		const undo = mine.undoFor('me');
		mine.setFact('a', 'kind', 'vraag', 'me');
		theirs.setFact('b', 'kind', 'gevoel', 'they');
		theirs.moveCard('b', 'duiding', 0, 'they');
		exchange(mine, theirs);
		undo.undo();
		undo.undo();
		expect(mine.card('a')?.kind).toBe('feit');
		expect(mine.card('b')).toMatchObject({ kind: 'gevoel', zone: 'duiding' });
		undo.redo();
		expect(mine.card('a')?.kind).toBe('vraag');
	});
});

describe('hostile shapes', () => {
	it('are not cards and not comments, and do not stand in the way of those that are', () => {
		const board = aBoard('good');
		const cards = board.doc.getMap<unknown>('cards');
		cards.set('number', 5);
		cards.set('string', 'card');
		cards.set('array', [1]);
		cards.set('text', new Y.Text('x'));
		cards.set('empty', new Y.Map());
		cards.set('wrong', new Y.Map([['zone', 1] as const, ['kind', {}] as const]));
		cards.set('odd', new Y.Map([['zone', 'feiten'] as const, ['kind', 'feit'] as const]));
		cards.set('kind', new Y.Map(Object.entries({ zone: 'feiten', kind: 'constructor' })));
		cards.set('__proto__', new Y.Map(Object.entries({ zone: 'feiten', kind: 'feit' })));
		board.doc.getMap<unknown>('comments').set('n', 4);
		board.doc.getMap<unknown>('comments').set('m', new Y.Map([['card', 3] as const]));
		expect(
			board
				.cards()
				.map(({ id }) => id)
				.sort()
		).toEqual(['good', 'odd']);
		expect(board.comments()).toEqual([]);
		for (const id of ['number', 'string', 'text', 'empty', 'wrong', 'kind']) {
			expect([board.card(id), board.text(id)]).toEqual([null, null]);
			board.moveCard(id, 'duiding', 0, 'me');
			board.setFact(id, 'kind', 'feit', 'me');
			board.binCard(id, 1, 'me');
			board.restoreCard(id, 'me');
			board.setExtras(id, { compass: ['x'] }, 'me');
		}
		board.addCard(aCard('new'), 'me');
		board.moveCard('new', 'feiten', 0, 'me');
		expect(idsIn(board)[0]).toBe('new');
	});

	it('under a readable card are left out, so that a page can show the rest', () => {
		const board = aBoard('a');
		const map = board.doc.getMap<Y.Map<unknown>>('cards').get('a');
		map?.set('domain', 'toString');
		map?.set('basis', 'constructor');
		map?.set('bin', 1e300);
		map?.set('compass', 'no map');
		const into = (key: string) => map?.get(key) as Y.Map<unknown>;
		into('links').set('b', { toString: 1 });
		into('links').set('c', 'steunt');
		into('fields').set('__proto__', { evil: true });
		into('fields').set('deep', { a: { b: 1 } });
		into('fields').set('type', new Y.Text('x'));
		into('fields').set('partners', ['p']);
		const comment = { card: 'a', text: 'x', at: Number.NaN };
		board.doc.getMap('comments').set('1', new Y.Map(Object.entries(comment)));
		expect(board.card('a')).toMatchObject({ domain: 'gedeeld', basis: null, binnedAt: null });
		expect(board.card('a')?.links).toEqual([{ to: 'c', type: 'steunt' }]);
		expect(board.card('a')?.fields).toEqual({ partners: ['p'] });
		expect(Object.getPrototypeOf(board.card('a')?.fields)).toBe(Object.prototype);
		expect(board.comments()).toEqual([{ id: '1', card: 'a', text: 'x', at: 0 }]);
	});
});

describe('onCardsChange', () => {
	it('sleeps through typing, wakes for facts and comments, and stops when undone', () => {
		const board = aBoard('a');
		let changes = 0;
		const stop = board.onCardsChange(() => (changes += 1));
		board.text('a')?.insert(0, 'typing');
		expect(changes).toBe(0);
		board.setFact('a', 'kind', 'vraag', 'me');
		board.addComment({ id: '1', card: 'a', text: 'x', at: 1 }, 'me');
		expect(changes).toBe(2);
		stop();
		board.setFact('a', 'kind', 'feit', 'me');
		expect(changes).toBe(2);
	});
});
