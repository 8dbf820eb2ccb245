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

/**
 * Where a card goes that moves one place up (-1) or down (1) as one sees them: past a whole bundle, or
 * within its own. Gives the card it then stands before (null: at the end); undefined: no further.
 */
export function besides<C extends Card>(
	items: readonly Bundled<C>[],
	card: string,
	places: number
): string | null | undefined {
	const at = items.findIndex(({ cards }) => cards.some(({ id }) => id === card));
	const item = items[at];
	if (!item) return undefined;
	// Down is before what comes after the next one.
	const skip = places > 0 ? 2 : -1;
	if (item.bundle) {
		const within = item.cards.findIndex(({ id }) => id === card);
		if (!item.cards[within + places]) return undefined;
		return item.cards[within + skip]?.id ?? firstOf(items[at + 1]);
	}
	return items[at + places] ? firstOf(items[at + skip]) : undefined;
}

function firstOf(item: Bundled | undefined): string | null {
	return item?.cards[0]?.id ?? null;
}
