import { describe, expect, it } from 'vitest';
import { mixed } from './board-groups.ts';

const person = (name: string, domain: 'sociaal' | 'veiligheid', organisation: string) => ({
	name,
	domain,
	organisation
});

describe('mixed groups', () => {
	const people = [
		person('a', 'sociaal', 'Aldermeer'),
		person('b', 'sociaal', 'Aldermeer'),
		person('c', 'sociaal', 'Rietdrecht'),
		person('d', 'sociaal', 'Rietdrecht'),
		person('e', 'veiligheid', 'Aldermeer'),
		person('f', 'veiligheid', 'Aldermeer'),
		person('g', 'veiligheid', 'Rietdrecht'),
		person('h', 'veiligheid', 'Rietdrecht')
	];

	it('hold both domains, and no two of one organisation and domain together', () => {
		for (const group of mixed(people, 2)) {
			expect(group.length).toBe(4);
			const kinds = group.map(({ domain, organisation }) => `${domain} ${organisation}`);
			expect(new Set(kinds).size).toBe(4);
		}
	});

	it('differ by one person at most, and lose nobody', () => {
		for (const count of [1, 2, 3, 5, 8]) {
			const groups = mixed(people, count);
			const sizes = groups.map(({ length }) => length);
			expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
			expect(
				groups
					.flat()
					.map(({ name }) => name)
					.sort()
					.join('')
			).toBe('abcdefgh');
		}
	});

	it('are empty where there are more groups than people', () => {
		expect(mixed(people.slice(0, 1), 3).map(({ length }) => length)).toEqual([1, 0, 0]);
	});
});
