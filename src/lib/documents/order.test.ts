import { describe, expect, it } from 'vitest';
import { Random, seeds } from '../../../tests/support/random.ts';
import { byOrder, keysFor, type Ordered } from './order.ts';

/** The list after `id` was put at `index`, as every reader sorts it. */
function after(
	others: readonly Ordered[],
	keys: ReadonlyMap<string, string>,
	id: string
): string[] {
	return [...others, { id, order: '' }]
		.map((each) => ({ ...each, order: keys.get(each.id) ?? each.order }))
		.sort(byOrder)
		.map((each) => each.id);
}

function withKeys(others: readonly Ordered[], keys: ReadonlyMap<string, string>, id: string) {
	return [...others, { id, order: '' }]
		.map((each) => ({ id: each.id, order: keys.get(each.id) ?? each.order }))
		.sort(byOrder);
}

const ids = (list: readonly Ordered[]) => list.map((each) => each.id);

describe('keysFor', () => {
	it.each(seeds(20))(
		'puts a thing where it was dropped, whatever came before (seed %i)',
		(seed) => {
			const random = new Random(seed);
			let list: Ordered[] = [];
			for (let step = 0; step < 120; step++) {
				const id = `c${random.int(1_000_000)}-${step}`;
				const index = random.int(list.length + 1);
				if (random.chance(0.15) && list.length > 0) {
					// Somebody else inserted at the same place at the same time: an equal key.
					list = [...list, { id, order: random.pick(list).order }].sort(byOrder);
					continue;
				}
				if (random.chance(0.05)) {
					const nonsense = random.pick(['', '!', 'a', 'a0 ', 'é', 'zzzz', 'a00', 'A']);
					list = [...list, { id, order: nonsense }].sort(byOrder);
					continue;
				}
				const expected = ids(list).toSpliced(index, 0, id);
				const keys = keysFor(id, index, list);
				expect(after(list, keys, id)).toEqual(expected);
				list = withKeys(list, keys, id);
			}
		}
	);

	it('changes nobody else where there is room', () => {
		const list = [
			{ id: 'a', order: 'a0' },
			{ id: 'b', order: 'a1' }
		];
		expect([...keysFor('new', 1, list).keys()]).toEqual(['new']);
	});

	it('makes room between two that were inserted at the same place at once', () => {
		const list = [
			{ id: 'a', order: 'a1' },
			{ id: 'b', order: 'a1' },
			{ id: 'c', order: 'a2' }
		];
		const keys = keysFor('new', 1, list);
		expect([...keys.keys()].sort()).toEqual(['b', 'new']);
		expect(after(list, keys, 'new')).toEqual(['a', 'new', 'b', 'c']);
	});

	it('numbers all anew when a key in the list is no key', () => {
		const list = [
			{ id: 'a', order: '' },
			{ id: 'b', order: '???' }
		];
		const keys = keysFor('new', 1, list);
		expect(after(list, keys, 'new')).toEqual(['a', 'new', 'b']);
	});

	it('takes an index outside the list for its nearest end', () => {
		const list = [{ id: 'a', order: 'a1' }];
		expect(after(list, keysFor('new', 99, list), 'new')).toEqual(['a', 'new']);
		expect(after(list, keysFor('new', -5, list), 'new')).toEqual(['new', 'a']);
	});
});

describe('byOrder', () => {
	it('sorts equal keys by id, so that everybody sees the same order', () => {
		const list = ['c', 'a', 'b'].map((id) => ({ id, order: 'a0' }));
		expect(ids([...list].sort(byOrder))).toEqual(['a', 'b', 'c']);
		expect(byOrder(list[0]!, list[0]!)).toBe(0);
	});
});
