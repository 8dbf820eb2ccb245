/*
 * What a board remembers of how it came about: which changes are told, how long a visit lasts, which
 * versions stay. Moments are ms since epoch unless they are text.
 */

/** Kinds of change that are told of a card; the first that holds is what one says of it. */
export const changeKinds = ['placed', 'bin', 'back', 'place', 'text', 'facts', 'comment'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Ms without her after which a visit is over: reloading a page is not a new one. */
export const VISIT_GAP = 30 * 60_000;

/** Days a card stays in the bin, and then it is gone. */
export const BIN_DAYS = 30;

export const DAY = 24 * 60 * 60_000;
const HOUR = 60 * 60_000;

/** Why there is a version: by itself, the method went on, before a restore, or agreed and frozen. */
export const versionKinds = ['auto', 'step', 'before-restore', 'agreed'] as const;
export type VersionKind = (typeof versionKinds)[number];

/** Until when a card in the bin is kept. */
export function binEnds(binnedAt: number): number {
	return binnedAt + BIN_DAYS * DAY;
}

/**
 * Since when what others did is news to her: the end of the visit before this one. Null: she was never
 * here, and everything is as new as anything else.
 */
export function newsSince(
	visit: { since: string; lastAt: string } | null,
	now: number
): string | null {
	if (visit === null) return null;
	return now - Date.parse(visit.lastAt) > VISIT_GAP ? visit.lastAt : visit.since;
}

/**
 * Versions that are not kept any more: of the last day all stay, of the last week the last of every
 * hour, and before that the last of every day. What was agreed on always stays.
 */
export function thinnedOut<V extends { id: string; at: string; kind: VersionKind }>(
	versions: readonly V[],
	now: number
): V[] {
	const seen = new Set<number>();
	const newestFirst = versions.toSorted((a, b) => b.at.localeCompare(a.at));
	return newestFirst.filter(({ at, kind }) => {
		const moment = Date.parse(at);
		const age = now - moment;
		if (kind === 'agreed' || age <= DAY) return false;
		// Hours and days do not meet: a number of either is below zero for the other.
		const slot = age <= 7 * DAY ? Math.floor(moment / HOUR) : -Math.floor(moment / DAY);
		if (seen.has(slot)) return true;
		seen.add(slot);
		return false;
	});
}
