import { groupsOf } from '$lib/documents/board-layers';
import type { Card } from '$lib/documents/card';
import { m } from '$lib/paraglide/messages';
import type { BoardState } from './board-state.svelte';
import { authorLine } from './card-words';

/** Whose card it is, in the words of the layer it is in. */
export function whoseLine(state: BoardState, { id }: Card): string {
	const layer = state.layerOf(id);
	if (layer?.kind === 'notes' || layer?.kind === 'aside') return m.notes_mine();
	const author = state.author(id);
	if (layer?.kind === 'part' && !author) {
		return groupsOf(state.phase).find((group) => group.id === layer.part)?.name ?? authorLine(null);
	}
	// Authors are known of what is on the board.
	return layer?.kind === 'zone' && !author ? m.zone_not_yet() : authorLine(author);
}

/** A card nobody else sees. */
export function isMineOnly(state: BoardState, { id }: Card): boolean {
	const kind = state.layerOf(id)?.kind;
	return kind === 'notes' || kind === 'aside';
}
