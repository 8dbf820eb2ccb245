import type { HeldText } from '$lib/live/held-text';
import type { LiveHarvest } from '$lib/live/live-harvest';
import type { Layer } from './layers.svelte';

/** A text of this page of which something is not sent. */
export interface HeldHere {
	/** Null: a text of the harvest. */
	card: string | null;
	key: string;
	text: HeldText;
}

export function holdingIn(layers: readonly Layer[], harvest: LiveHarvest | null): HeldHere[] {
	const onCards = layers.flatMap(({ live }) => live.held.holding.current);
	return [
		...onCards.map(({ key, text }) => ({ card: key, key, text })),
		...(harvest?.held.holding.current ?? []).map((each) => ({ card: null, ...each }))
	];
}

/** Pieces that are not sent, in all of them. */
export function countHeld(holding: readonly HeldHere[]): number {
	return holding.reduce((sum, { text }) => sum + text.now.current.held.length, 0);
}
