import { FEWEST } from './ballot.ts';

/** What was handed in of a secret ballot: how often each card was chosen, and how many chose none. */
export interface Urn {
	voters: number;
	blank: number;
	cards: Readonly<Record<string, number>>;
}

/** Totals only: there is no voter to split them by. Null: too few voted for there to be any. */
export type SecretTally = {
	voters: number;
	blank: number;
	cards: { card: string; votes: number }[];
} | null;

export function secretTallyOf({ voters, blank, cards }: Urn): SecretTally {
	if (voters < FEWEST) return null;
	const counted = Object.entries(cards).map(([card, votes]) => ({ card, votes }));
	const order = (a: { card: string }, b: { card: string }) => (a.card < b.card ? -1 : 1);
	return {
		voters,
		blank,
		cards: counted.filter(({ votes }) => votes > 0).sort((a, b) => b.votes - a.votes || order(a, b))
	};
}
