import type { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';

/*
 * Places in a document of ProseMirror as places in the fragment it was read from. Both have the same
 * blocks in the same order; letters of one block may lie in several texts.
 */

type Type = Y.XmlFragment | Y.XmlText;

/** A place among the letters of a block, or null when the two do not match there. */
export function toRelative(
	fragment: Y.XmlFragment,
	doc: Node,
	place: number
): Y.RelativePosition | null {
	const at = doc.resolve(place);
	let parent: Y.XmlFragment = fragment;
	for (let depth = 0; depth < at.depth; depth += 1) {
		const next = parent.get(at.index(depth));
		if (!(next instanceof Y.XmlElement) || next.nodeName !== at.node(depth + 1).type.name)
			return null;
		parent = next;
	}
	let left = at.parentOffset;
	const children = parent.toArray();
	for (const child of children) {
		const length = child instanceof Y.XmlText ? child.length : 1;
		// Behind the last letter of a text rather than before what follows it.
		if (child instanceof Y.XmlText && left <= length) {
			return Y.createRelativePositionFromTypeIndex(child, left, left === 0 ? 0 : -1);
		}
		if (left === 0) break;
		left -= length;
	}
	if (left !== 0) return null;
	const index = children.findIndex((_, i) => sizeOf(children.slice(0, i + 1)) > at.parentOffset);
	return Y.createRelativePositionFromTypeIndex(parent, index < 0 ? children.length : index);
}

/** Whether the letter it stands by is there still: a block that is laid out anew has other letters. */
export function isThere(fragment: Y.XmlFragment, { item }: Y.RelativePosition): boolean {
	const ydoc = fragment.doc;
	return ydoc !== null && item !== null && !Y.getItem(ydoc.store, item).deleted;
}

/** The place in the document now; of what was taken away: where it stood. */
export function toAbsolute(
	fragment: Y.XmlFragment,
	doc: Node,
	relative: Y.RelativePosition
): number | null {
	const ydoc = fragment.doc;
	const found = ydoc && Y.createAbsolutePositionFromRelativePosition(relative, ydoc);
	if (!found) return null;
	let type = found.type as Type;
	let { index } = found;
	/** From the outermost block on: which child. */
	const path: number[] = [];
	/** Letters before the place, in its block. */
	let offset = 0;
	if (type instanceof Y.XmlText) {
		const item = type._item;
		const parent = item?.parent;
		if (!item || !(parent instanceof Y.XmlFragment)) return null;
		const before = siblingsBefore(type);
		offset = sizeOf(before) + (item.deleted ? 0 : index);
		type = parent;
	} else if (type !== fragment && isLetters(type)) {
		offset = sizeOf(type.toArray().slice(0, index));
	} else {
		path.unshift(index);
	}
	while (type !== fragment) {
		const item: Y.Item | null = type._item;
		const parent: unknown = item?.parent;
		if (!item || !(parent instanceof Y.XmlFragment)) return null;
		index = siblingsBefore(type).length;
		if (item.deleted) {
			path.length = 0;
			offset = 0;
		}
		path.unshift(index);
		type = parent;
	}
	return placeOf(doc, path, offset);
}

function isLetters(type: Type): boolean {
	return (
		type instanceof Y.XmlElement && (type.nodeName === 'paragraph' || type.nodeName === 'heading')
	);
}

function sizeOf(children: readonly unknown[]): number {
	return children.reduce<number>(
		(sum, child) => sum + (child instanceof Y.XmlText ? child.length : 1),
		0
	);
}

function siblingsBefore(type: Type): unknown[] {
	const before: unknown[] = [];
	for (let item = type._item?.left ?? null; item; item = item.left) {
		if (!item.deleted && item.content instanceof Y.ContentType) before.unshift(item.content.type);
	}
	return before;
}

/** The nearest place among letters. */
function placeOf(doc: Node, path: readonly number[], offset: number): number {
	let node = doc;
	let place = 0;
	for (const index of path) {
		if (node.isTextblock || node.childCount === 0) break;
		const isPast = index >= node.childCount;
		const at = isPast ? node.childCount - 1 : index;
		for (let i = 0; i < at; i += 1) place += node.child(i).nodeSize;
		node = node.child(at);
		place += 1;
		if (isPast) return endOfLetters(node, place);
	}
	while (!node.isTextblock && node.firstChild) {
		node = node.firstChild;
		place += 1;
	}
	return place + Math.min(offset, node.content.size);
}

function endOfLetters(start: Node, at: number): number {
	let node = start;
	let place = at;
	while (!node.isTextblock && node.lastChild) {
		place += node.content.size - node.lastChild.nodeSize + 1;
		node = node.lastChild;
	}
	return place + node.content.size;
}
