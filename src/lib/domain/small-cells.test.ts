import { describe, expect, it } from 'vitest';
import { hideSmall, rowsOf, type Shown } from './small-cells.ts';

describe('numbers of people beside their sum', () => {
	it('are all shown when none of them is about one or two people', () => {
		expect(hideSmall([4, 3, 0], [8, 9, 5])).toEqual([4, 3, 0]);
		expect(hideSmall([0, 0, 0], [8, 9, 5])).toEqual([0, 0, 0]);
	});

	it('leave out a small one and the one it could be taken from', () => {
		expect(hideSmall([5, 3, 1], [8, 9, 5])).toEqual([5, null, null]);
		expect(hideSmall([1, 0, 0], [8, 9, 5])).toEqual([null, null, null]);
		expect(hideSmall([4, 3, 2], [8, 9, 5])).toEqual([null, null, null]);
	});

	it('leave out also a nought where only one or two could have been there', () => {
		expect(hideSmall([6, 0, 0], [6, 1, 0])).toEqual([null, null, null]);
	});

	/**
	 * By brute force: whoever knows the sum, the groups and this very function looks through all rows
	 * that come out like this, and still does not know any number that is not shown.
	 */
	it('never let a hidden one be worked out, in any small group', () => {
		let hidden = 0;
		for (const most of groups(6, 6, 4)) {
			const people = most.reduce((sum, n) => sum + n, 0);
			for (let total = 0; total <= people; total++) {
				const rows = rowsOf(total, most);
				const alike = Map.groupBy(rows, (row) => JSON.stringify(hideSmall(row, most)));
				for (const [outcome, same] of alike) {
					const shown = JSON.parse(outcome) as Shown;
					expect(shown.some((n) => n === 1 || n === 2)).toBe(false);
					// Everybody or nobody: the sum said it already.
					if (rows.length === 1) continue;
					shown.forEach((n, i) => {
						if (n !== null || most[i] === 0) return;
						hidden++;
						const could = new Set(same.map((row) => row[i]));
						expect(could.size, `${outcome} of ${most.join()}`).toBeGreaterThan(1);
					});
				}
			}
		}
		expect(hidden).toBeGreaterThan(100);
	});

	it('take no time in a room of a hundred and fifty', () => {
		const from = performance.now();
		for (let n = 0; n < 50; n++) hideSmall([n, 20, 1], [60, 60, 30]);
		expect(performance.now() - from).toBeLessThan(3_000);
	});
});

function groups(...most: number[]): number[][] {
	return most.reduce<number[][]>(
		(all, n) => all.flatMap((group) => Array.from({ length: n + 1 }, (_, i) => [...group, i])),
		[[]]
	);
}
