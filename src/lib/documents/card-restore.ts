import * as Y from 'yjs';
import type { BoardDocument } from './board.ts';
import { pasteCards, type CopiedCard } from './card-copy.ts';
import { mapIn, type CardMap } from './card.ts';
import { editsBetween } from './text-edits.ts';

/**
 * Puts cards back as they were, one or all of a board, in one transaction. Texts change by the smallest
 * edit, so that what somebody types in one meanwhile stays; comments are left as they are. Of a whole
 * board, cards that came after it go to the bin: nothing is removed.
 */
export function restoreCards(
	board: BoardDocument,
	/** `at`: ms since epoch. */
	{ cards, isWhole, at }: { cards: readonly CopiedCard[]; isWhole: boolean; at: number },
	origin: unknown
): void {
	board.doc.transact(() => {
		pasteCards(board, missingFrom(board, cards), origin);
		for (const card of cards) {
			const map = board.doc.getMap<CardMap>('cards').get(card.id);
			if (map) writeCard(board, map, card, isWhole);
		}
		if (!isWhole) return;
		const kept = new Set(cards.map(({ id }) => id));
		for (const { id, binnedAt } of board.cards()) {
			if (!kept.has(id) && binnedAt === null) board.binCard(id, at, origin);
		}
	}, origin);
}

/** Cards of these that are not in the document any more, not even in its bin. */
export function missingFrom(board: BoardDocument, cards: readonly CopiedCard[]): CopiedCard[] {
	const said = new Set(board.comments().map(({ id }) => id));
	return cards
		.filter(({ id }) => board.card(id) === null)
		.map((card) => ({ ...card, comments: card.comments.filter(({ id }) => !said.has(id)) }));
}

function writeCard(board: BoardDocument, map: CardMap, card: CopiedCard, isWhole: boolean): void {
	const set = (key: string, value: unknown) => {
		if (value === undefined) map.delete(key);
		else if (map.get(key) !== value) map.set(key, value);
	};
	for (const key of ['zone', 'order', 'kind', 'domain', 'basis'] as const) set(key, card[key]);
	set('bin', card.binnedAt ?? undefined);
	set('flag', card.isFlagged || undefined);
	set('bundle', bundleOf(board, card, isWhole));
	const text = board.text(card.id);
	if (text) {
		for (const { start, removed, inserted } of editsBetween(text.toJSON(), card.text)) {
			if (removed > 0) text.delete(start, removed);
			if (inserted !== '') text.insert(start, inserted);
		}
	}
	const yes = (ids: readonly string[]) => ids.map((id) => [id, true] as const);
	writeMap(mapIn(map, 'compass'), yes(card.compass));
	writeMap(mapIn(map, 'marks'), yes(card.marks));
	writeMap(
		mapIn(map, 'links'),
		card.links.map(({ to, type }) => [to, type] as const)
	);
	writeMap(mapIn(map, 'fields'), Object.entries(card.fields));
}

/** A whole board gets its bundles back; one card goes back into its own as long as that is there. */
function bundleOf(board: BoardDocument, card: CopiedCard, isWhole: boolean): string | undefined {
	if (card.bundle === null) return undefined;
	const isThere = board.bundles().some(({ id }) => id === card.bundle);
	if (!isThere && !isWhole) return undefined;
	const bundles = board.doc.getMap<Y.Map<unknown>>('bundles');
	if (!isThere) bundles.set(card.bundle, new Y.Map<unknown>());
	const bundle = bundles.get(card.bundle);
	if (isWhole && bundle && bundle.get('title') !== card.bundleTitle) {
		bundle.set('title', card.bundleTitle);
	}
	return card.bundle;
}

function writeMap(
	map: Y.Map<unknown> | null,
	entries: readonly (readonly [string, unknown])[]
): void {
	if (!map) return;
	const wanted = new Map(entries);
	for (const key of map.keys()) if (!wanted.has(key)) map.delete(key);
	for (const [key, value] of wanted) {
		if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
	}
}
