import type { BoardDocument } from '$lib/documents/board';
import type { Card } from '$lib/documents/card';
import type { CardNews } from '$lib/documents/history-view';
import type { ChangeKind } from '$lib/domain/history';

/** A card as it stood at a moment. */
export interface Stood {
	card: Card;
	text: string;
}

export function standing(board: BoardDocument): Map<string, Stood> {
	return new Map(
		board.cards().map((card) => [card.id, { card, text: board.textOf(card.id) }] as const)
	);
}

/** What became different of these cards, each once. */
export function awayNews(
	before: ReadonlyMap<string, Stood>,
	now: ReadonlyMap<string, Stood>,
	touched: readonly string[]
): CardNews[] {
	return [...new Set(touched)].flatMap((card) => {
		const what = changeOf(before.get(card), now.get(card));
		return what ? [{ card, what: [what], by: null }] : [];
	});
}

/** Each card once, by its id; of two that tell of one, the later. */
export function newsByCard(news: readonly CardNews[]): Map<string, CardNews> {
	return new Map(news.map((each) => [each.card, each]));
}

function changeOf(before: Stood | undefined, now: Stood | undefined): ChangeKind | null {
	if (!now) return null;
	const was = before?.card.binnedAt === null;
	const is = now.card.binnedAt === null;
	if (!is) return was ? 'bin' : null;
	if (!before) return 'placed';
	if (!was) return 'back';
	if (before.text !== now.text) return 'text';
	const { zone, order, bundle, ...facts } = now.card;
	const { zone: fromZone, order: fromOrder, bundle: fromBundle, ...were } = before.card;
	if (zone !== fromZone || order !== fromOrder || bundle !== fromBundle) return 'place';
	return JSON.stringify(facts) === JSON.stringify(were) ? null : 'facts';
}
