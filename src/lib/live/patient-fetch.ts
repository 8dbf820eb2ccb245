import { retryIn } from './retry.ts';

type Fetch = typeof globalThis.fetch;

/** What SvelteKit asks when a page is opened from another, or its data is asked again. */
const DATA = /\/__data\.json(?:\?|$)/;
/** What a proxy says of a server that is not there; ours never says it. */
const AWAY = new Set([502, 504]);

/**
 * A fetch that asks for the data of a page until the server answers. SvelteKit gives a page up when that
 * fails, and the browser puts one of its own in its place ("cannot be reached"): what was typed would be gone
 * because a server started again, or a train went through a tunnel. Anything else is asked once.
 * `told` hears how many wait.
 */
export function patientFetch(ask: Fetch, told: (waiting: number) => void): Fetch {
	let waiting = 0;
	return async (input, init) => {
		if (input instanceof Request || !DATA.test(String(input))) return ask(input, init);
		let answer = await ask(input, init).catch(nullIfAway);
		if (isThere(answer)) return answer;
		told((waiting += 1));
		try {
			for (let tries = 0; !isThere(answer); tries++) {
				await new Promise((resolve) => setTimeout(resolve, retryIn(tries, Math.random())));
				answer = await ask(input, init).catch(nullIfAway);
			}
			return answer;
		} finally {
			told((waiting -= 1));
		}
	};
}

function isThere(answer: Response | null): answer is Response {
	return answer !== null && !AWAY.has(answer.status);
}

/** Anything but a network that fails is for whoever asked, who may have stopped it. */
function nullIfAway(error: unknown): null {
	if (error instanceof TypeError) return null;
	throw error;
}
