/** Questions in a row of which the fastest answer counts. */
const SAMPLES = 5;

interface Now {
	/** Ms since epoch by the clock of this page. */
	here: () => number;
	/** The same by the clock of the server; null without an answer. */
	there: () => Promise<number | null>;
}

/**
 * Ms the server's clock is ahead of this page's: a laptop's clock may be minutes wrong. The answer
 * that was the shortest time under way is the least wrong. Null when none came.
 */
export async function serverAhead({ here, there }: Now): Promise<number | null> {
	let best: { took: number; ahead: number } | null = null;
	for (let i = 0; i < SAMPLES; i += 1) {
		const asked = here();
		const now = await there();
		if (now === null) continue;
		const took = here() - asked;
		if (!best || took < best.took) best = { took, ahead: now + took / 2 - here() };
	}
	return best && Math.round(best.ahead);
}

export async function askServerTime(): Promise<number | null> {
	try {
		const signal = AbortSignal.timeout(6_000);
		const answer = await fetch('/api/clock', { cache: 'no-store', signal });
		const { now } = (await answer.json()) as { now?: unknown };
		return answer.ok && typeof now === 'number' ? now : null;
	} catch {
		return null;
	}
}
