import { describe, expect, it } from 'vitest';
import { AcceptQueue } from './accept-queue.ts';
import { syncLimits } from './limits.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the accept queue', () => {
	it('lets so many decide at a time, and the next when one is done', async () => {
		const queue = new AcceptQueue();
		const entered: number[] = [];
		const all = Array.from({ length: syncLimits.admissions + 2 }, (_, i) =>
			queue.turn().then((may) => may && entered.push(i))
		);
		await turn();
		expect(entered).toHaveLength(syncLimits.admissions);
		queue.done();
		await turn();
		await turn();
		expect(entered.at(-1)).toBe(syncLimits.admissions);
		queue.done();
		await Promise.all(all);
		expect(entered).toHaveLength(syncLimits.admissions + 2);
	});

	it('turns away who finds no room to wait, and has room again afterwards', async () => {
		const queue = new AcceptQueue();
		const places = syncLimits.admissions + syncLimits.admissionsWaiting;
		const waiting = Array.from({ length: places }, () => queue.turn());
		expect(await queue.turn()).toBe(false);
		for (let i = 0; i < places; i++) queue.done();
		expect(await Promise.all(waiting)).not.toContain(false);
		expect(await queue.turn()).toBe(true);
	});
});
