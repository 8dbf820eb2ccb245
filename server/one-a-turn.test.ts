import { describe, expect, it } from 'vitest';
import { OneATurn } from './one-a-turn.ts';

/** How often something began in each turn of the event loop, until all did. */
async function turnsUntil(began: () => number, all: number): Promise<number[]> {
	const turns: number[] = [];
	for (let before = began(); before < all;) {
		await new Promise((resolve) => setImmediate(resolve));
		turns.push(began() - before);
		before = began();
	}
	return turns;
}

describe('one a turn', () => {
	it('begins at once when nobody else does', () => {
		const gate = new OneATurn();
		let isBegun = false;
		gate.enter(() => (isBegun = true));
		expect(isBegun).toBe(true);
	});

	it('lets everything else have its turn between two of a crowd', async () => {
		const gate = new OneATurn();
		let began = 0;
		for (let i = 0; i < 30; i++) gate.enter(() => (began += 1));
		expect(began).toBe(1);
		expect(Math.max(...(await turnsUntil(() => began, 30)))).toBe(1);
	});

	it('keeps their order, but who does something goes before who only looks', async () => {
		const gate = new OneATurn();
		const order: string[] = [];
		for (const name of ['a', 'b', 'c']) gate.enter(() => order.push(name));
		gate.enter(() => order.push('does'), true);
		gate.enter(() => order.push('d'));
		await turnsUntil(() => order.length, 5);
		expect(order).toEqual(['a', 'does', 'b', 'c', 'd']);
	});

	it('goes on after one that threw', async () => {
		const gate = new OneATurn();
		let isBegun = false;
		expect(() => {
			gate.enter(() => {
				throw new Error('no');
			});
		}).toThrow('no');
		gate.enter(() => (isBegun = true));
		await turnsUntil(() => Number(isBegun), 1);
		expect(isBegun).toBe(true);
	});
});
