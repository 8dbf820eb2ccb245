import type { Bundle, Card } from './card.ts';

/** What stands in a zone: a card, or cards under one title. */
export interface Bundled<C extends Card = Card> {
	/** Of its bundle, or of its only card. */
	id: string;
	bundle: Bundle | null;
	cards: C[];
}

/**
 * Cards of a zone, in their order, with those of one bundle together where the first of them stands.
 * A bundle of one, or one that is not there any more, is none.
 */
export function bundled<C extends Card>(
	cards: readonly C[],
	bundles: readonly Bundle[]
): Bundled<C>[] {
	const known = new Map(bundles.map((bundle) => [bundle.id, bundle]));
	const sizes = new Map<string, number>();
	for (const { bundle } of cards) {
		if (bundle !== null) sizes.set(bundle, (sizes.get(bundle) ?? 0) + 1);
	}
	const made = new Map<string, Bundled<C>>();
	const items: Bundled<C>[] = [];
	for (const card of cards) {
		const bundle = card.bundle === null ? undefined : known.get(card.bundle);
		if (!bundle || (sizes.get(bundle.id) ?? 0) < 2) {
			items.push({ id: card.id, bundle: null, cards: [card] });
			continue;
		}
		const item = made.get(bundle.id);
		if (item) item.cards.push(card);
		else {
			const first = { id: bundle.id, bundle, cards: [card] };
			made.set(bundle.id, first);
			items.push(first);
		}
	}
	return items;
}
