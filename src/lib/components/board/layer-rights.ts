import type { BoardPhase } from '$lib/documents/board-phase';
import { cardRights, noRights, type CardRights } from '$lib/documents/card-rights';
import type { Layer } from './layers.svelte';

/** What one may do with the cards of each layer: nothing before it is here, or after it was refused. */
export function rightsByLayer(
	layers: readonly Layer[],
	phase: BoardPhase,
	refused: readonly string[],
	isLeading: boolean
): Map<string, CardRights> {
	return new Map(
		layers.map((layer) => {
			const isFollowed = layer.live.isReady.current && !refused.includes(layer.key);
			return [layer.key, isFollowed ? cardRights(phase, layer, isLeading) : noRights];
		})
	);
}
