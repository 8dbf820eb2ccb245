import { expect, it } from 'vitest';
import { findingsIn, findingsOf } from './guarded-text.ts';

const named = 'Dennis van der Laan zat in de klas.';

it('holds a name until somebody says it is nobody, and a number whatever is said', () => {
	expect(findingsIn(named).held).toHaveLength(1);
	expect(findingsIn(named, ['Dennis van der Laan']).held).toEqual([]);
	const number = 'Bel 06-12345678.';
	expect(findingsIn(number, [number, '06-12345678']).held).toHaveLength(1);
});

it('only remarks on what might narrow it down', () => {
	const { held, remarks } = findingsIn('Het speelt in klas 4B.');
	expect(held).toEqual([]);
	expect(remarks.map(({ text }) => text)).toEqual(['klas 4B']);
});

it('finds in several texts by their names', () => {
	const found = findingsOf({ title: 'Onrust', seen: named });
	expect(Object.entries(found).map(([name, { held }]) => [name, held.length])).toEqual([
		['title', 0],
		['seen', 1]
	]);
});
