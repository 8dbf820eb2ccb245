import { setTimeout as wait } from 'node:timers/promises';
import { Random } from '../../tests/support/random.ts';

/** One thing to do: who, and when (ms from the start). */
export interface Turn {
	at: number;
	who: number;
}

/**
 * `people` who each do something `rate` times a second for `duration` ms, independently of each
 * other: a phase of their own, and a quarter of a period of unrest. The same seed gives every
 * server the same moments.
 */
export function schedule(people: number, rate: number, duration: number, seed: number): Turn[] {
	const random = new Random(seed);
	const period = 1_000 / rate;
	const turns: Turn[] = [];
	for (let who = 0; who < people; who++) {
		for (let at = random.next() * period; at < duration; at += period) {
			turns.push({ who, at: at + random.next() * (period / 4) });
		}
	}
	return turns.sort((a, b) => a.at - b.at);
}

/** Does every turn at its moment, or as soon after it as the process gets to it. */
export async function play(turns: readonly Turn[], act: (who: number) => void): Promise<void> {
	const started = performance.now();
	for (let next = 0; next < turns.length;) {
		for (; next < turns.length && turns[next]!.at <= performance.now() - started; next++) {
			act(turns[next]!.who);
		}
		if (next === turns.length) return;
		await wait(Math.max(1, Math.floor(turns[next]!.at - (performance.now() - started))));
	}
}
