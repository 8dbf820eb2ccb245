import type { AuthorsOfBoard } from '$lib/documents/board-view';
import { resolverOf } from '$lib/documents/comment';
import type { BoardState } from './board-state.svelte';

/** Ms between two questions to the server, and how many people together ask twice as slowly. */
const PACE = 800;
const CROWD = 10;

/**
 * Asks the server who made a card or a comment as soon as one appears whose author is not known. The document
 * itself says nothing of authors. Returns its own undo.
 */
export function followAuthors(ui: BoardState, url: string): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const { document } = ui.live;

	/** Everybody asks for every new card: a hundred who ask at once make one another wait. */
	const pace = () => PACE * (1 + Math.random() * (ui.live.people.current.length / CROWD));
	const isUnknown = () =>
		document.cards().some(({ id }) => ui.author(id) === null) ||
		document.comments().some(({ id, resolvedAt }) => {
			const isKnown = resolvedAt === undefined || ui.author(resolverOf(id)) !== null;
			return !isKnown || ui.author(id) === null;
		});
	const ask = async () => {
		timer = undefined;
		try {
			const response = await fetch(url);
			if (!response.ok) return;
			ui.askedAuthors = (await response.json()) as AuthorsOfBoard;
		} catch {
			// No line: asked again when it is back.
		}
		if (isUnknown()) timer ??= setTimeout(() => void ask(), pace() * 3);
	};
	const look = () => {
		if (!timer && isUnknown()) timer = setTimeout(() => void ask(), pace());
	};
	const unfollow = document.onCardsChange(look);
	return () => {
		clearTimeout(timer);
		unfollow();
	};
}
