import { notesDocument, parseDocumentName } from '../../src/lib/domain/document-name.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { copyCards, type CopiedCard } from '../../src/lib/documents/card-copy.ts';
import { listDocuments } from '../store/sql-update-log.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import { nullIfUnreadable } from './unreadable.ts';

/** A note nobody but its writer has read. */
export interface HiddenNote extends CopiedCard {
	memberId: string;
}

/** Documents with hidden notes of a board: one per person who wrote or prepared any. */
export function notesDocuments(store: Store, boardId: string): Promise<string[]> {
	return listDocuments(store.db, notesDocument(boardId, ''));
}

/**
 * What is in these documents, once it is on disk, in the order of each; what is empty left out.
 * Throws when one of them cannot be read: it is not to be taken for empty.
 */
export async function readNotes(rooms: Rooms, documents: readonly string[]): Promise<HiddenNote[]> {
	const notes = await Promise.all(
		documents.map((name) => {
			const memberId = parseDocumentName(name)?.part ?? '';
			return rooms.read(name, (doc) =>
				copyCards(new BoardDocument(doc))
					.filter(({ binnedAt, text }) => binnedAt === null && text.trim() !== '')
					.map((card) => ({ ...card, memberId }))
			);
		})
	);
	return notes.flatMap((each) => each ?? []);
}

/** The same without documents that cannot be read now: theirs are locked, and nobody waits for them. */
export async function readableNotes(
	rooms: Rooms,
	documents: readonly string[]
): Promise<HiddenNote[]> {
	const notes = documents.map((name) => readNotes(rooms, [name]).catch(nullIfUnreadable));
	return (await Promise.all(notes)).flatMap((each) => each ?? []);
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

/** Notes of one person that come on the board in one reveal: no more than anybody can read. */
const PER_PERSON = 100;

/** Which of these notes a reveal of these zones brings: of each person the first hundred. */
export function dueNotes(notes: readonly HiddenNote[], zones: readonly string[]): HiddenNote[] {
	const due = notes.filter(({ zone }) => zones.includes(zone));
	const byWriter = Map.groupBy(due, ({ memberId }) => memberId);
	return [...byWriter.values()].flatMap((own) => own.slice(0, PER_PERSON));
}
