import type { Bundled } from '$lib/documents/bundled';

/** Columns one can still read beside each other. */
const MOST = 4;

/**
 * Who tells, by organisation, in the order in which they first speak. Empty where there is nothing to
 * set beside each other: one teller, too many of them, or nobody whose organisation may be shown.
 */
export function tellersOf(
	items: readonly Pick<Bundled, 'cards'>[],
	organisationOf: (card: string) => string | null
): string[] {
	const tellers = new Set(
		items.flatMap(({ cards }) => cards.flatMap(({ id }) => organisationOf(id) ?? []))
	);
	return tellers.size > 1 && tellers.size <= MOST ? [...tellers] : [];
}
