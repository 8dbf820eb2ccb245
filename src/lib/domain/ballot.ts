/**
 * Two kinds of voting, never mixed. Stippen: dots one can move until it is closed. Geheim: a choice
 * that is handed in once, kept without whose it is.
 */
export const ballotKinds = ['stippen', 'geheim'] as const;
export type BallotKind = (typeof ballotKinds)[number];

export interface BallotSettings {
	kind: BallotKind;
	/** Dots, or in a secret ballot cards, one may give in all. */
	budget: number;
	/** Dots one may give one card; in a secret ballot always 1. */
	cap: number;
}

export const defaultBallot: BallotSettings = { kind: 'stippen', budget: 3, cap: 1 };
/** Dots one may be given at most. */
export const MOST_DOTS = 20;
/** Of fewer people nothing is told that could be theirs. */
export const FEWEST = 3;

export function isSameBallot(a: BallotSettings | null, b: BallotSettings | null): boolean {
	return a?.kind === b?.kind && a?.budget === b?.budget && a?.cap === b?.cap;
}

/** Null: such a ballot cannot be. What nobody sees the outcome of (`noSums`) is not asked in secret. */
export function checkBallot(
	wanted: BallotSettings,
	{ noSums }: { noSums: boolean }
): BallotSettings | null {
	const { kind, budget } = wanted;
	const cap = kind === 'geheim' ? 1 : wanted.cap;
	const isCount = (n: number) => Number.isInteger(n) && n >= 1 && n <= MOST_DOTS;
	if (!isCount(budget) || !isCount(cap) || cap > budget) return null;
	return kind === 'geheim' && noSums ? null : { kind, budget, cap };
}
