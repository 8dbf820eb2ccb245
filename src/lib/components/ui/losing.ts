import { createContext } from 'svelte';

/** Asks pages whether leaving them now would lose something that is typed there. */
export class Losing {
	readonly #asks = new Set<() => boolean>();

	/** Returns its own undo. */
	watch(asks: () => boolean): () => void {
		this.#asks.add(asks);
		return () => this.#asks.delete(asks);
	}

	get isLosing(): boolean {
		return [...this.#asks].some((asks) => asks());
	}
}

export const [getLosing, setLosing] = createContext<Losing>();
