import { Fragment, type Node } from '@tiptap/pm/model';
import type { HeldRange } from '../held-finds';

/** A document without what is held, and without links that may not be sent. */
export function sharedOf(
	doc: Node,
	ranges: readonly HeldRange[],
	mayLink: (href: string) => boolean
): Node {
	const strip = (node: Node, start: number): Node => {
		const children: Node[] = [];
		let isSame = true;
		node.forEach((child, offset) => {
			const at = start + offset;
			if (child.isInline) {
				const kept = letGo(child, at, ranges, mayLink);
				isSame &&= kept.length === 1 && kept[0] === child;
				children.push(...kept);
			} else {
				const kept = child.isLeaf ? child : strip(child, at + 1);
				isSame &&= kept === child;
				children.push(kept);
			}
		});
		return isSame ? node : node.copy(Fragment.fromArray(joinTexts(children)));
	};
	return strip(doc, 0);
}

function letGo(
	node: Node,
	at: number,
	ranges: readonly HeldRange[],
	mayLink: (href: string) => boolean
): Node[] {
	const end = at + node.nodeSize;
	const marks = node.marks.filter(
		(mark) => mark.type.name !== 'link' || mayLink(String(mark.attrs['href']))
	);
	const sent = marks.length === node.marks.length ? node : node.mark(marks);
	const kept: Node[] = [];
	let from = at;
	for (const range of ranges) {
		if (range.to <= at || range.from >= end) continue;
		if (range.from > from) kept.push(sent.cut(from - at, range.from - at));
		from = Math.max(from, range.to);
	}
	if (from === at) return [sent];
	if (from < end) kept.push(sent.cut(from - at));
	return kept;
}

function joinTexts(nodes: readonly Node[]): Node[] {
	const all: Node[] = [];
	for (const node of nodes) {
		const last = all.at(-1);
		if (last?.isText && node.isText && last.sameMarkup(node)) {
			const text = (last.text ?? '') + (node.text ?? '');
			all[all.length - 1] = node.type.schema.text(text, node.marks);
		} else all.push(node);
	}
	return all;
}

/** Where a place on the screen is in what is shared; inside a range: where it stands. */
export function toShared(ranges: readonly HeldRange[], place: number): number {
	let before = 0;
	for (const { from, to } of ranges) {
		if (place <= from) break;
		before += Math.min(place, to) - from;
	}
	return place - before;
}

/** Where a place in what is shared is on the screen: before a range that stands there. */
export function toShown(ranges: readonly HeldRange[], place: number): number {
	let shown = place;
	for (const { from, to } of ranges) {
		if (from >= shown) break;
		shown += to - from;
	}
	return shown;
}
