/* eslint-disable svelte/prefer-svelte-reactivity -- each cell tells of itself; the maps tell of nothing */
import { untrack } from 'svelte';
import type { Card } from '$lib/documents/card';
import { sameList } from '$lib/live/live';
import type { Present } from '$lib/live/presence';
import { cardsById } from './card-lists';
import type { Layer } from './layers.svelte';

const nobody: readonly Present[] = [];

/** One card on the page: where it is, who else is at it, and whether some of its text is held back. */
class CardCell {
	card: Card | undefined = $state.raw();
	layer: Layer | undefined = $state.raw();
	others: readonly Present[] = $state.raw(nobody);
	isHeld = $state.raw(false);
}

/**
 * What is asked of each card on the page, card by card. Derived from one map of all cards, every
 * change anywhere would wake fifteen hundred of them to find that it was not about them; here a card
 * hears of its own. That is why these cells are written to, by the documents themselves.
 */
export class CardCells {
	readonly #cells = new Map<string, CardCell>();
	/** Of cards that were asked for and are not there: whatever comes may be them. */
	#newest = $state.raw(0);
	#layers: readonly Layer[] = [];
	#held: ReadonlySet<string> = new Set();
	#stops: (() => void)[] = [];

	/** Follows these documents from now on. */
	follow(layers: readonly Layer[]): void {
		this.stop();
		this.#layers = layers;
		this.#stops = layers.flatMap(({ live }) => [
			live.onStructure(() => this.#look()),
			live.onMove((cards) => this.#lookAt(cards)),
			live.held.onChange(() => this.#lookHeld())
		]);
		this.#look();
		this.#lookHeld();
	}

	stop(): void {
		for (const stop of this.#stops.splice(0)) stop();
	}

	card(id: string): Card | undefined {
		return this.#cell(id)?.card;
	}

	layerOf(id: string): Layer | undefined {
		return this.#cell(id)?.layer;
	}

	othersAt(id: string): readonly Present[] {
		return this.#cell(id)?.others ?? nobody;
	}

	/** Something of its text is not sent. */
	isHeld(id: string): boolean {
		return this.#cell(id)?.isHeld ?? false;
	}

	#cell(id: string): CardCell | undefined {
		const cell = this.#cells.get(id);
		// Read, so that whoever asks is told when it comes.
		if (!cell) void this.#newest;
		return cell;
	}

	#look(): void {
		untrack(() => {
			const placed = cardsById(this.#layers);
			const before = this.#cells.size;
			for (const [id, { card, layer }] of placed) {
				let cell = this.#cells.get(id);
				if (!cell) this.#cells.set(id, (cell = new CardCell()));
				cell.card = card;
				const moved = cell.layer?.live !== layer.live;
				cell.layer = layer;
				if (moved) cell.others = layer.live.othersAt(id);
			}
			for (const [id, cell] of this.#cells) {
				if (!placed.has(id)) cell.card = cell.layer = undefined;
			}
			if (this.#cells.size > before) this.#newest += 1;
		});
	}

	#lookHeld(): void {
		const held = new Set(this.#layers.flatMap(({ live }) => live.held.keysHolding));
		for (const id of [...this.#held, ...held]) {
			const cell = this.#cells.get(id);
			if (cell) cell.isHeld = held.has(id);
		}
		this.#held = held;
	}

	#lookAt(cards: Iterable<string>): void {
		for (const id of cards) {
			const cell = this.#cells.get(id);
			if (!cell) continue;
			const others = untrack(() => cell.layer)?.live.othersAt(id) ?? nobody;
			if (
				!sameList(
					untrack(() => cell.others),
					others
				)
			)
				cell.others = others;
		}
	}
}
