import { notesDocument, parseDocumentName } from '../../src/lib/domain/document-name.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { Card } from '../../src/lib/documents/card.ts';
import { listDocuments } from '../store/sql-update-log.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';

/** A note nobody but its writer has read. */
export interface HiddenNote extends Card {
	memberId: string;
	text: string;
}

/** Documents with hidden notes of a board: one per person who wrote or prepared any. */
export function notesDocuments(store: Store, boardId: string): Promise<string[]> {
	return listDocuments(store.db, notesDocument(boardId, ''));
}

/** What is in these documents, once it is on disk; the empty and the thrown away left out. */
export async function readNotes(rooms: Rooms, documents: readonly string[]): Promise<HiddenNote[]> {
	const notes = await Promise.all(
		documents.map(async (name) => {
			const memberId = parseDocumentName(name)?.part ?? '';
			return rooms.read(name, (doc) => {
				const board = new BoardDocument(doc);
				return board
					.cards()
					.filter((card) => card.binnedAt === null)
					.map((card) => ({ ...card, memberId, text: board.textOf(card.id) }))
					.filter(({ text }) => text.trim() !== '');
			});
		})
	);
	return notes.flatMap((each) => each ?? []);
}

/** How many people wrote: in each zone, and in all of these zones together. Never what, nor who. */
export function countWriters(
	notes: readonly HiddenNote[],
	zones: readonly string[]
): { zones: Record<string, number>; people: Set<string> } {
	const writers = zones.map((zone) => {
		const members = notes.filter((note) => note.zone === zone).map(({ memberId }) => memberId);
		return [zone, new Set(members)] as const;
	});
	return {
		zones: Object.fromEntries(writers.map(([zone, members]) => [zone, members.size])),
		people: new Set(writers.flatMap(([, members]) => [...members]))
	};
}
