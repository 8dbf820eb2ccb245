import type { Bundled } from '$lib/documents/bundled';
import type { BoardPhase } from '$lib/documents/board-phase';
import type { Card } from '$lib/documents/card';
import { cardsById, listsByLayer, type PlacedCard, type ZoneList } from './card-lists';
import type { Layer } from './layers.svelte';

/** Which cards of which layer stand in which zone, in the order of the page. */
export class CardIndex {
	readonly #byId: Map<string, PlacedCard>;
	/** By layer, then by zone. */
	readonly #lists: Map<string, Map<string, ZoneList>>;
	readonly #layers: () => Layer[];
	/** Own notes one prepares stand apart, and not among the cards. */
	readonly #isApart: (layer: Layer, zone: string) => boolean;

	constructor(layers: () => Layer[], phase: () => BoardPhase) {
		this.#layers = layers;
		this.#isApart = ({ kind, zones }, zone) =>
			kind === 'notes' && phase().notes.forStep !== null && zones.includes(zone);
		this.#byId = $derived(cardsById(layers()));
		this.#lists = $derived(listsByLayer(layers(), this.#byId));
	}

	card(id: string): Card | undefined {
		return this.#byId.get(id)?.card;
	}

	layerOf(id: string): Layer | undefined {
		return this.#byId.get(id)?.layer;
	}

	/** What stands in a zone: hidden notes of one's own first, the board itself last. */
	listsIn(zone: string): ZoneList[] {
		return this.#layers()
			.filter((layer) => !this.#isApart(layer, zone))
			.toSorted((a, b) => Number(a.kind === 'board') - Number(b.kind === 'board'))
			.flatMap((layer) => this.listOf(layer, zone) ?? []);
	}

	listOf({ key }: Layer, zone: string): ZoneList | undefined {
		return this.#lists.get(key)?.get(zone);
	}

	/** All cards of a zone in the order in which they are met. */
	cardsIn(zone: string): Card[] {
		return this.listsIn(zone).flatMap(({ cards }) => cards);
	}

	/** The cards a card stands among: arrow keys go through these. */
	around(card: Card): Card[] {
		const layer = this.layerOf(card.id);
		if (!layer || !this.#isApart(layer, card.zone)) return this.cardsIn(card.zone);
		return this.listOf(layer, card.zone)?.cards ?? [];
	}

	/** Other bundles in the zone of this card, in its document. */
	bundlesBeside(id: string): Bundled[] {
		const { card, layer } = this.#byId.get(id) ?? {};
		const items = (card && layer && this.listOf(layer, card.zone)?.items) ?? [];
		return items.filter(({ bundle, cards }) => bundle && !cards.some((each) => each.id === id));
	}

	/** Whether it stands in a bundle with another. */
	isBundled({ id, zone, bundle }: Card): boolean {
		const layer = this.layerOf(id);
		const items = (layer && this.listOf(layer, zone)?.items) ?? [];
		return bundle !== null && items.some((item) => item.bundle?.id === bundle);
	}

	/** Other cards of the same document in a zone, as they stand there. */
	siblings(id: string, zone: string): Card[] {
		const layer = this.layerOf(id);
		const list = layer && this.listOf(layer, zone);
		return (list?.cards ?? []).filter((other) => other.id !== id);
	}
}
