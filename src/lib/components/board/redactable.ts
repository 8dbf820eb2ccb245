import type { HarvestText } from '$lib/documents/harvest';
import type { BoardState } from './board-state.svelte';

/** A text that can be taken out of everything that is kept. */
export type Redactable =
	| { card: string }
	| { comment: string }
	| { bundle: string }
	| { line: string; which: HarvestText };

/** As others have it now; null: it is not there any more. */
export function redactableText(ui: BoardState, what: Redactable): string | null {
	if ('card' in what)
		return ui.card(what.card) ? ui.liveOf(what.card).document.textOf(what.card) : null;
	if ('comment' in what) {
		return ui.live.comments.current.find(({ id }) => id === what.comment)?.text ?? null;
	}
	if ('bundle' in what) {
		const bundles = ui.layers.flatMap(({ live }) => live.bundles.current);
		return bundles.find(({ id }) => id === what.bundle)?.title ?? null;
	}
	return ui.harvest?.document.text(what.line, what.which)?.toJSON() ?? null;
}
