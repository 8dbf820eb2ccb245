import { ownWords } from '$lib/documents/own-words';
import type { HeldText } from '$lib/live/held-text';
import type { BoardState } from './board-state.svelte';

/**
 * What she was typing when the board went for good, without a letter of anybody else: a casus that is
 * taken back is in nobody's clipboard.
 */
export function ownTexts(ui: BoardState): string[] {
	const ids = new Set(ui.unsavedTexts().map(({ id }) => id));
	if (ui.editing !== null) ids.add(ui.editing);
	return [...ids].flatMap((id) => {
		const { document, held } = ui.liveOf(id);
		const text = document.text(id);
		const own = text ? ownWords(text, document.doc.clientID) : '';
		return withHeld(own, text?.toJSON() ?? '', held.find(id)).trim() || [];
	});
}

/** What is held back was never anybody's but hers. */
function withHeld(own: string, sent: string, text: HeldText | undefined): string {
	if (!text?.isHolding) return own;
	if (own === sent) return text.shown;
	const pieces = text.now.current.held.map(({ start, end }) => text.shown.slice(start, end));
	return [own, ...pieces].filter(Boolean).join(' … ');
}
