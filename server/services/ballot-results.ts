import { coarser, type ContributorMask } from '../../src/lib/domain/attribution.ts';
import { voices, type Tally, type Voice } from '../../src/lib/domain/tally.ts';
import type { BallotResult } from '../../src/lib/documents/ballot-result.ts';
import type { ActParts, Given } from './board-acts.ts';

/**
 * Ballots of a board that are over, the last one first, as a reader may see them. In a method without
 * sums there are none: nobody is shown a score.
 */
export async function resultsFor(
	{ ballots, boards }: Pick<ActParts, 'ballots' | 'boards'>,
	{ lab, board, template }: Omit<Given, 'actor'>,
	mask: ContributorMask | null
): Promise<BallotResult[]> {
	if (template.noSums) return [];
	const closed = await ballots.listClosed(board.id);
	const attribution = coarser(lab.attribution, board.attribution);
	const isNaming = attribution === 'name' || attribution === 'organisation';
	const ids = isNaming
		? closed.flatMap(({ outcome }) => (outcome.kind === 'stippen' ? namedIn(outcome.tally) : []))
		: [];
	const names = await boards.organisationLabels([...new Set(ids)]);
	if (mask && mask.organisationId in names) names[mask.organisationId] = mask.label;
	return closed.map(({ closedAt, outcome, ...ballot }) => ({
		id: ballot.id,
		step: ballot.step,
		kind: ballot.kind,
		budget: ballot.budget,
		cap: ballot.cap,
		closedAt: Date.parse(closedAt),
		outcome:
			outcome.kind === 'stippen'
				? { kind: 'stippen', tally: withNames(outcome.tally, names) }
				: outcome
	}));
}

function namedIn({ cards }: Tally): string[] {
	return cards.flatMap(({ named }) => (named ? Object.values(named).flat() : []));
}

/** Whom one may not name, or whose organisation is gone, is left out. */
function withNames(tally: Tally, names: Readonly<Record<string, string>>): Tally {
	return {
		...tally,
		cards: tally.cards.map((card) => {
			const { named } = card;
			if (!named) return card;
			const byName = Object.fromEntries(
				voices.map((voice) => [voice, named[voice].flatMap((id) => names[id] ?? []).sort()])
			) as Record<Voice, string[]>;
			return { ...card, named: Object.values(byName).flat().length > 0 ? byName : null };
		})
	};
}
