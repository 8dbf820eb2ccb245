import * as Y from 'yjs';
import { harvestDocument } from '../../src/lib/domain/document-name.ts';
import type { OrphanLine } from '../../src/lib/documents/casus-view.ts';
import { HarvestDocument, type HarvestText } from '../../src/lib/documents/harvest.ts';
import type { Rooms } from '../sync/rooms.ts';
import { nullIfUnreadable } from './unreadable.ts';

/** Lines of a board's harvest as they stand on disk; none when they cannot be read. */
export async function harvestOf(rooms: Rooms, boardId: string): Promise<OrphanLine[]> {
	return (await rooms.read(harvestDocument(boardId), linesOf).catch(nullIfUnreadable)) ?? [];
}

export async function countHarvest(rooms: Rooms, boardId: string): Promise<number> {
	return (await harvestOf(rooms, boardId)).length;
}

function linesOf(doc: Y.Doc): OrphanLine[] {
	const harvest = new HarvestDocument(doc);
	const text = (id: string, which: HarvestText) => harvest.text(id, which)?.toJSON() ?? '';
	return harvest
		.lines()
		.map(({ id, kind, at }) => ({
			id,
			kind,
			at,
			text: text(id, 'text'),
			forWhom: text(id, 'forWhom'),
			conditions: text(id, 'conditions')
		}))
		.filter(({ text }) => text.trim() !== '');
}

/**
 * The same lines as a new document: of no card, and with nothing of who wrote which letter of it, nor
 * of what was written and taken out again.
 */
export function orphaned(lines: readonly OrphanLine[], newId: () => string): Y.Doc {
	const doc = new Y.Doc();
	const harvest = new HarvestDocument(doc);
	for (const { kind, at, text, forWhom, conditions } of lines) {
		const id = newId();
		harvest.add({ id, kind, card: '', at }, text, 'withdrawal');
		harvest.text(id, 'forWhom')?.insert(0, forWhom);
		harvest.text(id, 'conditions')?.insert(0, conditions);
	}
	return doc;
}
