import * as Y from 'yjs';

/** A run of one text and the clocks of the client that wrote it. */
export interface Run {
	start: number;
	end: number;
	client: number;
	/** Of its first letter; of a value that is written whole, of all of it. */
	clock: number;
	isWhole: boolean;
}

/** Words that stand somewhere in an entry of a document, wherever a client chose to put them. */
export interface EntryText {
	/** Root, key of the entry, and what lies below it. */
	path: readonly string[];
	text: string;
	runs: readonly Run[];
}

/** An entry at the top of a document: `cards/<id>`. */
export type Entry = readonly [root: string, key: string];

/** Stretches of clocks, by client. */
export type Deleted = ReadonlyMap<number, readonly { clock: number; len: number }[]>;

type Shared = Y.ContentType['type'];

/** Key of whatever lies in a root under no key: no page of ours puts anything there. */
const NO_KEY = '';
/** Where in a path a key itself is meant, or what lies in a list. */
export const KEY = '(key)';
const LIST = '(list)';

/** Every entry of a document. */
export function entriesOf(doc: Y.Doc): Entry[] {
	return [...doc.share].flatMap(([root, type]) =>
		[...type._map.keys()].map((key): Entry => [root, key])
	);
}

/**
 * Entries an update put or took something in, as they stand in the document now; and what it brought
 * that is not in there any more. `deleted`: which clocks it deleted, by client. `isLost`: the document
 * was made anew since, and knows nothing of it.
 */
export function touchedBy(
	doc: Y.Doc,
	update: Uint8Array
): { entries: Entry[]; gone: string[]; deleted: Deleted; isLost: boolean } {
	const entries = new Map<string, Entry>();
	const gone: string[] = [];
	const roots = new Map([...doc.share].map(([name, type]) => [type as unknown, name]));
	const touch = (item: Y.Item) => {
		let top = item;
		while (top.parent instanceof Y.AbstractType && top.parent._item) top = top.parent._item;
		const root = roots.get(top.parent);
		if (root !== undefined)
			entries.set(`${root}/${top.parentSub ?? ''}`, [root, top.parentSub ?? '']);
	};
	const { structs, ds } = Y.decodeUpdate(update);
	const isLost = structs.some(({ id }) => !doc.store.clients.has(id.client));
	for (const struct of structs) {
		let isThere = false;
		for (const each of storedIn(doc, struct.id.client, struct.id.clock, struct.length)) {
			if (!(each instanceof Y.Item)) continue;
			touch(each);
			isThere ||= !each.deleted;
		}
		if (!isThere && struct instanceof Y.Item) gone.push(...wordsOf(struct.content));
	}
	for (const [client, ranges] of ds.clients) {
		for (const { clock, len } of ranges) {
			for (const each of storedIn(doc, client, clock, len)) if (each instanceof Y.Item) touch(each);
		}
	}
	return { entries: [...entries.values()], gone, deleted: ds.clients, isLost };
}

/** All words of one entry, its own key and those below it included. */
export function textsOf(doc: Y.Doc, [root, key]: Entry): EntryText[] {
	const type = doc.share.get(root);
	if (!type) return [];
	const found: EntryText[] = [];
	if (key === NO_KEY) listTexts(type, [root, key], found);
	const item = type._map.get(key);
	if (item && !item.deleted) readEntry(item, [root, key], found);
	return found;
}

function readEntry(item: Y.Item, path: readonly string[], found: EntryText[]): void {
	const key = path.at(-1) ?? '';
	found.push({ path: [...path, KEY], text: key, runs: [runOf(item, key.length)] });
	if (item.content instanceof Y.ContentType) {
		const { type } = item.content;
		listTexts(type, path, found);
		for (const [below, each] of type._map) {
			if (!each.deleted) readEntry(each, [...path, below], found);
		}
		return;
	}
	for (const text of wordsOf(item.content)) {
		found.push({ path, text, runs: [runOf(item, text.length)] });
	}
}

/** What lies in a type one after another: of a Y.Text its letters as one text. */
function listTexts(type: Shared, path: readonly string[], found: EntryText[]): void {
	const runs: Run[] = [];
	let text = '';
	const read = (inside: Shared) => {
		for (let item = inside._start; item; item = item.right) {
			if (item.deleted) continue;
			const { content } = item;
			if (content instanceof Y.ContentString) {
				const { client, clock } = item.id;
				const start = text.length;
				runs.push({ start, end: start + item.length, client, clock, isWhole: false });
				text += content.str;
			} else if (content instanceof Y.ContentType) {
				const { type: below } = content;
				// Letters of a paragraph may lie in several texts: one reads them as one.
				if (below instanceof Y.XmlText) read(below);
				else if (isBreak(below)) text += '\n';
				else listTexts(below, [...path, LIST], found);
				if (below instanceof Y.XmlElement) {
					const name = below.nodeName;
					found.push({ path: [...path, LIST, KEY], text: name, runs: [runOf(item, name.length)] });
				}
				for (const [key, each] of below._map) {
					if (!each.deleted) readEntry(each, [...path, LIST, key], found);
				}
			} else {
				for (const word of wordsOf(content)) {
					found.push({ path: [...path, LIST, KEY], text: word, runs: [runOf(item, word.length)] });
				}
			}
		}
	};
	read(type);
	if (text !== '') found.push({ path, text, runs });
}

function isBreak(type: Shared): boolean {
	return type instanceof Y.XmlElement && type.nodeName === 'hardBreak';
}

function runOf({ id }: Y.Item, length: number): Run {
	return { start: 0, end: length, client: id.client, clock: id.clock, isWhole: true };
}

/** The words an update brings, whatever became of them. */
export function wordsIn(update: Uint8Array): string[] {
	return Y.decodeUpdate(update).structs.flatMap((struct) =>
		struct instanceof Y.Item ? wordsOf(struct.content) : []
	);
}

function wordsOf(content: Y.Item['content']): string[] {
	if (content instanceof Y.ContentString) return [content.str];
	// A link lies in the format of its letters.
	if (content instanceof Y.ContentFormat) return stringsIn(content.value);
	if (content instanceof Y.ContentEmbed) return stringsIn(content.embed);
	return content instanceof Y.ContentAny ? content.arr.flatMap(stringsIn) : [];
}

function stringsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) return value.flatMap(stringsIn);
	return Object.entries(value).flatMap(([key, each]) => [key, ...stringsIn(each)]);
}

export function* storedIn(doc: Y.Doc, client: number, clock: number, length: number) {
	const structs = doc.store.clients.get(client);
	if (!structs || clock >= Y.getState(doc.store, client)) return;
	for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
		const struct = structs[at];
		if (!struct || struct.id.clock >= clock + length) return;
		yield struct;
	}
}
