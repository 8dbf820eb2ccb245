import type { LiveBoard } from '$lib/live/live-board';
import type { Layer } from './layers.svelte';

/** Where one is: a card, and where in its text one types. */
export type OwnPlace = NonNullable<Parameters<LiveBoard['setPlace']>[0]>;

/** Tells others where one is, in one document at a time, and only in those others are in too. */
export class Places {
	#in: LiveBoard | null = null;

	set(place: OwnPlace | null, layer: Layer | undefined): void {
		const isShared = layer?.kind === 'board' || layer?.kind === 'part';
		const into = place && isShared ? layer.live : null;
		if (this.#in && this.#in !== into) this.#in.setPlace(null);
		into?.setPlace(place);
		this.#in = into;
	}
}
