import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patientFetch } from './patient-fetch.ts';

const data = 'http://lab.example/labs/een/members/__data.json?x-sveltekit-invalidated=01';

/** A server that gives these, one after another. */
function serverOf(...answers: (number | Error)[]) {
	const told: number[] = [];
	const asked = vi.fn(() => {
		const next = answers.shift() ?? 200;
		return typeof next === 'number'
			? Promise.resolve(new Response(null, { status: next }))
			: Promise.reject(next);
	});
	return { asked, told, fetch: patientFetch(asked, (waiting) => told.push(waiting)) };
}

const cutOff = () => new TypeError('Failed to fetch');

describe('the fetch of a page', () => {
	beforeEach(() => vi.useFakeTimers());
	afterEach(() => vi.useRealTimers());

	it('asks for the data of a page until the server answers, and tells that it waits', async () => {
		const { asked, told, fetch } = serverOf(cutOff(), 502, cutOff(), 504, 200);
		const answer = fetch(data);
		await vi.advanceTimersByTimeAsync(60_000);
		expect((await answer).status).toBe(200);
		expect(asked).toHaveBeenCalledTimes(5);
		expect(told).toEqual([1, 0]);
	});

	it('takes every other answer of the server as it is', async () => {
		for (const status of [200, 403, 404, 429, 500, 503]) {
			const { asked, told, fetch } = serverOf(status);
			expect((await fetch(new URL(data))).status).toBe(status);
			expect([asked.mock.calls.length, told]).toEqual([1, []]);
		}
	});

	it('asks for anything else once, and stops where it is told to', async () => {
		const other = serverOf(cutOff());
		await expect(other.fetch('/labs/een/do', { method: 'POST' })).rejects.toThrow(TypeError);
		const stopped = serverOf(new DOMException('stopped', 'AbortError'));
		await expect(stopped.fetch(data)).rejects.toThrow('stopped');
		expect([other.asked.mock.calls.length, stopped.asked.mock.calls.length]).toEqual([1, 1]);
	});
});
