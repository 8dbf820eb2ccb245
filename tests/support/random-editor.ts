import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { Random } from './random.ts';

const zones = ['links', 'midden', 'rechts'];

/** Does one of the things people do on a board, chosen at random. */
export function editAtRandom(board: BoardDocument, random: Random, name: string): void {
	const cards = board.cards();
	const card = cards.length > 0 ? random.pick(cards) : null;
	const act = card ? random.int(10) : 0;
	if (!card || act === 0) {
		const id = `${name}-${random.int(2 ** 31).toString(36)}`;
		const text = random.text(20);
		const zone = random.pick(zones);
		board.addCard({ id, zone, kind: 'feit', domain: 'sociaal', basis: null, text }, name);
	} else if (act <= 4) {
		typeAtRandom(board.text(card.id), random, name);
	} else if (act === 5) board.moveCard(card.id, random.pick(zones), random.int(cards.length), name);
	else if (act === 6) board.setFact(card.id, 'kind', random.pick(['feit', 'vraag'] as const), name);
	else if (act === 7) board.binCard(card.id, random.int(1e9), name);
	else if (act === 8) board.restoreCard(card.id, name);
	else {
		const id = `${name}-c${random.int(2 ** 31).toString(36)}`;
		board.addComment({ id, card: card.id, text: random.text(10), at: random.int(1e9) }, name);
	}
}

function typeAtRandom(text: Y.Text | null, random: Random, origin: string): void {
	if (!text) return;
	text.doc?.transact(() => {
		const at = random.int(text.length + 1);
		const most = Math.min(4, text.length - at);
		if (most > 0 && random.chance(0.4)) text.delete(at, 1 + random.int(most));
		else text.insert(at, random.text(5) || 'x');
	}, origin);
}

/** Genuine updates of `editors` people who see each other's work now and then. */
export function genuineUpdates(random: Random, editors: number, edits: number): Uint8Array[] {
	const updates: Uint8Array[] = [];
	const boards = Array.from({ length: editors }, (_, i) => {
		const doc = new Y.Doc();
		doc.clientID = 1 + i + random.int(2 ** 32 - 100);
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'peer') updates.push(update);
		});
		return new BoardDocument(doc);
	});
	for (let edit = 0; edit < edits; edit++) {
		const at = random.int(editors);
		editAtRandom(boards[at]!, random, `p${at}`);
		if (random.chance(0.3)) {
			const other = random.pick(boards);
			const missing = Y.encodeStateAsUpdate(boards[at]!.doc, Y.encodeStateVector(other.doc));
			updates.push(missing);
			Y.applyUpdate(other.doc, missing, 'peer');
		}
	}
	for (const board of boards) updates.push(Y.encodeStateAsUpdate(board.doc));
	return updates;
}
