import * as Y from 'yjs';
import { storedIn } from './entry-texts.ts';

/** Where an update put or took something: root, key of the entry, and what lies below it. */
export type Path = readonly string[];

interface Range {
	client: number;
	clock: number;
	len: number;
}

/** Places an update changed, as the document stands now. Letters have the path of their text. */
export function placesIn(doc: Y.Doc, update: Uint8Array): Path[] {
	const { structs, ds } = Y.decodeUpdate(update);
	const lost = structs.filter(({ id }) => !doc.store.clients.has(id.client));
	if (lost.length > 0) return entriesNamed(doc, lost);
	return placesAt(doc, [
		...structs.map(({ id, length }) => ({ client: id.client, clock: id.clock, len: length })),
		...[...ds.clients].flatMap(([client, deleted]) => deleted.map((each) => ({ client, ...each })))
	]);
}

/** The document was made anew since: whatever this names at its top and is there now. */
function entriesNamed(doc: Y.Doc, structs: readonly (Y.Item | Y.GC | Y.Skip)[]): Path[] {
	return structs.flatMap((struct) => {
		if (!(struct instanceof Y.Item)) return [];
		const root: unknown = struct.parent;
		const key = struct.parentSub;
		if (typeof root !== 'string' || key === null) return [];
		return doc.share.get(root)?._map.has(key) ? [[root, key]] : [];
	});
}

/** Places everything stands that whoever made this update ever made: where some of it was not kept. */
export function placesOfWriter(doc: Y.Doc, update: Uint8Array): Path[] {
	const clients = [...Y.parseUpdateMeta(update).to.keys()];
	return placesAt(
		doc,
		clients.map((client) => ({ client, clock: 0, len: Y.getState(doc.store, client) }))
	);
}

function placesAt(doc: Y.Doc, ranges: readonly Range[]): Path[] {
	const roots = new Map([...doc.share].map(([name, type]) => [type as unknown, name]));
	const places = new Map<string, Path>();
	for (const { client, clock, len } of ranges) {
		for (const struct of storedIn(doc, client, clock, len)) {
			const place = struct instanceof Y.Item ? placeOf(struct, roots) : null;
			if (place) places.set(place.join('/'), place);
		}
	}
	return [...places.values()];
}

function placeOf(item: Y.Item, roots: ReadonlyMap<unknown, string>): Path | null {
	const path: string[] = [];
	let at: Y.Item | null = item;
	let top: unknown = null;
	while (at) {
		if (at.parentSub !== null) path.unshift(at.parentSub);
		top = at.parent;
		at = at.parent instanceof Y.AbstractType ? at.parent._item : null;
	}
	const root = roots.get(top);
	return root === undefined || path.length === 0 ? null : [root, ...path];
}

/** Client that wrote what stands in a map under a key now; null: nothing does. */
export function writerOf(map: Y.Map<unknown>, key: string): number | null {
	const item = map._map.get(key);
	return item && !item.deleted ? item.id.client : null;
}
