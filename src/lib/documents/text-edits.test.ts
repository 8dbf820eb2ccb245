import { describe, expect, it } from 'vitest';
import { Random } from '../../../tests/support/random.ts';
import { applyEdit } from './text-edit.ts';
import { editsBetween } from './text-edits.ts';

describe('editsBetween', () => {
	const applied = (before: string, after: string) =>
		editsBetween(before, after).reduce(applyEdit, before);

	it('leaves alone what both texts have in common, in the middle as well', () => {
		expect(editsBetween('nu twee woorden hier', 'toen twee woorden daar')).toEqual([
			{ start: 16, removed: 3, inserted: 'daa' },
			{ start: 0, removed: 2, inserted: 'toen' }
		]);
		expect(editsBetween('gelijk', 'gelijk')).toEqual([]);
	});

	it('gets from any text to any other', () => {
		const seed = Date.now() % 100_000;
		const random = new Random(seed);
		const piece = () => random.pick(['a', 'b', ' ', '\n', '😀', 'c d']);
		const text = () => Array.from({ length: random.int(12) }, piece).join('');
		for (let i = 0; i < 500; i += 1) {
			const [before, after] = [text(), text()];
			expect(applied(before, after), `seed ${seed}`).toBe(after);
		}
	});

	it('does with one edit for texts that are too long to compare word by word', () => {
		const long = 'a '.repeat(600);
		expect(editsBetween(`x${long}`, `y${long}`)).toEqual([{ start: 0, removed: 1, inserted: 'y' }]);
	});
});
