import type { Transaction } from 'kysely';
import * as Y from 'yjs';
import { parseDocumentName, parseThreadDocument } from '../../src/lib/domain/document-name.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { copyOf, pasteInto, type DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import { resolverOf } from '../../src/lib/documents/comment.ts';
import { HarvestDocument } from '../../src/lib/documents/harvest.ts';
import type { Authorship } from '../store/board-repository.ts';
import type { Schema } from '../store/schema.ts';
import { eraseDocuments, retireClients, writeNewDocument } from '../store/sql-update-log.ts';
import type { Room } from '../sync/room.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { ActParts } from './board-acts.ts';
import { makersOf } from './board-view.ts';
import { nullIfUnreadable } from './unreadable.ts';

/** A document as it stood, and what must be known to write it anew. */
interface Stood {
	name: string;
	copy: DocumentCopy;
	epoch: number;
	makers: ReadonlyMap<string, Authorship>;
	clients: readonly number[];
}

/**
 * Documents are written anew from what one sees of them, under a next epoch, and the old ones erased:
 * log, snapshots, client ids, quarantine. Whoever has one open or in a laptop's memory is told, and
 * cannot bring it back. All of it is one commit, with what `along` writes in it.
 *
 * `change` gives what a document becomes, or null to leave it. Gives the names that were rewritten.
 * To be called in the turn of the board.
 */
export function rewrite(
	parts: Pick<ActParts, 'rooms' | 'boards' | 'store' | 'forgetting' | 'reindex' | 'now'>,
	names: readonly string[],
	change: (copy: DocumentCopy, name: string) => DocumentCopy | null,
	along: (trx: Transaction<Schema>, rewritten: readonly string[]) => Promise<void>
): Promise<string[]> {
	const { rooms, boards, store, forgetting } = parts;
	return sealed(rooms, names, async () => {
		const stood = await Promise.all(
			names.map(async (name) => {
				const authorship = await boards.listAuthorship(name);
				return rooms
					.read(name, (doc, room) => contentsOf(name, doc, room, authorship))
					.catch(nullIfUnreadable);
			})
		);
		const next = stood.flatMap((old) => {
			const copy = old && change(old.copy, old.name);
			return old && copy ? { ...old, copy } : [];
		});
		const rewritten = next.map(({ name }) => name);
		if (rewritten.length === 0) return [];
		await store.transaction(async (trx) => {
			await eraseDocuments(trx, rewritten);
			for (const each of next) await writeAnew(trx, each, parts.now());
			await forgetting.owe(trx);
			await along(trx, rewritten);
		});
		await rooms.remove(rewritten, 'documentRewritten');
		for (const id of boardsIn(rewritten)) await parts.reindex(id);
		forgetting.begin();
		return rewritten;
	});
}

function sealed<T>(rooms: Rooms, names: readonly string[], work: () => Promise<T>): Promise<T> {
	const [first, ...others] = names;
	return first === undefined ? work() : rooms.sealed(first, () => sealed(rooms, others, work));
}

function boardsIn(names: readonly string[]): string[] {
	const parsed = names.map(parseDocumentName);
	return parsed.flatMap((name) => (name?.kind === 'board' ? name.id : []));
}

function contentsOf(
	name: string,
	doc: Y.Doc,
	room: Room,
	authorship: ReadonlyMap<string, Authorship>
): Stood {
	const of = kindOf(name);
	const makers = { harvest: harvestersOf, cards: makersOf, draft: () => new Map<never, never>() };
	return {
		name,
		copy: copyOf(doc, of),
		epoch: room.epoch,
		makers: makers[of](doc, room.clients, authorship),
		// All that ever wrote here, and all that ever said so.
		clients: [
			...new Set([...Y.decodeStateVector(Y.encodeStateVector(doc)).keys(), ...room.clients.keys()])
		]
	};
}

function kindOf(name: string): DocumentCopy['of'] {
	if (parseThreadDocument(name)) return 'draft';
	return parseDocumentName(name)?.kind === 'harvest' ? 'harvest' : 'cards';
}

function harvestersOf(
	doc: Y.Doc,
	clients: ReadonlyMap<number, string | null>,
	authorship: ReadonlyMap<string, Authorship>
): Map<string, Authorship> {
	const harvest = new HarvestDocument(doc);
	return new Map(
		harvest.lines().map(({ id }) => {
			const memberId = clients.get(harvest.makerOf(id) ?? -1) ?? null;
			return [id, authorship.get(id) ?? { memberId, attribution: null }];
		})
	);
}

async function writeAnew(
	trx: Transaction<Schema>,
	{ name, copy, epoch, makers, clients }: Stood,
	now: Date
): Promise<void> {
	const doc = new Y.Doc();
	pasteInto(doc, copy, 'rewrite');
	await writeNewDocument(
		trx,
		{
			document: name,
			memberId: null,
			bytes: Y.encodeStateAsUpdate(doc),
			clients: [{ client: doc.clientID, memberId: null }],
			authorship: new Map()
		},
		now,
		await nextEpoch(trx, name, epoch)
	);
	await retireClients(trx, name, clients);
	await writeAuthors(trx, name, thingsOf(doc, copy), makers);
}

/** Notes that are made after the next reveal must be of an epoch that none of these ever had. */
async function nextEpoch(trx: Transaction<Schema>, name: string, epoch: number): Promise<number> {
	const parsed = parseDocumentName(name);
	if (parsed?.kind !== 'notes') return epoch + 1;
	const board = await trx
		.selectFrom('board')
		.select('notes_epoch')
		.where('id', '=', parsed.id)
		.executeTakeFirstOrThrow();
	const next = Math.max(epoch, board.notes_epoch) + 1;
	await trx.updateTable('board').set({ notes_epoch: next }).where('id', '=', parsed.id).execute();
	return next;
}

function thingsOf(doc: Y.Doc, copy: DocumentCopy): string[] {
	if (copy.of === 'harvest') return copy.lines.map(({ id }) => id);
	// Who wrote it along is in the rows of the draft.
	if (copy.of === 'draft') return [];
	const board = new BoardDocument(doc);
	const comments = board.comments();
	const resolved = comments.filter(({ resolvedAt }) => resolvedAt !== undefined);
	return [
		...[...board.cards(), ...comments].map(({ id }) => id),
		...resolved.map(({ id }) => resolverOf(id))
	];
}

/** The client ids say nothing any more: who made what is written down for every thing. */
async function writeAuthors(
	trx: Transaction<Schema>,
	document: string,
	things: readonly string[],
	makers: ReadonlyMap<string, Authorship>
): Promise<void> {
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
