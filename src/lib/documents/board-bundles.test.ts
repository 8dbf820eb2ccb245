import { describe, expect, it } from 'vitest';
import { Random, seeds } from '../../../tests/support/random.ts';
import { boardOf, copyOf, exchange } from '../../../tests/support/two-boards.ts';
import { bundled } from './bundled.ts';
import type { BoardDocument } from './board.ts';

/** Two bundles of two, and a card by itself. */
function twoBundles(): BoardDocument {
	const board = boardOf('a', 'b', 'c', 'd', 'e');
	board.bundleCard('b', 'a', 'een', 'setup');
	board.bundleCard('d', 'c', 'twee', 'setup');
	return board;
}

const bundleOf = (board: BoardDocument, ...cards: string[]) =>
	cards.map((id) => board.card(id)?.bundle ?? null);

describe('bundles', () => {
	it('are merged with all their cards, and a title is not lost to none', () => {
		const board = twoBundles();
		board.nameBundle('twee', 'Thuis', 'me');
		board.mergeBundles('twee', 'een', 'me');
		expect(bundleOf(board, 'a', 'b', 'c', 'd', 'e')).toEqual(['een', 'een', 'een', 'een', null]);
		expect(board.bundles()).toEqual([{ id: 'een', title: 'Thuis' }]);
	});

	it('keep their own title when they have one, and take no card from another zone', () => {
		const board = twoBundles();
		board.nameBundle('een', 'School', 'me');
		board.nameBundle('twee', 'Thuis', 'me');
		board.doc.transact(() => {
			for (const id of ['c', 'd']) {
				board.moveCard(id, 'wit', 0, 'me');
			}
			board.bundleCard('d', 'c', 'drie', 'me');
		});
		board.mergeBundles('drie', 'een', 'me');
		expect(bundleOf(board, 'a', 'b', 'c', 'd')).toEqual(['een', 'een', null, null]);
		expect(board.bundles().find(({ id }) => id === 'een')!.title).toBe('School');
	});

	it('are dissolved in one act, and come back with their title by undo', () => {
		const board = twoBundles();
		board.nameBundle('een', 'School', 'setup');
		const undo = board.undoFor('me');
		board.dissolveBundle('een', 'me');
		expect(bundleOf(board, 'a', 'b', 'c')).toEqual([null, null, 'twee']);
		expect(board.bundles().map(({ id }) => id)).toEqual(['twee']);
		undo.undo();
		expect(bundleOf(board, 'a', 'b')).toEqual(['een', 'een']);
		expect(board.bundles()).toContainEqual({ id: 'een', title: 'School' });
	});

	it('that are not there are no matter', () => {
		const board = twoBundles();
		for (const [one, other] of [
			['een', 'een'],
			['een', 'weg'],
			['weg', 'een']
		] as const) {
			board.mergeBundles(one, other, 'me');
		}
		board.dissolveBundle('weg', 'me');
		expect(bundleOf(board, 'a', 'b', 'c', 'd')).toEqual(['een', 'een', 'twee', 'twee']);
	});

	it.each(seeds(25))(
		'stand the same for everybody, whatever was done at once (seed %i)',
		(seed) => {
			const random = new Random(seed);
			const first = twoBundles();
			const boards = [first, copyOf(first), copyOf(first)];
			const cards = ['a', 'b', 'c', 'd', 'e'];
			for (let act = 0; act < 60; act += 1) {
				const board = random.pick(boards);
				const bundles = board.bundles().map(({ id }) => id);
				const some = () => (bundles.length > 0 ? random.pick(bundles) : 'geen');
				const acts = [
					() => board.bundleCard(random.pick(cards), random.pick(cards), `n${act}`, 'x'),
					() => board.unbundleCard(random.pick(cards), 'x'),
					() => board.mergeBundles(some(), some(), 'x'),
					() => board.dissolveBundle(some(), 'x'),
					() => board.moveCard(random.pick(cards), random.pick(['feiten', 'wit']), 0, 'x')
				];
				random.pick(acts)();
				if (random.chance(0.3)) exchange(board, random.pick(boards));
			}
			exchange(...boards);
			exchange(...boards);
			const shape = (board: BoardDocument) =>
				['feiten', 'wit'].map((zone) =>
					bundled(board.cardsIn(zone), board.bundles()).map((item) =>
						item.cards.map(({ id }) => id)
					)
				);
			for (const board of boards) {
				expect(shape(board)).toEqual(shape(first));
				expect(shape(board).flat(2).sort()).toEqual(cards);
			}
		}
	);
});
