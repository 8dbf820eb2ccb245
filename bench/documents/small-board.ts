import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';

const ZONES = ['signalen', 'duiding', 'handelen', 'samenwerken', 'leren'];

/** A board with so many cards without text. */
export function boardFor(cards: number): Uint8Array {
	const doc = new Y.Doc();
	const board = new BoardDocument(doc);
	for (let i = 0; i < cards; i++) addCard(board, i, '');
	return Y.encodeStateAsUpdate(doc);
}

export function cardId(i: number): string {
	return `card-${i}`;
}

export function zone(i: number): string {
	return ZONES[i % ZONES.length]!;
}

export function addCard(board: BoardDocument, i: number, text: string): void {
	board.addCard(
		{ id: cardId(i), zone: zone(i), kind: 'signaal', domain: 'gedeeld', basis: null, text },
		'bench'
	);
}
