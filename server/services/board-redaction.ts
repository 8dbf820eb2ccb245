import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { copyCards, pasteCards, type CopiedCard } from '../../src/lib/documents/card-copy.ts';
import type { Authorship } from '../store/board-repository.ts';
import type { Schema } from '../store/schema.ts';
import { eraseDocuments, retireClients, writeNewDocument } from '../store/sql-update-log.ts';
import type { Room } from '../sync/room.ts';
import type { ActParts, Given } from './board-acts.ts';
import { makersOf } from './board-view.ts';

/**
 * What somebody wrote and must not be anywhere leaves the board, its history and the bin: the
 * document is written anew from what one sees, under a next epoch, and the old one is erased. Whoever
 * has the old one open or in a laptop's memory is told, and cannot bring it back.
 */
export function redact(
	parts: ActParts,
	{ actor, board }: Given,
	{ card, text }: Extract<BoardCommand, { do: 'redact' }>
): Promise<Outcome> {
	const { rooms, boards, store, trail, forgetting, now } = parts;
	const name = boardDocument(board.id);
	return rooms.sealed(name, async () => {
		const authorship = await boards.listAuthorship(name);
		const old = await rooms.read(name, (doc, room) => contents(doc, room, authorship));
		if (!old?.cards.some(({ id }) => id === card)) return refused('not-found');
		const cards = old.cards.map((each) => (each.id === card ? { ...each, text } : each));
		const doc = new Y.Doc();
		pasteCards(new BoardDocument(doc), cards, 'redaction');
		await store.transaction(async (trx) => {
			await eraseDocuments(trx, [name]);
			await writeNewDocument(
				trx,
				{
					document: name,
					memberId: null,
					bytes: Y.encodeStateAsUpdate(doc),
					clients: [{ client: doc.clientID, memberId: null }],
					authorship: new Map()
				},
				now(),
				old.epoch + 1
			);
			await retireClients(trx, name, old.clients);
			await writeAuthors(trx, name, cards, old.makers);
			await forgetting.owe(trx);
			await trail.within(trx, {
				act: 'board.redacted',
				memberId: actor.memberId,
				subject: name,
				detail: { card }
			});
		});
		await rooms.remove([name], 'documentRewritten');
		forgetting.begin();
		return done();
	});
}

function contents(doc: Y.Doc, room: Room, authorship: ReadonlyMap<string, Authorship>) {
	return {
		epoch: room.epoch,
		cards: copyCards(new BoardDocument(doc)),
		makers: makersOf(doc, room.clients, authorship),
		// All that ever wrote here, and all that ever said so.
		clients: [
			...new Set([...Y.decodeStateVector(Y.encodeStateVector(doc)).keys(), ...room.clients.keys()])
		]
	};
}

/** The client ids say nothing any more: who made what is written down for every card and comment. */
async function writeAuthors(
	trx: Transaction<Schema>,
	document: string,
	cards: readonly CopiedCard[],
	makers: ReadonlyMap<string, Authorship>
): Promise<void> {
	const things = cards.flatMap(({ id, comments }) => [id, ...comments.map((each) => each.id)]);
	const rows = things.map((thing) => {
		const { memberId = null, attribution = null } = makers.get(thing) ?? {};
		return { document, thing, member_id: memberId, attribution };
	});
	for (let at = 0; at < rows.length; at += 100) {
		await trx
			.insertInto('authorship')
			.values(rows.slice(at, at + 100))
			.execute();
	}
}
