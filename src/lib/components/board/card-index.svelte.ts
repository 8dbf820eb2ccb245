import type { Bundled } from '$lib/documents/bundled';
import type { BoardPhase } from '$lib/documents/board-phase';
import type { Card } from '$lib/documents/card';
import type { Present } from '$lib/live/presence';
import { CardCells } from './card-cells.svelte';
import { cardsById, listsByLayer, shownLists, type ZoneLists, type ZoneList } from './card-lists';
import type { Layer } from './layers.svelte';
import type { ShownCards } from './shown-cards.svelte';

/**
 * Which cards of which layer stand in which zone, in the order of the page: those that are shown,
 * where it does not say that it is about all.
 */
export class CardIndex {
	readonly #cells = new CardCells();
	/** All of them, and those that are shown. */
	readonly #lists: ZoneLists;
	readonly #shown: ZoneLists;
	/** As they stood before, not to be listened to. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- as said
	#last: ZoneLists = new Map();
	readonly #layers: () => Layer[];
	/** Own notes one prepares stand apart, and not among the cards. */
	readonly #isApart: (layer: Layer, zone: string) => boolean;

	constructor(layers: () => Layer[], phase: () => BoardPhase, shown: ShownCards) {
		this.#layers = layers;
		this.#isApart = ({ kind, zones }, zone) =>
			kind === 'notes' && phase().notes.forStep !== null && zones.includes(zone);
		this.#lists = $derived((this.#last = listsByLayer(layers(), cardsById(layers()), this.#last)));
		this.#shown = $derived(
			shown.isFiltering ? shownLists(this.#lists, (card) => shown.has(card)) : this.#lists
		);
	}

	/** Other documents are on the page now. */
	follow(layers: readonly Layer[]): void {
		this.#cells.follow(layers);
	}

	card(id: string): Card | undefined {
		return this.#cells.card(id);
	}

	layerOf(id: string): Layer | undefined {
		return this.#cells.layerOf(id);
	}

	othersAt(id: string): readonly Present[] {
		return this.#cells.othersAt(id);
	}

	/** Something of its text is not sent. */
	isHeld(id: string): boolean {
		return this.#cells.isHeld(id);
	}

	/** What stands in a zone: hidden notes of one's own first, the board itself last. */
	listsIn(zone: string): ZoneList[] {
		return this.#layersOf(zone).flatMap((layer) => this.listOf(layer, zone) ?? []);
	}

	listOf({ key }: Layer, zone: string): ZoneList | undefined {
		return this.#shown.get(key)?.get(zone);
	}

	/** All cards of a layer in a zone, those that are not shown included. */
	allOf({ key }: Layer, zone: string): Card[] {
		return this.#lists.get(key)?.get(zone)?.cards ?? [];
	}

	/** All cards of a zone, those that are not shown included. */
	allIn(zone: string): Card[] {
		return this.#layersOf(zone).flatMap((layer) => this.allOf(layer, zone));
	}

	#layersOf(zone: string): Layer[] {
		return this.#layers()
			.filter((layer) => !this.#isApart(layer, zone))
			.toSorted((a, b) => Number(a.kind === 'board') - Number(b.kind === 'board'));
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
		const [card, layer] = [this.card(id), this.layerOf(id)];
		const items = (card && layer && this.listOf(layer, card.zone)?.items) ?? [];
		return items.filter(({ bundle, cards }) => bundle && !cards.some((each) => each.id === id));
	}

	/** Whether it stands in a bundle with another. */
	isBundled({ id, zone, bundle }: Card): boolean {
		const layer = this.layerOf(id);
		const items = (layer && this.#lists.get(layer.key)?.get(zone)?.items) ?? [];
		return bundle !== null && items.some((item) => item.bundle?.id === bundle);
	}

	/** Other cards of the same document in a zone, as they stand there. */
	siblings(id: string, zone: string): Card[] {
		const layer = this.layerOf(id);
		const list = layer && this.listOf(layer, zone);
		return (list?.cards ?? []).filter((other) => other.id !== id);
	}
}
