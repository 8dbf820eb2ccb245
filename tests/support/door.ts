import * as Y from 'yjs';
import { MalformedFrame } from '../../server/sync/bytes.ts';
import { checkNesting } from '../../server/sync/nesting.ts';
import { leavesGap } from '../../server/sync/novelty.ts';
import { scanUpdate, type DocumentRules } from '../../server/sync/scan.ts';

export const boardRules: DocumentRules = { roots: new Set(['cards', 'comments']), richText: false };

/** Through the whole door of a room into a document: null when refused, else what went wrong. */
export function enter(update: Uint8Array, base: Uint8Array = Uint8Array.of(0, 0)): string | null {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, base);
	try {
		const scanned = scanUpdate(update, boardRules);
		if (leavesGap(scanned, doc)) return null;
		checkNesting(scanned, doc);
	} catch (error) {
		if (error instanceof MalformedFrame) return null;
		throw error;
	}
	try {
		Y.applyUpdate(doc, update);
		if (doc.store.pendingStructs || doc.store.pendingDs) return 'waits for ever';
		Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc));
		return 'fine';
	} catch (error) {
		return String(error);
	}
}
