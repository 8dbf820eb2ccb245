import { boardDocument, partDocument, zoneDocument } from '../../src/lib/domain/document-name.ts';
import { hiddenZones } from '../../src/lib/domain/template.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { copyCards, pasteCards, type CopiedCard } from '../../src/lib/documents/card-copy.ts';
import type { Board } from '../store/board-repository.ts';
import { addGroup, placeInGroup, removeGroups } from '../store/group-repository.ts';
import { changeMoment } from '../store/phase-repository.ts';
import { eraseDocuments, hasDocument, listDocuments } from '../store/sql-update-log.ts';
import type { Schema } from '../store/schema.ts';
import type { Transaction } from 'kysely';
import { inThatCommit, type ActParts } from './board-acts.ts';
import { isUndoable } from './board-lead.ts';
import { templateOf } from './board-step.ts';
import { makersOf } from './board-view.ts';

/**
 * What a step brings onto the board and cannot be taken off it again: zones whose step has come, and
 * the parts of groups whose time is over. It waits until moving on can no longer be taken back.
 * True: something came.
 */
export async function settle(parts: ActParts, boardId: string): Promise<boolean> {
	const board = await parts.boards.find(boardId);
	if (!board || isUndoable(board, parts.now())) return false;
	const zones = await foldZones(parts, board);
	const groups = board.mode !== 'subgroep' && (await foldParts(parts, board));
	return zones || groups;
}

async function foldZones(parts: ActParts, board: Board): Promise<boolean> {
	const template = await templateOf(parts.boards, board);
	const due = hiddenZones(template, board.shownZones)
		.filter(({ hiddenUntilStep = 0 }) => hiddenUntilStep <= board.currentStep)
		.map(({ id }) => id);
	if (due.length === 0) return false;
	const documents: string[] = [];
	for (const zone of due) {
		const name = zoneDocument(board.id, zone);
		if (await hasDocument(parts.store.db, name)) documents.push(name);
	}
	const shownZones = [...board.shownZones, ...due];
	const prefix = zoneDocument(board.id, '');
	await fold(parts, board, { documents, prefix }, (trx) =>
		changeMoment(trx, board.id, { shownZones })
	);
	return true;
}

/** The groups stay together, under new ids: a next time they begin on an empty part. */
async function foldParts(parts: ActParts, board: Board): Promise<boolean> {
	const prefix = partDocument(board.id, '');
	const documents = await listDocuments(parts.store.db, prefix);
	if (documents.length === 0) return false;
	const groups = await parts.groups.list(board.id);
	await fold(parts, board, { documents, prefix }, async (trx) => {
		await removeGroups(trx, board.id);
		for (const [position, { name, memberIds }] of groups.entries()) {
			const id = parts.newId();
			await addGroup(trx, board.id, { id, name, position });
			for (const member of memberIds) await placeInGroup(trx, board.id, member, id);
		}
		await changeMoment(trx, board.id, {});
	});
	return true;
}

/** Cards of these documents go to the board, with who made them, and the documents go: one commit. */
async function fold(
	{ rooms }: ActParts,
	board: Board,
	{ documents, prefix }: { documents: readonly string[]; prefix: string },
	along: (trx: Transaction<Schema>) => Promise<void>
): Promise<void> {
	await rooms.sealed(prefix, async () => {
		const authorship = new Map<string, string | null>();
		const cards: CopiedCard[] = [];
		for (const name of documents) {
			await rooms.read(name, (doc, room) => {
				cards.push(...copyCards(new BoardDocument(doc)));
				for (const [thing, { memberId }] of makersOf(doc, room.clients, new Map())) {
					authorship.set(thing, memberId);
				}
			});
		}
		await rooms.apply(
			boardDocument(board.id),
			(doc) => pasteCards(new BoardDocument(doc), cards, 'fold'),
			{
				memberId: null,
				authorship,
				along: inThatCommit(async (trx) => {
					await eraseDocuments(trx, documents);
					await along(trx);
				})
			}
		);
		await rooms.remove(documents, 'documentGone');
	});
}
