import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { NewCard } from '../../src/lib/documents/card.ts';

export function aNewCard(id: string, about: Partial<NewCard> = {}): NewCard {
	return { id, zone: 'feiten', kind: 'feit', domain: 'sociaal', basis: null, ...about };
}

/** A board with these cards, each with its id as its text. */
export function boardOf(...cards: string[]): BoardDocument {
	const board = new BoardDocument(new Y.Doc());
	for (const id of cards) board.addCard(aNewCard(id, { text: id }), 'setup');
	return board;
}

/** The same board at a colleague's. */
export function copyOf(board: BoardDocument): BoardDocument {
	const copy = new BoardDocument(new Y.Doc());
	exchange(board, copy);
	return copy;
}

/** Both see what the other did. */
export function exchange(...boards: BoardDocument[]): void {
	for (const from of boards) {
		for (const to of boards) {
			if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), 'peer');
		}
	}
}
