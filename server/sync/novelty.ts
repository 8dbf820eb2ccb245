import * as Y from 'yjs';
import type { ScannedUpdate } from './scan.ts';

/** Client ids that make something the document does not have yet. */
export function newMakers(scanned: ScannedUpdate, doc: Y.Doc): number[] {
	return scanned.ranges
		.filter(({ client, end }) => end > Y.getState(doc.store, client))
		.map(({ client }) => client);
}

/** Nothing made and nothing deleted: what a newcomer answers to step 1. */
export function isEmpty({ ranges, deletes }: ScannedUpdate): boolean {
	return ranges.length === 0 && deletes.length === 0;
}

/** Whether applying it would change anything. A reader's step 2 holds only what is already there. */
export function bringsNews(scanned: ScannedUpdate, doc: Y.Doc): boolean {
	return newMakers(scanned, doc).length > 0 || scanned.deletes.some((range) => !isGone(range, doc));
}

/** Whether it leans on something the document lacks: Yjs would keep it waiting, for ever if need be. */
export function leavesGap(scanned: ScannedUpdate, doc: Y.Doc): boolean {
	const reach = (client: number) => {
		const range = scanned.ranges.find((each) => each.client === client);
		return Math.max(Y.getState(doc.store, client), range?.end ?? 0);
	};
	return (
		scanned.ranges.some(({ client, clock }) => clock > Y.getState(doc.store, client)) ||
		[...scanned.needs].some(([client, clock]) => clock >= reach(client)) ||
		scanned.deletes.some(({ client, end }) => end > reach(client))
	);
}

function isGone(range: { client: number; clock: number; end: number }, doc: Y.Doc): boolean {
	const structs = doc.store.clients.get(range.client);
	if (!structs || range.end > Y.getState(doc.store, range.client)) return false;
	for (let i = Y.findIndexSS(structs, range.clock); i < structs.length; i++) {
		const struct = structs[i]!;
		if (struct.id.clock >= range.end) return true;
		if (!struct.deleted) return false;
	}
	return true;
}
