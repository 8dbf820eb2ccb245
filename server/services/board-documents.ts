import type { BoardParts } from '../../src/lib/domain/board-access.ts';
import {
	asideDocument,
	boardDocument,
	harvestDocument,
	notesDocument,
	parseDocumentName,
	partDocument,
	zoneDocument
} from '../../src/lib/domain/document-name.ts';
import { hiddenZones, isHiddenStepComing } from '../../src/lib/domain/template.ts';
import { copyOf, type DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import { listDocuments } from '../store/sql-update-log.ts';
import type { ActParts, Given } from './board-acts.ts';
import { nullIfUnreadable } from './unreadable.ts';

/** Documents of a board that hold what people wrote; the board itself first. */
export async function documentsOf({ store }: ActParts, boardId: string): Promise<string[]> {
	const prefixes = [
		boardDocument(boardId),
		harvestDocument(boardId),
		...[partDocument, zoneDocument, notesDocument, asideDocument].map((name) => name(boardId, ''))
	];
	const names = await Promise.all(prefixes.map((prefix) => listDocuments(store.db, prefix)));
	return names.flat();
}

/** What one sees of a document; null: there is none, or it cannot be read. */
export async function readCopy({ rooms }: ActParts, name: string): Promise<DocumentCopy | null> {
	const isHarvest = parseDocumentName(name)?.kind === 'harvest';
	return rooms
		.read(name, (doc) => copyOf(doc, isHarvest ? 'harvest' : 'cards'))
		.catch(nullIfUnreadable);
}

/** What decides who opens which of them, beside the board itself. */
export async function partsFor(
	{ groups }: ActParts,
	{ actor, board, template }: Given
): Promise<BoardParts> {
	const all = await groups.list(board.id);
	const own = all.find(({ memberIds }) => memberIds.includes(actor.memberId));
	return {
		groups: all.map(({ id }) => id),
		ownGroup: own?.id ?? null,
		hiddenZones: hiddenZones(template, board.shownZones).map(({ id }) => id),
		isHiddenStepComing: isHiddenStepComing(template, board.currentStep)
	};
}
