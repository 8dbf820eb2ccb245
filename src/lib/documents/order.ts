import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** Where a thing stands in a list: sorted by `order`, and by `id` where two keys are equal. */
export interface Ordered {
	id: string;
	order: string;
}

export function byOrder(a: Ordered, b: Ordered): number {
	if (a.order !== b.order) return a.order < b.order ? -1 : 1;
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * Keys that put `id` at `index` of the sorted `others` (which lack it). Usually one key; when two
 * people inserted at the same place at once their keys are equal, and the followers of that run
 * get new ones too, so that there is room between them.
 */
export function keysFor(
	id: string,
	index: number,
	others: readonly Ordered[]
): Map<string, string> {
	const at = Math.max(0, Math.min(index, others.length));
	try {
		return keysBetween(id, at, others);
	} catch {
		// A key in the list is no key at all (a foreign client can write anything): number all anew.
		const ids = [...others.slice(0, at).map((o) => o.id), id, ...others.slice(at).map((o) => o.id)];
		const fresh = generateNKeysBetween(null, null, ids.length);
		return new Map(ids.map((each, i) => [each, fresh[i] as string]));
	}
}

/** Keys for so many things after all of the sorted `others`, one number for all of them. */
export function keysAtEnd(others: readonly Ordered[], count: number): string[] {
	try {
		return generateNKeysBetween(others.at(-1)?.order ?? null, null, count);
	} catch {
		// The last key is no key at all: those after it find a place of their own.
		return generateNKeysBetween(null, null, count);
	}
}

function keysBetween(id: string, at: number, others: readonly Ordered[]): Map<string, string> {
	const keys = new Map<string, string>();
	const before = others[at - 1]?.order ?? null;
	let follower = at;
	const crowd: string[] = [];
	while (before !== null && follower < others.length && others[follower]!.order <= before) {
		crowd.push(others[follower]!.id);
		follower += 1;
	}
	const after = others[follower]?.order ?? null;
	let last: string | null = before;
	for (const moved of [id, ...crowd]) {
		const key = generateKeyBetween(last, after);
		// The library looks at the form of a key, not at every letter of it.
		if ((last !== null && key <= last) || (after !== null && key >= after))
			throw new Error('no key');
		keys.set(moved, key);
		last = key;
	}
	return keys;
}
