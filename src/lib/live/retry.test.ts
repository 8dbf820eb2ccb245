import { describe, expect, it } from 'vitest';
import { Random, seeds } from '../../../tests/support/random.ts';
import { retryIn } from './retry.ts';

/** Ms from the moment at which a server is back until all lines of a page have tried again. */
function pageIsBack(outage: number, lines: number, random: Random): number {
	return Math.max(
		...Array.from({ length: lines }, () => {
			let at = 0;
			for (let tries = 0; at < outage; tries++) at += retryIn(tries, random.next());
			return at - outage;
		})
	);
}

describe('trying again', () => {
	it.each(seeds(2))('has pages back soon after a restart of some seconds (seed %i)', (seed) => {
		const random = new Random(seed);
		const pages = Array.from({ length: 2_000 }, () => pageIsBack(3_500, 4, random));
		const sorted = pages.sort((a, b) => a - b);
		// A session is on in the same step within ten seconds: the restart itself takes its part of them.
		expect(sorted[Math.floor(0.95 * sorted.length)]).toBeLessThan(5_000);
		expect(sorted[Math.floor(0.5 * sorted.length)]).toBeLessThan(2_500);
	});

	it('becomes slower, and never slower than every eight seconds', () => {
		const most = Array.from({ length: 12 }, (_, tries) => retryIn(tries, 1));
		expect(most).toEqual([...most].sort((a, b) => a - b));
		expect(most[0]).toBe(600);
		expect(most.at(-1)).toBe(8_100);
	});

	it('is not at once, and not of all at the same moment', () => {
		expect([retryIn(0, 0), retryIn(9, 0)]).toEqual([100, 100]);
		expect(retryIn(3, 0.5)).toBeLessThan(retryIn(3, 0.9));
	});
});
