import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { Random } from '../../tests/support/random.ts';
import { Recorder, type LargeDocument } from './large-document.ts';
import { addCard, cardId, zone } from './small-board.ts';

const CARDS = 2_000;
const AUTHORS = 20;
const EDITS = 8_000;
/** Edits one author makes before the next has a turn. */
const TURN = 100;
const TEXT =
	'Jongeren komen na vijven niet meer op het plein; de winkeliers missen een aanspreekpunt. ';
let made: LargeDocument | null = null;

/** 2,000 cards of 20 people, who made 8,000 edits to them afterwards. Made once. */
export function largeBoard(): LargeDocument {
	made ??= make();
	return made;
}

function make(): LargeDocument {
	const random = new Random(1);
	const doc = new Y.Doc();
	const recorder = new Recorder(doc);
	for (let author = 0; author < AUTHORS; author++) {
		Y.applyUpdate(doc, cardsOf(author));
		recorder.cut();
	}
	const board = new BoardDocument(doc);
	for (let turn = 0; turn < EDITS / TURN; turn++) {
		doc.clientID = clientOf(turn % AUTHORS);
		for (let i = 0; i < TURN; i++) edit(board, random);
		recorder.cut();
	}
	if (board.size !== CARDS) throw new Error('the board was not made right');
	const said = saidBy(board);
	return recorder.finish((other) => saidBy(new BoardDocument(other)) === said);
}

/** Everybody starts on a copy of her own, offline: a board puts each new card after all others. */
function cardsOf(author: number): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = clientOf(author);
	const board = new BoardDocument(doc);
	for (let i = author; i < CARDS; i += AUTHORS) addCard(board, i, `${i}: ${TEXT}`.slice(0, 80));
	return Y.encodeStateAsUpdate(doc);
}

/** Yjs draws such an id, of five bytes mostly, for every visit of a page. */
function clientOf(author: number): number {
	return 1_000_000_007 + author;
}

/** Mostly typing, some of it taken away again, now and then a card that moves or changes kind. */
function edit(board: BoardDocument, random: Random): void {
	const id = cardId(random.int(CARDS));
	const text = board.text(id)!;
	const chance = random.next();
	if (chance < 0.6) text.insert(random.int(text.length + 1), TEXT.slice(0, 6 + random.int(30)));
	else if (chance < 0.8) text.delete(random.int(text.length - 8), 1 + random.int(8));
	else if (chance < 0.9)
		board.doc
			.getMap<Y.Map<unknown>>('cards')
			.get(id)!
			.set('zone', zone(random.int(5)));
	else board.setFact(id, 'kind', random.pick(['signaal', 'duiding'] as const), 'bench');
}

function saidBy(board: BoardDocument): string {
	const cards = board.cards().map(({ id, zone, kind }) => [id, zone, kind, board.textOf(id)]);
	return JSON.stringify(cards.sort((a, b) => (a[0]! < b[0]! ? -1 : 1)));
}
