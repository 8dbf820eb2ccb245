import { expect, it } from 'vitest';
import { serverAhead } from './server-time';

/** A server whose clock is `ahead`, whose answers take this long to come, half of it each way. */
function far(ahead: number, took: (number | null)[]) {
	let clock = 1_000_000;
	const there = async () => {
		const ms = took.shift();
		if (ms === null || ms === undefined) return Promise.resolve(null);
		clock += ms;
		return Promise.resolve(clock - ms / 2 + ahead);
	};
	return { here: () => clock, there };
}

it('knows how far the server is ahead, or behind', async () => {
	expect(await serverAhead(far(5_000, [20, 20, 20]))).toBe(5_000);
	expect(await serverAhead(far(-90_000, [40, 10, 400]))).toBe(-90_000);
});

it('believes the answer that was the shortest time under way', async () => {
	let clock = 0;
	// The slow ones lost all their time on the way back.
	const waits = [900, 10, 700, 300, 40];
	const there = () => {
		const at = clock + 100;
		clock += waits.shift() ?? 0;
		return Promise.resolve(at);
	};
	expect(await serverAhead({ here: () => clock, there })).toBeCloseTo(95, 0);
});

it('makes do with the answers that came, and says so when none did', async () => {
	expect(await serverAhead(far(300, [null, 20, null]))).toBe(300);
	expect(await serverAhead(far(300, [null, null, null]))).toBeNull();
});
