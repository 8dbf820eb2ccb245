import { setTimeout as wait } from 'node:timers/promises';

/** Ms everything and everybody may take: longer is a failure, not a figure. */
const PATIENCE = 90_000;

/** What was measured, by what it is of: ms each. */
export class Moments {
	readonly #all = new Map<string, number[]>();

	add(what: string, ...ms: number[]): void {
		const all = this.#all.get(what) ?? [];
		this.#all.set(what, all);
		for (const each of ms) all.push(each);
	}

	of(what: string): readonly number[] {
		return this.#all.get(what) ?? [];
	}
}

/**
 * Waits until it holds of each, and gives the moments at which it did: the one `when` says, else the
 * one at which it was seen. Fails with how many it did not hold of.
 */
export async function each<T>(
	people: readonly T[],
	holds: (person: T) => boolean,
	what: string,
	when?: (person: T) => number | undefined
): Promise<number[]> {
	const give = performance.now() + PATIENCE;
	const at = new Map<T, number>();
	for (;;) {
		for (const person of people) {
			if (!at.has(person) && holds(person)) {
				at.set(person, when?.(person) ?? performance.now());
			}
		}
		if (at.size === people.length) return [...at.values()];
		if (performance.now() > give) {
			throw new Error(`${what}: not so of ${people.length - at.size} of ${people.length}`);
		}
		await wait(4);
	}
}
