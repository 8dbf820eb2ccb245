import { domains, type Domain } from './access.ts';
import { FEWEST } from './ballot.ts';
import { hideSmall } from './small-cells.ts';

/** Somebody who gave dots: on how many she gave which card, and what she is counted under. */
export interface Voter {
	organisation: string | null;
	domain: Domain;
	/** By card; none is 0. */
	dots: Readonly<Record<string, number>>;
}

/** People by domain; null: too few to show, or it would tell such a number. */
export type ByDomain = Record<Domain, number | null>;

/** One organisation, one voice: most of its voters gave the card a dot, half of them, or fewer. */
export const voices = ['for', 'split', 'against'] as const;
export type Voice = (typeof voices)[number];

export interface CardTally {
	card: string;
	dots: number;
	/** Who gave it one or more. */
	people: number;
	/** Null: there is nothing to set beside each other. */
	domains: ByDomain | null;
	/** How many organisations; null: too few people stand behind a number. */
	organisations: Record<Voice, number> | null;
	/** Ids of those that may be named. */
	named: Record<Voice, string[]> | null;
}

/** What a ballot of dots came to, as everybody may see it when it is closed. */
export interface Tally {
	voters: number;
	domains: ByDomain | null;
	/** How many organisations voted, and whether each with one person: then each speaks for herself. */
	organisations: { count: number; isSame: boolean };
	/** Cards that got a dot: most dots first, then most people. */
	cards: CardTally[];
}

/**
 * Counts dots per person, per organisation and per domain. A number that is about one or two people
 * is left out, and so is what would tell it; totals of a card are of everybody and always there.
 * `isNaming`: organisations of three voters and more may be named.
 */
export function tallyOf(voters: readonly Voter[], { isNaming }: { isNaming: boolean }): Tally {
	const perDomain = domains.map((domain) => voters.filter((each) => each.domain === domain).length);
	const isSplit = perDomain.filter((n) => n > 0).length > 1;
	const groups = Map.groupBy(
		voters.filter(({ organisation }) => organisation !== null),
		({ organisation }) => organisation as string
	);
	const count = groups.size;
	const isSame = [...groups.values()].every(({ length }) => length === 1);
	const cards = [...new Set(voters.flatMap(({ dots }) => Object.keys(dots)))].sort();
	return {
		voters: voters.length,
		domains: isSplit
			? byDomain(
					perDomain,
					perDomain.map(() => voters.length)
				)
			: null,
		organisations: { count, isSame },
		cards: cards
			.map((card) => {
				const given = voters.filter(({ dots }) => (dots[card] ?? 0) > 0);
				const row = domains.map((domain) => given.filter((each) => each.domain === domain).length);
				return {
					card,
					dots: given.reduce((sum, { dots }) => sum + (dots[card] ?? 0), 0),
					people: given.length,
					domains: isSplit ? byDomain(row, perDomain) : null,
					...(isSame ? { organisations: null, named: null } : byVoice(groups, card, isNaming))
				};
			})
			.filter(({ people }) => people > 0)
			.sort((a, b) => b.dots - a.dots || b.people - a.people)
	};
}

/** A tie is no voice for or against. */
export function voiceOf(given: number, voters: number): Voice {
	if (given * 2 === voters) return 'split';
	return given * 2 > voters ? 'for' : 'against';
}

function byDomain(row: readonly number[], most: readonly number[]): ByDomain {
	const shown = hideSmall(row, most);
	return Object.fromEntries(domains.map((domain, i) => [domain, shown[i] ?? null])) as ByDomain;
}

/**
 * Named are organisations of three voters and more. A count says something of those that are not
 * named, for the named ones can be taken off it: of one or two people it must not.
 */
function byVoice(
	groups: ReadonlyMap<string, readonly Voter[]>,
	card: string,
	isNaming: boolean
): Pick<CardTally, 'organisations' | 'named'> {
	const organisations = { for: 0, split: 0, against: 0 };
	const unnamed = { for: 0, split: 0, against: 0 };
	const named: Record<Voice, string[]> = { for: [], split: [], against: [] };
	for (const [id, members] of groups) {
		const given = members.filter(({ dots }) => (dots[card] ?? 0) > 0).length;
		const voice = voiceOf(given, members.length);
		organisations[voice]++;
		if (isNaming && members.length >= FEWEST) named[voice].push(id);
		else unnamed[voice] += members.length;
	}
	const isSmall = voices.some((voice) => unnamed[voice] > 0 && unnamed[voice] < FEWEST);
	const isAny = voices.some((voice) => named[voice].length > 0);
	return { organisations: isSmall ? null : organisations, named: isAny ? named : null };
}
