import type { BoardDocument } from './board.ts';
import type { Bundle, Card } from './card.ts';
import type { Comment } from './comment.ts';
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

/** What was said about cards that are not there any more. */
export function looseComments(board: BoardDocument): Comment[] {
	return board.comments().filter(({ card }) => !board.card(card));
}

/** As it is kept when its card goes: with the zone it was about. */
export function loosened(card: Card, comment: Comment): Comment {
	return { zone: card.zone, ...comment };
}

/**
 * The same cards under ids nobody has yet, where theirs is taken: of a card, a comment or a bundle.
 * What points at one of them goes along. Adds their ids to those that are taken.
 */
export function withFreeIds(
	cards: readonly CopiedCard[],
	taken: Set<string>,
	newId: () => string
): { cards: CopiedCard[]; renamed: Map<string, string> } {
	const renamed = new Map<string, string>();
	const ids = cards.flatMap(({ id, comments, bundle }) => [
		id,
		...comments.map((comment) => comment.id),
		...(bundle === null ? [] : [bundle])
	]);
	for (const id of new Set(ids)) if (taken.has(id)) renamed.set(id, newId());
	const free = (id: string) => renamed.get(id) ?? id;
	for (const id of ids) taken.add(free(id));
	return {
		renamed,
		cards: cards.map((card) => ({
			...card,
			id: free(card.id),
			bundle: card.bundle && free(card.bundle),
			links: card.links.map(({ to, type }) => ({ to: free(to), type })),
			comments: card.comments.map((comment) => ({
				...comment,
				id: free(comment.id),
				card: free(comment.card)
			}))
		}))
	};
}

/** Every id a document has given out. */
export function idsOf(board: BoardDocument): Set<string> {
	return new Set([...board.cards(), ...board.comments(), ...board.bundles()].map(({ id }) => id));
}

/** Puts copied cards at the end of their zones, under the ids they had. */
export function pasteCards(
	board: BoardDocument,
	cards: readonly CopiedCard[],
	origin: unknown
): void {
	board.addCards(
		cards.map(({ at, ...card }) => ({ ...card, ...(at === null ? {} : { at }) })),
		origin
	);
	for (const card of cards) {
		const { id } = card;
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
