import * as Y from 'yjs';
import type { ChangeKind } from '../domain/history.ts';
import { BoardDocument } from './board.ts';
import { storedIn } from './entry-texts.ts';

export interface BoardChange {
	/** Id of the card it was done to. */
	card: string;
	what: ChangeKind;
}

/** What is told of a change of this key of a card; of another key it is a fact of the card. */
const kinds: Record<string, ChangeKind> = {
	text: 'text',
	zone: 'place',
	order: 'place',
	bundle: 'place'
};
/** When it was placed: no news beside that it was. */
const silent = new Set(['at']);

/**
 * What an update did to the cards of a board, each kind once per card and nothing of what they say.
 * Of a document that was made anew since, the update is not known any more and did nothing.
 */
export function changesIn(doc: Y.Doc, update: Uint8Array): BoardChange[] {
	const board = new BoardDocument(doc);
	const [cards, comments] = [doc.getMap('cards'), doc.getMap<Y.Map<unknown>>('comments')];
	const found = new Map<string, BoardChange>();
	const note = (card: string, what: ChangeKind) => found.set(`${what} ${card}`, { card, what });
	const look = (item: Y.Item, isNew: boolean) => {
		const { entry, key } = placeOf(item);
		const id = entry.parentSub;
		if (id === null) return;
		if (entry.parent === comments) {
			const on = isNew && key === null ? comments.get(id)?.get('card') : null;
			if (typeof on === 'string') note(on, 'comment');
		} else if (entry.parent === cards && !(key !== null && silent.has(key))) {
			if (key === null) {
				if (isNew && !item.deleted) note(id, 'placed');
			} else if (key === 'bin') note(id, board.card(id)?.binnedAt == null ? 'back' : 'bin');
			else note(id, kinds[key] ?? 'facts');
		}
	};
	const { structs, ds } = Y.decodeUpdate(update);
	for (const { id, length } of structs) {
		for (const each of storedIn(doc, id.client, id.clock, length)) {
			if (each instanceof Y.Item) look(each, true);
		}
	}
	for (const [client, ranges] of ds.clients) {
		for (const { clock, len } of ranges) {
			for (const each of storedIn(doc, client, clock, len)) {
				if (each instanceof Y.Item) look(each, false);
			}
		}
	}
	// What a card is made of is not told beside its being made.
	return [...found.values()].filter(
		({ card, what }) => what === 'placed' || what === 'comment' || !found.has(`placed ${card}`)
	);
}

/** The entry at the top of the document an item lies in, and under which key of it; null: itself. */
function placeOf(item: Y.Item): { entry: Y.Item; key: string | null } {
	let [entry, below]: [Y.Item, Y.Item | null] = [item, null];
	while (entry.parent instanceof Y.AbstractType && entry.parent._item) {
		[entry, below] = [entry.parent._item, entry];
	}
	return { entry, key: below && below.parentSub };
}
