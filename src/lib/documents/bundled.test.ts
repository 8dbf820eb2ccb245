import { expect, it } from 'vitest';
import { bundled } from './bundled.ts';
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
