import * as Y from 'yjs';
import {
	boardDocument,
	documentKinds,
	harvestDocument,
	parseDocumentName
} from '../../src/lib/domain/document-name.ts';
import { done, type Outcome } from '../../src/lib/domain/outcome.ts';
import { emptyBoard } from '../store/board-content.ts';
import {
	eraseDocuments,
	listDocuments,
	lockDocuments,
	writeNewDocument
} from '../store/sql-update-log.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { ActParts, Given } from './board-acts.ts';
import { harvestOf, orphaned } from './orphan-harvest.ts';
import { nullIfUnreadable } from './unreadable.ts';

/**
 * A casus is taken back: the board goes for everybody, every document of it and everything SQL knows of
 * what it said, in one commit. Its harvest stays, as lines of nobody and of no card; of a casus that
 * the lab never saw, or that few may see (RED), nobody could read it, and it goes along.
 */
export async function withdraw(
	{ rooms, store, trail, forgetting, reindex, now, newId }: ActParts,
	{ actor, board }: Given
): Promise<Outcome> {
	const gone = await sealedWhole(rooms, board.id, async () => {
		await settled(rooms, board.id);
		const isForLab = board.openedAt !== null && board.tlp !== 'red';
		const lines = isForLab ? await harvestOf(rooms, board.id) : [];
		return store.transaction(async (trx) => {
			await emptyBoard(trx, board.id, now());
			const names = (
				await Promise.all(documentKinds.map((kind) => listDocuments(trx, `${kind}/${board.id}`)))
			).flat();
			await lockDocuments(trx, store.dialect, names);
			await eraseDocuments(trx, names);
			if (lines.length > 0) {
				const doc = orphaned(lines, newId);
				const document = {
					document: harvestDocument(board.id),
					memberId: null,
					bytes: Y.encodeStateAsUpdate(doc),
					clients: [{ client: doc.clientID, memberId: null }],
					authorship: new Map<string, string | null>()
				};
				// Nobody comes back to it with what she had: who opens it is refused, and reads it on a page.
				await writeNewDocument(trx, document, now());
			}
			await forgetting.owe(trx);
			await trail.within(trx, {
				act: 'casus.withdrawn',
				memberId: actor.memberId,
				subject: boardDocument(board.id),
				detail: { harvested: lines.length }
			});
			return names;
		});
	});
	await rooms.remove([...new Set([...gone, ...openRooms(rooms, board.id)])], 'documentGone');
	await reindex(board.id);
	forgetting.begin();
	return done();
}

/** Nobody writes in any document of this board meanwhile; whoever does keeps her words. */
function sealedWhole<T>(rooms: Rooms, boardId: string, work: () => Promise<T>): Promise<T> {
	return documentKinds.reduce<() => Promise<T>>(
		(inner, kind) => () => rooms.sealed(`${kind}/${boardId}`, inner),
		work
	)();
}

/** What was accepted before the seal is on disk: no append is under way when its document goes. */
async function settled(rooms: Rooms, boardId: string): Promise<void> {
	for (const name of openRooms(rooms, boardId)) {
		await rooms.read(name, () => null).catch(nullIfUnreadable);
	}
}

function openRooms(rooms: Rooms, boardId: string): string[] {
	return rooms.names.filter((name) => parseDocumentName(name)?.id === boardId);
}
