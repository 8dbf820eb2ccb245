import { m } from '$lib/paraglide/messages';
import type { BoardSummary } from '$lib/documents/board-view';
import { boardStatus } from './labels';

/** In gesprek, 23 kaarten: what a list says of a board before whose it is. */
export function boardFacts({ status, cards }: BoardSummary): string {
	const holds = cards === null ? m.boards_unreadable() : m.boards_cards({ count: cards });
	return `${boardStatus[status]()}, ${holds}`;
}
