import { nearOf, slipsBetween, type Near } from '../../../src/lib/documents/search-words.ts';

/** Rows whose words are looked at, and words given, at most. */
export const LIKE = { rows: 400, words: 8 } as const;

/**
 * Words like this one, out of the rows that hold most of it: those with most of its pieces, and
 * only where these have none those with one.
 */
export async function wordsLike(
	word: string,
	/** Words of the newest rows that have one of these. */
	rowsWith: (near: Near) => Promise<readonly string[]>
): Promise<string[]> {
	const near = nearOf(word);
	if (!near) return [];
	const ways =
		near.wholes.length > 0
			? [
					{ ...near, pieces: [] },
					{ ...near, wholes: [] }
				]
			: [near];
	for (const way of ways) {
		const rows = await rowsWith(way);
		const like = likest(word, new Set(rows.flatMap((words) => words.split(' '))));
		if (like.length > 0) return like;
	}
	return [];
}

/** Of these words those that are like it: the fewest letters slipped, then the nearest in length. */
function likest(word: string, candidates: Iterable<string>): string[] {
	const like = [...candidates].flatMap((other) => {
		const n = slipsBetween(word, other);
		return n === null ? [] : [{ other, n, more: Math.abs(other.length - word.length) }];
	});
	return like
		.sort((a, b) => a.n - b.n || a.more - b.more || (a.other < b.other ? -1 : 1))
		.slice(0, LIKE.words)
		.map(({ other }) => other);
}
