import { domains, type Domain } from '../domain/access.ts';
import { bases, cardKinds, type Basis, type CardKind } from '../domain/template.ts';
import type { Bundled } from './bundled.ts';
import type { Card } from './card.ts';

/** What a card can be besides what it is: worth harvesting, of the reader, without anybody to lead it. */
export const standings = ['flagged', 'mine', 'unled'] as const;
export type Standing = (typeof standings)[number];

/** Which cards one wants to see. Within one question any answer will do; an empty list asks nothing. */
export interface CardFilter {
	domain: Domain[];
	kind: CardKind[];
	basis: Basis[];
	/** Ids of tests of the compass. */
	compass: string[];
	is: Standing[];
}

export type Facet = keyof CardFilter;
export const facets = ['domain', 'kind', 'basis', 'compass', 'is'] as const satisfies Facet[];

const answers: Record<Exclude<Facet, 'compass'>, readonly string[]> = {
	domain: domains,
	kind: cardKinds,
	basis: bases,
	is: standings
};

/**
 * A filter as it stands in an address, which people share: words of the product and ids, never a
 * text. What this board does not know is passed over.
 */
export function filterFrom(params: URLSearchParams, compass: readonly string[]): CardFilter {
	const of = (facet: Facet) => {
		const known = facet === 'compass' ? compass : answers[facet];
		const wanted = new Set(params.getAll(facet));
		return known.filter((each) => wanted.has(each));
	};
	return Object.fromEntries(facets.map((facet) => [facet, of(facet)])) as unknown as CardFilter;
}

/** The address with this answer taken out of its filter; without one: with no filter at all. */
export function paramsWithout(
	params: URLSearchParams,
	answer?: { facet: Facet; value: string }
): URLSearchParams {
	const without = new URLSearchParams(params);
	if (answer) without.delete(answer.facet, answer.value);
	else for (const facet of facets) without.delete(facet);
	return without;
}

export function isFiltering(filter: CardFilter): boolean {
	return facets.some((facet) => filter[facet].length > 0);
}

/** What of a card its reader or its method decides. */
export interface Looking {
	isMine: (card: Card) => boolean;
	/** Nobody leads what somebody should. */
	isUnled: (card: Card) => boolean;
}

export function matches(card: Card, filter: CardFilter, looking: Looking): boolean {
	const answer = (wanted: readonly string[], given: readonly (string | null)[]) =>
		wanted.length === 0 || given.some((each) => each !== null && wanted.includes(each));
	return (
		answer(filter.domain, [card.domain]) &&
		answer(filter.kind, [card.kind]) &&
		answer(filter.basis, [card.basis]) &&
		answer(filter.compass, card.compass) &&
		answer(filter.is, standingsOf(card, looking))
	);
}

function standingsOf(card: Card, { isMine, isUnled }: Looking): Standing[] {
	const is = {
		flagged: () => card.isFlagged,
		mine: () => isMine(card),
		unled: () => isUnled(card)
	};
	return standings.filter((each) => is[each]());
}

/** By question and answer, how many of these cards say so. */
export function countAnswers(
	cards: Iterable<Card>,
	looking: Looking
): Record<Facet, Map<string, number>> {
	const counts: Record<Facet, Map<string, number>> = {
		domain: new Map(),
		kind: new Map(),
		basis: new Map(),
		compass: new Map(),
		is: new Map()
	};
	const add = (facet: Facet, value: string | null) =>
		value !== null && counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
	for (const card of cards) {
		add('domain', card.domain);
		add('kind', card.kind);
		add('basis', card.basis);
		for (const test of card.compass) add('compass', test);
		for (const standing of standingsOf(card, looking)) add('is', standing);
	}
	return counts;
}

/** What is left of a zone when some of its cards are shown; a bundle stays around those of its own. */
export function onlyShown<C extends Card>(
	items: readonly Bundled<C>[],
	isShown: (card: C) => boolean
): Bundled<C>[] {
	return items.flatMap((item) => {
		const cards = item.cards.filter(isShown);
		if (cards.length === 0) return [];
		return cards.length === item.cards.length ? item : { ...item, cards };
	});
}

/**
 * Where a card that one puts at the end of those that are shown stands in truth: behind the last of
 * these, and before what follows it unseen. Gives the card it comes to stand before; null: at the end.
 */
export function endOfShown(
	all: readonly Pick<Card, 'id'>[],
	shown: readonly Pick<Card, 'id'>[],
	moved: string
): string | null {
	const last = shown.findLast(({ id }) => id !== moved);
	const others = all.filter(({ id }) => id !== moved);
	if (!last) return null;
	return others[others.findIndex(({ id }) => id === last.id) + 1]?.id ?? null;
}
