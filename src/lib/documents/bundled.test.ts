import { expect, it } from 'vitest';
import { besides, bundled } from './bundled.ts';
import type { Card } from './card.ts';

const card = (id: string, bundle: string | null = null) => ({ id, bundle }) as Card;
const shape = (...args: Parameters<typeof bundled>) =>
	bundled(...args).map(({ bundle, cards }) => [bundle?.id ?? null, cards.map(({ id }) => id)]);

it('puts cards of one bundle together where the first of them stands', () => {
	const cards = [card('a'), card('b', 'x'), card('c'), card('d', 'x')];
	expect(shape(cards, [{ id: 'x', title: '' }])).toEqual([
		[null, ['a']],
		['x', ['b', 'd']],
		[null, ['c']]
	]);
});

it('takes a bundle of one, or one that is not there any more, for none', () => {
	const cards = [card('a', 'x'), card('b', 'y'), card('c', 'y')];
	expect(shape(cards, [{ id: 'x', title: '' }])).toEqual([
		[null, ['a']],
		[null, ['b']],
		[null, ['c']]
	]);
});

it('moves a card past a whole bundle, within its own, and no further than there is', () => {
	const cards = [card('a', 'x'), card('b', 'x'), card('c'), card('d'), card('e', 'x')];
	const items = bundled(cards, [{ id: 'x', title: '' }]);
	// One sees: x [a b e], c, d.
	expect(besides(items, 'c', -1)).toBe('a');
	expect(besides(items, 'c', 1)).toBeNull();
	expect(besides(items, 'd', -1)).toBe('c');
	expect(besides(items, 'd', 1)).toBeUndefined();
	expect(besides(items, 'a', -1)).toBeUndefined();
	expect(besides(items, 'a', 1)).toBe('e');
	expect(besides(items, 'b', 1)).toBe('c');
	expect(besides(items, 'e', -1)).toBe('b');
	expect(besides(items, 'nowhere', 1)).toBeUndefined();
});
