import { bundled, type Bundled } from '$lib/documents/bundled';
import type { Card } from '$lib/documents/card';
import { onlyShown } from '$lib/documents/card-filter';
import { byOrder } from '$lib/documents/order';
import { sameList } from '$lib/live/live';
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

/** By layer, then by zone. */
export type ZoneLists = ReadonlyMap<string, ReadonlyMap<string, ZoneList>>;

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
 * part to the board is in both for a moment, and shown once. `last`: as they stood before; what did
 * not change stays the same object, so that no other zone is drawn again for it.
 */
export function listsByLayer(
	layers: readonly Layer[],
	byId: ReadonlyMap<string, PlacedCard>,
	last: ZoneLists = new Map()
): ZoneLists {
	return new Map(layers.map((layer) => [layer.key, listsOf(layer, byId, last.get(layer.key))]));
}

function listsOf(
	layer: Layer,
	byId: ReadonlyMap<string, PlacedCard>,
	last: ReadonlyMap<string, ZoneList> | undefined
): ReadonlyMap<string, ZoneList> {
	const { cards, bundles } = layer.live;
	const shown = cards.current
		.filter(({ id, binnedAt }) => binnedAt === null && byId.get(id)?.layer.key === layer.key)
		.sort(byOrder);
	return new Map(
		[...Map.groupBy(shown, (card) => card.zone)].map(([zone, inZone]) => {
			const items = bundled(inZone, bundles.current);
			const list = { layer, items, cards: items.flatMap((item) => item.cards) };
			return [zone, sameOr(last?.get(zone), list)];
		})
	);
}

/** The same lists with only some of their cards; a zone without any is not there. */
export function shownLists(lists: ZoneLists, isShown: (card: Card) => boolean): ZoneLists {
	return new Map(
		[...lists].map(([layer, zones]) => [
			layer,
			new Map(
				[...zones].flatMap(([zone, list]) => {
					const items = onlyShown(list.items, isShown);
					if (items.length === 0) return [];
					const cards = items.flatMap((item) => item.cards);
					return [[zone, { ...list, items, cards }]];
				})
			)
		])
	);
}

function sameOr(before: ZoneList | undefined, now: ZoneList): ZoneList {
	if (!before || before.layer !== now.layer) return now;
	const known = new Map(before.items.map((item) => [item.id, item]));
	const items = now.items.map((item) => {
		const was = known.get(item.id);
		return was && was.bundle === item.bundle && sameList(was.cards, item.cards) ? was : item;
	});
	return sameList(before.items, items) ? before : { ...now, items };
}
