import type { Domain } from '$lib/domain/access';
import type { Basis, CardKind } from '$lib/domain/template';
import { facets, type CardFilter, type Facet, type Standing } from '$lib/documents/card-filter';
import { m } from '$lib/paraglide/messages';
import { basisLabel, domainLabel, kindLabel } from './card-words';

/** One answer a filter asks for. */
export interface Answer {
	facet: Facet;
	value: string;
}

type Compass = readonly { id: string; label: string }[];

const standingWords: Record<Standing, () => string> = {
	flagged: m.filter_flagged,
	mine: m.filter_mine,
	unled: m.filter_unled
};

/** The questions of a filter, as they are called on screen. */
export const facetWords: Record<Facet, () => string> = {
	domain: m.filter_domain,
	kind: m.filter_kind,
	basis: m.filter_basis,
	compass: m.filter_compass,
	is: m.filter_is
};

export function answerWords({ facet, value }: Answer, compass: Compass): string {
	switch (facet) {
		case 'domain':
			return domainLabel(value as Domain);
		case 'kind':
			return kindLabel(value as CardKind);
		case 'basis':
			return basisLabel(value as Basis);
		case 'compass':
			return compass.find(({ id }) => id === value)?.label ?? value;
		case 'is':
			return standingWords[value as Standing]();
	}
}

export function answersOf(filter: CardFilter): Answer[] {
	return facets.flatMap((facet) => filter[facet].map((value) => ({ facet, value })));
}
