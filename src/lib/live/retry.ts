/** Ms to the first try again, and at most, with full jitter; never sooner than the last. */
const FIRST = 500;
const MOST = 8_000;
const LEAST = 100;
/** Slowly, for a server that is updated is back within seconds, and doubling soon waits much longer. */
const GROWTH = 1.5;

/** Ms to the next try to reach the server, after so many that failed; `random` in [0, 1). */
export function retryIn(tries: number, random: number): number {
	return LEAST + random * Math.min(MOST, FIRST * GROWTH ** tries);
}
