import type { Transaction } from 'kysely';
import type * as Y from 'yjs';
import { boardDocument, partDocument, zoneDocument } from '../../src/lib/domain/document-name.ts';
import { hiddenZones } from '../../src/lib/domain/template.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { bundleEqual } from '../../src/lib/documents/equal-cards.ts';
import { copyCards, idsOf, pasteCards, withFreeIds } from '../../src/lib/documents/card-copy.ts';
import type { Board } from '../store/board-repository.ts';
import { replaceGroups } from '../store/group-repository.ts';
import { changeMoment } from '../store/phase-repository.ts';
import { eraseDocuments, hasDocument, listDocuments } from '../store/sql-update-log.ts';
import type { Schema } from '../store/schema.ts';
import type { Room } from '../sync/room.ts';
import { inThatCommit, type ActParts } from './board-acts.ts';
import { isUndoable } from './board-lead.ts';
import { fits } from './board-room.ts';
import { templateOf } from './board-step.ts';
import { makersOf } from './board-view.ts';

/**
 * What a step brings onto the board and cannot be taken off it again: zones whose step has come, and
 * the parts of groups whose time is over. It waits until moving on can no longer be taken back, and
 * for a board that was agreed on until it is opened again.
 * True: something came.
 */
export async function settle(parts: ActParts, boardId: string): Promise<boolean> {
	const board = await parts.boards.find(boardId);
	if (!board || board.withdrawnAt !== null || isUndoable(board, parts.now())) return false;
	if (board.frozenAt !== null) return false;
	const zones = await foldZones(parts, board);
	const groups = board.mode !== 'subgroep' && (await foldParts(parts, board));
	return zones || groups;
}

async function foldZones(parts: ActParts, board: Board): Promise<boolean> {
	const template = await templateOf(parts.boards, board);
	const due = hiddenZones(template, board.shownZones)
		.filter(({ hiddenUntilStep = 0 }) => hiddenUntilStep <= board.currentStep)
		.map(({ id }) => id);
	let isFolded = false;
	for (const zone of due) {
		const document = zoneDocument(board.id, zone);
		const documents = (await hasDocument(parts.store.db, document)) ? [document] : [];
		const shownZones = [...board.shownZones, zone];
		const came = await fold(parts, board, { documents, prefix: document }, (trx) =>
			changeMoment(trx, board.id, { shownZones })
		);
		if (!came) continue;
		board.shownZones = shownZones;
		isFolded = true;
	}
	return isFolded;
}

/** The groups stay together, under new ids: a next time they begin on an empty part. */
async function foldParts(parts: ActParts, board: Board): Promise<boolean> {
	const prefix = partDocument(board.id, '');
	const documents = await listDocuments(parts.store.db, prefix);
	if (documents.length === 0) return false;
	const groups = await parts.groups.list(board.id);
	return fold(parts, board, { documents, prefix, bundlesEqual: true }, async (trx) => {
		const again = groups.map((group, position) => ({ ...group, id: parts.newId(), position }));
		await replaceGroups(trx, board.id, again);
		await changeMoment(trx, board.id, {});
	});
}

/**
 * Cards of these documents go to the board, with who made them, and the documents go: one commit.
 * False: they do not fit on it, and stay where they can be read.
 */
function fold(
	{ rooms, newId }: ActParts,
	board: Board,
	from: { documents: readonly string[]; prefix: string; bundlesEqual?: boolean },
	along: (trx: Transaction<Schema>) => Promise<void>
): Promise<boolean> {
	const { documents, prefix, bundlesEqual = false } = from;
	const name = boardDocument(board.id);
	return rooms.sealed(prefix, async () => {
		const sources = await Promise.all(documents.map((document) => rooms.read(document, contents)));
		const found = sources.flatMap((source) => source ?? []);
		const cards = found.flatMap((source) => source.cards);
		const bytes = found.reduce((sum, source) => sum + source.bytes, 0);
		if (!(await fits(rooms, name, { cards: cards.length, bytes }))) return false;
		/** Filled while the cards are placed: by then it is known under which ids. */
		const authorship = new Map<string, string | null>();
		const isOnBoard = await rooms.apply(
			name,
			(doc) => {
				const document = new BoardDocument(doc);
				// Whoever writes in a part chose the ids in it: none of them takes the place of another's.
				const taken = idsOf(document);
				const placed: string[][] = [];
				for (const { cards: own, makers } of found) {
					const { cards: free, renamed } = withFreeIds(own, taken, newId);
					pasteCards(document, free, 'fold');
					placed.push(free.map(({ id }) => id));
					const things = own.flatMap(({ id, comments }) => [
						id,
						...comments.map((each) => each.id)
					]);
					for (const thing of things) {
						authorship.set(renamed.get(thing) ?? thing, makers.get(thing)?.memberId ?? null);
					}
				}
				if (bundlesEqual) bundleEqual(document, placed, newId, 'fold');
			},
			{
				memberId: null,
				authorship,
				along: inThatCommit(async (trx) => {
					await eraseDocuments(trx, documents);
					await along(trx);
				})
			}
		);
		if (isOnBoard) await rooms.remove(documents, 'documentGone');
		return isOnBoard;
	});
}

function contents(doc: Y.Doc, room: Room) {
	return {
		cards: copyCards(new BoardDocument(doc)),
		makers: makersOf(doc, room.clients, new Map()),
		bytes: room.content.bytes
	};
}
