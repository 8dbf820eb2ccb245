import { ownWords } from '$lib/documents/own-words';
import type { BoardState } from './board-state.svelte';

/**
 * What she was typing when the board went for good, without a letter of anybody else: a casus that is
 * taken back is in nobody's clipboard.
 */
export function ownTexts(ui: BoardState): string[] {
	const ids = new Set(ui.unsavedTexts().map(({ id }) => id));
	if (ui.editing !== null) ids.add(ui.editing);
	return [...ids].flatMap((id) => {
		const { document } = ui.liveOf(id);
		const text = document.text(id);
		const own = text ? ownWords(text, document.doc.clientID) : '';
		// What stands in a field and nowhere else is hers as far as the card under it is.
		const isHeld = ui.held?.id === id && own === (text?.toJSON() ?? '');
		return (isHeld ? ui.held?.text : own)?.trim() || [];
	});
}
