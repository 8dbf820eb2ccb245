import { domains } from '$lib/domain/access';
import { foundKinds, searchLimits, type FoundKind, type ParentKind } from '$lib/domain/search';
import type { SearchRequest } from '$server/services/search/search-service.ts';
import type { SentForm } from './form';

/** A fact of a filter is a short word; what is longer is none. */
const FACT = 100;

/** What somebody looks for, as its form sends it. What is not on the form does not filter. */
export function readSearch({ values, all }: SentForm): SearchRequest {
	const kinds = foundKinds.filter((kind) => all('kind').includes(kind));
	const domain = domains.find((each) => each === values['domain']);
	const fact = (name: 'need' | 'state' | 'topic') => {
		const value = values[name] ?? '';
		return value !== '' && value.length <= FACT && !value.includes('\0') ? value : undefined;
	};
	const [need, state, topic] = [fact('need'), fact('state'), fact('topic')];
	const page = Number(values['page']);
	return {
		query: values['q'] ?? '',
		...(kinds.length > 0 ? { kinds } : {}),
		...(domain ? { domain } : {}),
		...(need ? { need } : {}),
		...(state ? { state } : {}),
		...(topic ? { topic } : {}),
		page: Number.isInteger(page) && page >= 1 ? Math.min(page, searchLimits.pages) : 1
	};
}

const within: Record<ParentKind, FoundKind[]> = {
	question: ['question', 'answer', 'foothold', 'summary'],
	board: ['board', 'card'],
	lesson: ['lesson'],
	term: ['term']
};

/** Kinds a form offers where there are things of these kinds. */
export function kindsWithin(parents: readonly ParentKind[]): FoundKind[] {
	return foundKinds.filter((kind) => parents.some((parent) => within[parent].includes(kind)));
}
