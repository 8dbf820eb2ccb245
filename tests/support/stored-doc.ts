import * as Y from 'yjs';
import type { StoredDocument } from '../../server/sync/update-log.ts';

/** A document as its newest stored version tells it. */
export function storedDoc(stored: StoredDocument | null): Y.Doc {
	const doc = new Y.Doc();
	const { snapshot, tail } = stored!.versions[0]!;
	for (const update of [...(snapshot?.parts ?? []), ...tail]) Y.applyUpdate(doc, update);
	return doc;
}
