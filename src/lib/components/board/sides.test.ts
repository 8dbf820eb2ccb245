import { describe, expect, it } from 'vitest';
import type { Domain } from '$lib/domain/access';
import { besideSide, bySide } from './sides';

const cards = (
	[
		['a', 'sociaal'],
		['b', 'veiligheid'],
		['c', 'sociaal'],
		['d', 'gedeeld'],
		['e', 'sociaal']
	] satisfies [string, Domain][]
).map(([id, domain]) => ({ id, domain }));
const card = (id: string) => cards.find((each) => each.id === id)!;
const beside = (id: string, step: number) => besideSide(cards, card(id), step)?.id;

describe('a zone by side', () => {
	it('shows what is shared first, then each side in the order of the zone', () => {
		expect(bySide(cards).map(({ id }) => id)).toEqual(['d', 'a', 'c', 'e', 'b']);
	});

	it('lets one go across as far down as one stands, or to the last there', () => {
		expect(beside('a', 1)).toBe('b');
		expect(beside('e', 1)).toBe('b');
		expect(beside('b', -1)).toBe('a');
		expect(beside('d', 1)).toBe('a');
	});

	it('has nothing beyond the sides', () => {
		expect(beside('b', 1)).toBeUndefined();
		expect(beside('d', -1)).toBeUndefined();
	});

	it('goes past a side without cards', () => {
		const two = cards.filter(({ domain }) => domain !== 'sociaal');
		expect(besideSide(two, card('d'), 1)?.id).toBe('b');
	});
});
