import type { BoardDocument } from './board.ts';
import type { Card } from './card.ts';

/** What two cards say is the same when this is: without case, punctuation and white space. */
export function bareText(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\p{P}\p{Z}\p{Cc}\p{Cf}]/gu, '');
}

/**
 * Puts cards of different groups that say the same in one bundle, where they are of one kind and
 * stand in one zone. `groups`: ids of the cards of each. A bundle a group made stays as it is: cards
 * that stand alone come to it.
 */
export function bundleEqual(
	board: BoardDocument,
	groups: readonly (readonly string[])[],
	newId: () => string,
	origin: unknown
): void {
	const found = groups.flatMap((ids, group) =>
		ids.flatMap((id) => {
			const card = board.card(id);
			const text = card?.binnedAt === null ? bareText(board.textOf(id)) : '';
			return card && text !== '' ? [{ card, group, says: keyOf(card, text) }] : [];
		})
	);
	for (const same of Map.groupBy(found, ({ says }) => says).values()) {
		if (new Set(same.map(({ group }) => group)).size < 2) continue;
		const cards = same.map(({ card }) => card);
		const first = cards.find(({ bundle }) => bundle !== null) ?? cards[0];
		const alone = cards.filter((card) => card.bundle === null && card !== first);
		const bundle = newId();
		for (const card of alone) board.bundleCard(card.id, first?.id ?? '', bundle, origin);
	}
}

function keyOf({ zone, kind }: Card, text: string): string {
	return JSON.stringify([zone, kind, text]);
}
