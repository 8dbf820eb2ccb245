import * as Y from 'yjs';
import { MalformedFrame } from './bytes.ts';
import { syncLimits } from './limits.ts';
import type { ScannedStruct, ScannedUpdate, StructId } from './scan.ts';

/**
 * Throws when the update would nest shared types deeper than the limit, or leans on itself. Yjs
 * recurses over nesting: a few thousand levels in 18 kB end a document for everybody.
 */
export function checkNesting(scanned: ScannedUpdate, doc: Y.Doc): void {
	checkOrder(scanned, doc);
	if (scanned.types === 0) return;
	const known = new Map<ScannedStruct, number>();
	for (const records of scanned.structs.values()) {
		for (const record of records) depthOf(record, scanned, doc, known);
	}
}

/**
 * Structs of two clients that lean on each other can never be put in: Yjs would keep them waiting,
 * and hand them to every newcomer.
 */
function checkOrder(scanned: ScannedUpdate, doc: Y.Doc): void {
	if (scanned.structs.size < 2) return;
	const reached = new Map<number, number>();
	const reach = (client: number) => reached.get(client) ?? Y.getState(doc.store, client);
	const waiting = new Map(
		[...scanned.structs].map(([client, records]) => [client, { records, at: 0 }])
	);
	for (let moved = true; moved && waiting.size > 0;) {
		moved = false;
		for (const [client, run] of waiting) {
			for (let record = run.records[run.at]; record; record = run.records[++run.at]) {
				if (record.leans.some((on) => reach(on.client) <= on.clock)) break;
				reached.set(client, Math.max(reach(client), record.end));
				moved = true;
			}
			if (run.at === run.records.length) waiting.delete(client);
		}
	}
	if (waiting.size > 0) throw new MalformedFrame('circle');
}

function depthOf(
	start: ScannedStruct,
	scanned: ScannedUpdate,
	doc: Y.Doc,
	known: Map<ScannedStruct, number>
): void {
	const path: { record: ScannedStruct; deeper: number }[] = [];
	const visited = new Set<ScannedStruct>();
	let depth: number | undefined;
	for (let record: ScannedStruct = start; depth === undefined;) {
		const place = record.place;
		depth = known.get(record);
		if (depth !== undefined) break;
		const inside = place !== null && place !== 'root' && 'in' in place;
		path.push({ record, deeper: inside ? 1 : 0 });
		// Structs that stand beside each other in a circle belong nowhere.
		if (visited.has(record)) throw new MalformedFrame('circle');
		visited.add(record);
		if (place === null || place === 'root') depth = 1;
		else {
			const id = 'in' in place ? place.in : place.beside;
			const next = find(scanned.structs.get(id.client), id.clock);
			if (next) record = next;
			else depth = depthInDocument(doc, id);
		}
	}
	while (path.length > 0) {
		const { record, deeper } = path.pop() as { record: ScannedStruct; deeper: number };
		depth += deeper;
		if (depth > syncLimits.nesting) throw new MalformedFrame('nested too deep');
		known.set(record, depth);
	}
}

function find(records: ScannedStruct[] | undefined, clock: number): ScannedStruct | undefined {
	if (!records) return undefined;
	let low = 0;
	let high = records.length - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		const record = records[middle] as ScannedStruct;
		if (clock < record.clock) high = middle - 1;
		else if (clock >= record.end) low = middle + 1;
		else return record;
	}
	return undefined;
}

function depthInDocument(doc: Y.Doc, id: StructId): number {
	if (id.clock >= Y.getState(doc.store, id.client)) return 1;
	let depth = 1;
	let item: unknown = Y.getItem(doc.store, Y.createID(id.client, id.clock));
	while (item instanceof Y.Item && item.parent instanceof Y.AbstractType && item.parent._item) {
		item = item.parent._item;
		depth += 1;
	}
	return depth;
}
