import { SvelteMap } from 'svelte/reactivity';
import type { Card } from '$lib/documents/card';
import { isFiltering, matches, type CardFilter, type Looking } from '$lib/documents/card-filter';

/** Which of the cards of this page one wants to see now; with no filter it is all of them. */
export class ShownCards {
	readonly filter: CardFilter;
	readonly isFiltering: boolean;
	/** As words: another address with the same filter is no other filter. */
	readonly #words: string;
	/**
	 * Cards that do not match and are shown all the same, just written or gone to, with the filter that
	 * left them out: under another one they start anew.
	 */
	readonly #kept = new SvelteMap<string, string>();
	readonly #looking: Looking;

	constructor(filter: () => CardFilter, looking: Looking) {
		this.#looking = looking;
		this.#words = $derived(JSON.stringify(filter()));
		this.filter = $derived(JSON.parse(this.#words) as CardFilter);
		this.isFiltering = $derived(isFiltering(this.filter));
	}

	has(card: Card): boolean {
		return this.#matches(card) || this.#kept.get(card.id) === this.#words;
	}

	/** It does not match, whether it is shown or not. */
	isOutside(card: Card): boolean {
		return this.isFiltering && !this.#matches(card);
	}

	/** It stays on the page: it does not vanish under the hands of who writes it, or goes to it. */
	keep(id: string): void {
		if (this.isFiltering) this.#kept.set(id, this.#words);
	}

	#matches(card: Card): boolean {
		return !this.isFiltering || matches(card, this.filter, this.#looking);
	}
}
