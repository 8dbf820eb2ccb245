import type * as Y from 'yjs';
import type { BoardView } from '../../src/lib/documents/board-view.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';

type CardWithText = BoardView['cards'][number];

/** Cards of one open document as they were read last, and which of them changed since. */
interface Reading {
	cards: Map<string, CardWithText>;
	changed: Set<string>;
}

/**
 * The cards of documents that are open, read again only where something changed: a hundred people who
 * open a board of 1,500 cards are not a hundred readings of it. Goes with the document.
 */
export class CardReader {
	readonly #readings = new WeakMap<Y.Doc, Reading>();

	/** Every readable card with its text, the bin included, in no particular order. */
	cards(doc: Y.Doc): CardWithText[] {
		const board = new BoardDocument(doc);
		const reading = this.#readings.get(doc) ?? this.#begin(doc, board);
		for (const id of reading.changed) {
			const card = board.card(id);
			if (card) reading.cards.set(id, { ...card, text: board.textOf(id) });
			else reading.cards.delete(id);
		}
		reading.changed.clear();
		return [...reading.cards.values()];
	}

	#begin(doc: Y.Doc, board: BoardDocument): Reading {
		const reading: Reading = {
			cards: new Map(),
			changed: new Set(board.cards().map(({ id }) => id))
		};
		doc.on('afterTransaction', (transaction: Y.Transaction) => {
			for (const id of board.changedCards(transaction)) reading.changed.add(id);
		});
		this.#readings.set(doc, reading);
		return reading;
	}
}
