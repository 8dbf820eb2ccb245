import { describe, expect, it } from 'vitest';
import { AcceptQueue, Kept } from './admissions.ts';
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

describe('a kept decision', () => {
	const asker = () => {
		const state = { version: 1, asked: 0 };
		const kept = new Kept<string>(
			() => state.version,
			(value) => value !== 'no'
		);
		const ask = (key: string, answer = 'yes') =>
			kept.get(key, () => {
				state.asked += 1;
				return Promise.resolve(answer);
			});
		return { state, ask };
	};

	it('is made once for all who come together, and anew when any right changed', async () => {
		const { state, ask } = asker();
		await Promise.all([ask('a'), ask('a'), ask('b')]);
		expect(state.asked).toBe(2);
		state.version += 1;
		await ask('a');
		expect(state.asked).toBe(3);
	});

	it('is never a refusal, nor a failure', async () => {
		const { state, ask } = asker();
		await ask('a', 'no');
		await ask('a', 'no');
		expect(state.asked).toBe(2);
		const failing = new Kept<string>(
			() => 1,
			() => true
		);
		await expect(failing.get('a', () => Promise.reject(new Error('once')))).rejects.toThrow('once');
		expect(await failing.get('a', () => Promise.resolve('fine'))).toBe('fine');
	});
});
