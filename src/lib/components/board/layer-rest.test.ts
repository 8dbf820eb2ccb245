import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LayerPlan } from '$lib/documents/board-layers';
import { Resting } from './layer-rest';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const plan: LayerPlan = { key: 'part/b/g', kind: 'part', part: 'g', access: 'read', zones: [] };

it('leaves a document that was refused alone, longer each time', () => {
	const resting = new Resting();
	const waits = [0, 0, 0].map(() => {
		const from = Date.now();
		let until = 0;
		resting.forNow(plan, () => (until = Date.now()));
		expect(resting.has(plan)).toBe(true);
		vi.advanceTimersByTime(60_000);
		expect(resting.has(plan)).toBe(false);
		return until - from;
	});
	expect(waits).toEqual([3_000, 6_000, 12_000]);
});

it('asks at once when the right is another', () => {
	const resting = new Resting();
	resting.forEver(plan);
	expect(resting.has(plan)).toBe(true);
	expect(resting.has({ ...plan, access: 'write' })).toBe(false);
});
