import type { BoardDocument } from './board.ts';
import type { Bundle, Card, Comment } from './card.ts';
import { byOrder } from './order.ts';

/** Everything of a card that goes along when it goes to another document. */
export interface CopiedCard extends Card {
	text: string;
	comments: Comment[];
	bundleTitle: string;
}

/** All cards of a document in their order, those in its bin included. */
export function copyCards(board: BoardDocument): CopiedCard[] {
	const titles = new Map(board.bundles().map(({ id, title }: Bundle) => [id, title]));
	const comments = Map.groupBy(board.comments(), ({ card }) => card);
	return board
		.cards()
		.sort(byOrder)
		.map((card) => ({
			...card,
			text: board.textOf(card.id),
			comments: comments.get(card.id) ?? [],
			bundleTitle: titles.get(card.bundle ?? '') ?? ''
		}));
}

/** Puts copied cards at the end of their zones, under the ids they had. */
export function pasteCards(
	board: BoardDocument,
	cards: readonly CopiedCard[],
	origin: unknown
): void {
	for (const card of cards) {
		const { id, zone, kind, domain, basis, at, text } = card;
		board.addCard({ id, zone, kind, domain, basis, text, ...(at === null ? {} : { at }) }, origin);
		board.setExtras(id, card, origin);
		for (const comment of card.comments) board.addComment(comment, origin);
		if (card.isFlagged) board.flagCard(id, true, origin);
		if (card.binnedAt !== null) board.binCard(id, card.binnedAt, origin);
	}
	for (const [bundle, [first, ...others]] of Map.groupBy(cards, (card) => card.bundle)) {
		if (bundle === null || !first) continue;
		for (const card of others) board.bundleCard(card.id, first.id, bundle, origin);
		board.nameBundle(bundle, first.bundleTitle, origin);
	}
}
