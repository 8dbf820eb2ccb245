import * as Y from 'yjs';
import { BoardDocument } from '../src/lib/documents/board.ts';

/** About eighty characters, as long as a card usually is. */
const TEXT =
	'Jongeren komen na vijven niet meer op het plein; de winkeliers missen een aanspreekpunt';
const ZONES = ['signalen', 'duiding', 'handelen', 'samenwerken', 'leren'];
const AUTHORS = 10;

/** A board's document as the updates that make it, small enough for any server to take. */
export interface BoardUpdates {
	updates: Uint8Array[];
	/** Bytes of the document as one update. */
	bytes: number;
}

/** A board of `cards` cards, made one after another by ten people. */
export function largeBoard(cards: number): BoardUpdates {
	const doc = new Y.Doc();
	const board = new BoardDocument(doc);
	const updates: Uint8Array[] = [];
	for (let author = 0; author < AUTHORS; author++) {
		const before = Y.encodeStateVector(doc);
		doc.clientID = 1_000_000_007 + author;
		for (let i = author; i < cards; i += AUTHORS) addCard(board, i, `${i}: ${TEXT}`.slice(0, 80));
		updates.push(Y.encodeStateAsUpdate(doc, before));
	}
	return { updates, bytes: Y.encodeStateAsUpdate(doc).length };
}

/** A board with an empty card per writer. */
export function boardFor(writers: number): Uint8Array {
	const doc = new Y.Doc();
	const board = new BoardDocument(doc);
	for (let i = 0; i < writers; i++) addCard(board, i, '');
	return Y.encodeStateAsUpdate(doc);
}

/** How many cards there are in a document given as one update. */
export function countCards(state: Uint8Array): number {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, state);
	return new BoardDocument(doc).cards().length;
}

export function cardId(i: number): string {
	return `card-${i}`;
}

function addCard(board: BoardDocument, i: number, text: string): void {
	const zone = ZONES[i % ZONES.length]!;
	board.addCard(
		{ id: cardId(i), zone, kind: 'signaal', domain: 'gedeeld', basis: null, text },
		'bench'
	);
}
