import { parentPort } from 'node:worker_threads';
import * as Y from 'yjs';
import type { CompactReply, CompactRequest } from './compactor.ts';
import { splitState } from './parts.ts';

/** The thread of compactor.ts: nothing in here touches the store. */
parentPort?.on('message', (request: CompactRequest) => {
	parentPort?.postMessage(compact(request));
});

function compact({ updates, partBytes }: CompactRequest): CompactReply {
	try {
		const doc = load(updates);
		const parts = splitState(doc, partBytes);
		// Only what can be read back to the same document replaces the log.
		if (!Y.equalSnapshots(Y.snapshot(load(parts)), Y.snapshot(doc))) {
			return { problem: 'read back, the snapshot differs' };
		}
		return { parts, stateVector: Y.encodeStateVector(doc) };
	} catch (error) {
		return { problem: error instanceof Error ? error.message : String(error) };
	}
}

function load(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	for (const update of updates) {
		Y.applyUpdate(doc, update);
		if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('an update waits');
	}
	return doc;
}
