import { setTimeout as wait } from 'node:timers/promises';

/** Resolves with the first truthy answer; fails with what it waited for when that takes too long. */
export async function until<T>(
	condition: () => T | Promise<T>,
	what = String(condition),
	patience = 10_000
): Promise<NonNullable<T>> {
	const give = performance.now() + patience;
	for (;;) {
		const answer = await condition();
		if (answer) return answer;
		if (performance.now() > give) throw new Error(`waited ${patience} ms in vain for: ${what}`);
		await wait(5);
	}
}
