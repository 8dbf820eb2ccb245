import { bundled, type Bundled } from '$lib/documents/bundled';
import type { Card } from '$lib/documents/card';
import { byOrder } from '$lib/documents/order';
import type { Layer } from './layers.svelte';

export interface PlacedCard {
	card: Card;
	layer: Layer;
}

/** Cards of one layer in one zone, as they stand there. */
export interface ZoneList {
	layer: Layer;
	items: Bundled[];
	cards: Card[];
}

export function cardsById(layers: readonly Layer[]): Map<string, PlacedCard> {
	// The board last: a card of it wins from a stranger with the same id.
	return new Map(
		layers
			.toReversed()
			.flatMap((layer) => layer.live.cards.current.map((card) => [card.id, { card, layer }]))
	);
}

/**
 * By layer, then by zone. A card stands where it was found by its id: one on its way from a group's
 * part to the board is in both for a moment, and shown once.
 */
export function listsByLayer(
	layers: readonly Layer[],
	byId: ReadonlyMap<string, PlacedCard>
): Map<string, Map<string, ZoneList>> {
	return new Map(layers.map((layer) => [layer.key, listsOf(layer, byId)]));
}

function listsOf(layer: Layer, byId: ReadonlyMap<string, PlacedCard>): Map<string, ZoneList> {
	const { cards, bundles } = layer.live;
	const shown = cards.current
		.filter(({ id, binnedAt }) => binnedAt === null && byId.get(id)?.layer.key === layer.key)
		.sort(byOrder);
	return new Map(
		[...Map.groupBy(shown, (card) => card.zone)].map(([zone, inZone]) => {
			const items = bundled(inZone, bundles.current);
			return [zone, { layer, items, cards: items.flatMap((item) => item.cards) }];
		})
	);
}
