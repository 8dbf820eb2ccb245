import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

describe('turns', () => {
	it('come one after another, also after one that failed', async () => {
		const turns = new Turns();
		const seen: string[] = [];
		const failed = turns.take('a', async () => {
			await Promise.resolve();
			seen.push('first');
			throw new Error('no');
		});
		const second = turns.take('a', () => Promise.resolve(seen.push('second')));
		await expect(failed).rejects.toThrow('no');
		await second;
		expect(seen).toEqual(['first', 'second']);
	});

	it('let whatever else waits go in between: a long queue stops nobody', async () => {
		const turns = new Turns();
		let done = 0;
		const all = Array.from({ length: 50 }, () =>
			turns.take('a', () => Promise.resolve((done += 1)))
		);
		const before = await new Promise<number>((resolve) => setImmediate(() => resolve(done)));
		expect(before).toBeLessThan(5);
		await Promise.all(all);
		expect(done).toBe(50);
	});

	it('are shared by who asks before one begins, and not by who asks after that', async () => {
		const turns = new Turns();
		let asked = 0;
		const seen: number[] = [];
		const look = () =>
			turns.share('a', async () => {
				seen.push(asked);
				await new Promise((resolve) => setImmediate(resolve));
			});
		asked = 1;
		const first = look();
		asked = 2;
		const same = look();
		await Promise.resolve();
		await Promise.resolve();
		asked = 3;
		const later = look();
		const laterToo = look();
		await Promise.all([first, same, later, laterToo]);
		expect(seen).toEqual([2, 3]);
	});

	it('are shared anew after one that failed', async () => {
		const turns = new Turns();
		await expect(turns.share('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await turns.share('a', () => Promise.resolve('yes'))).toBe('yes');
	});
});
