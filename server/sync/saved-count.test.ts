import { describe, expect, it } from 'vitest';
import { SavedCount } from './saved-count.ts';

function aCount() {
	const told: number[] = [];
	return { told, count: new SavedCount((n) => told.push(n)) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the count of what is saved', () => {
	it('says how many of the frames are durable, once a tick', async () => {
		const { told, count } = aCount();
		for (let i = 0; i < 3; i++) count.durable(count.next(), false);
		expect(told).toEqual([]);
		await turn();
		count.durable(count.next(), false);
		await turn();
		expect(told).toEqual([3, 4]);
	});

	it('stops before a frame that was not taken, until a step 2 brings what is missing', async () => {
		const { told, count } = aCount();
		const [first, second, third] = [count.next(), count.next(), count.next()];
		count.missed(second);
		count.durable(first, false);
		count.durable(third, false);
		await turn();
		expect(told).toEqual([1]);
		count.durable(count.next(), true);
		count.durable(count.next(), false);
		await turn();
		expect(told).toEqual([1, 5]);
	});

	it('is not taken further by a step 2 from before what was missed', async () => {
		const { told, count } = aCount();
		const state = count.next();
		count.missed(count.next());
		const later = count.next();
		count.durable(state, true);
		count.durable(later, false);
		await turn();
		expect(told).toEqual([1]);
	});
});
