import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import type { Finding } from '$lib/privacy/personal-data';
import {
	findsOfIn,
	joinedRanges,
	stillHeldIn,
	type BlockFinds,
	type HeldRange,
	type Judging,
	type Letters
} from '../held-finds';

/** A block that holds letters, as text: each break is a line end, so places are the document's. */
export interface TextBlock extends Letters {
	node: Node;
}

/** Nodes never change: the text of one is read once. */
const texts = new WeakMap<Node, string>();

export function textOf(node: Node): string {
	let text = texts.get(node);
	if (text === undefined) {
		text = node.textBetween(0, node.content.size, '\n', '\n');
		texts.set(node, text);
	}
	return text;
}

export function textBlocksOf(doc: Node): TextBlock[] {
	const blocks: TextBlock[] = [];
	doc.descendants((node, at) => {
		if (!node.isTextblock) return true;
		blocks.push({ node, start: at + 1, text: textOf(node) });
		return false;
	});
	return blocks;
}

/** Letters, and line ends between blocks. */
export function sizeOf(doc: Node): number {
	return textBlocksOf(doc).reduce((sum, { text }) => sum + text.length + 1, -1);
}

/** A place in the text of all blocks, a line each, as a place in the document. */
export function placeOfLetter(doc: Node, letter: number): number {
	let line = 0;
	let place = 1;
	for (const { start, text } of textBlocksOf(doc)) {
		place = start + Math.min(text.length, Math.max(0, letter - line));
		if (letter <= line + text.length) return place;
		line += text.length + 1;
	}
	return place;
}

/** The ranges after a change of the writer's own: everything it put in is held. */
export function afterEdit(
	ranges: readonly HeldRange[],
	tr: Transaction,
	{ turn, isOpen }: { turn: number; isOpen: boolean }
): HeldRange[] {
	let all = [...ranges];
	for (const [step, map] of tr.mapping.maps.entries()) {
		const before = tr.docs[step] as Node;
		const changes: Change[] = [];
		map.forEach((oldStart, oldEnd, newStart, newEnd) =>
			changes.push({ oldStart, oldEnd, newStart, newEnd })
		);
		const moved = all.flatMap((range) => {
			const from = map.map(range.from, 1);
			const to = map.map(range.to, -1);
			// Other words in the place of a part of it: the rest of it is what it was.
			if (range.find && !(isOpen && changes.some((each) => takesFrom(each, range))))
				return around(range, changes).map((part) => ({
					...part,
					from: map.map(part.from, 1),
					to: map.map(part.to, -1)
				}));
			const isTouched =
				range.find !== undefined ||
				changes.some(({ oldStart, oldEnd }) => range.from <= oldEnd && range.to >= oldStart);
			const opened = { isOpen: isOpen || range.isOpen, turn, find: undefined };
			return [{ ...range, ...(isTouched ? opened : {}), was: wasIn(before, range), from, to }];
		});
		const fresh = changes
			.filter(({ newStart, newEnd }) => newEnd > newStart)
			.map(({ newStart, newEnd }) => ({ from: newStart, to: newEnd, isOpen, turn }));
		all = [...moved, ...fresh];
	}
	// Of what was put in by a choice nothing is open, whatever it took the place of.
	if (!isOpen) all = all.map((range) => (range.turn === turn ? { ...range, isOpen } : range));
	return tidy(tr.doc, all);
}

interface Change {
	oldStart: number;
	oldEnd: number;
	newStart: number;
	newEnd: number;
}

function takesFrom({ oldStart, oldEnd }: Change, { from, to }: HeldRange): boolean {
	return Math.max(oldStart, from) < Math.min(oldEnd, to);
}

/** What a range was kept for, by the letters of it that stood there. */
function wasIn(doc: Node, { from, to, find, was }: HeldRange): HeldRange['was'] {
	if (!find) return was;
	return [...(was ?? []), { ...find, text: doc.textBetween(from, to, '\n', '\n') }];
}

/** A kept find without what was taken from it, and apart where something was put in between. */
function around(range: HeldRange, changes: readonly Change[]): HeldRange[] {
	const parts: HeldRange[] = [];
	let { from } = range;
	for (const { oldStart, oldEnd } of changes) {
		if (oldStart >= range.to || oldEnd <= from) continue;
		if (oldStart > from) parts.push({ ...range, from, to: oldStart });
		from = oldEnd;
	}
	return from < range.to ? [...parts, { ...range, from }] : parts;
}

/** In order, one per stretch of letters, none across blocks. */
function tidy(doc: Node, ranges: readonly HeldRange[]): HeldRange[] {
	if (ranges.length === 0) return [];
	return textBlocksOf(doc).flatMap(({ start, text }) =>
		joinedRanges(
			ranges
				.map((range) => ({
					...range,
					from: Math.max(range.from, start),
					to: Math.min(range.to, start + text.length)
				}))
				.filter(({ from, to }) => to > from)
				.sort((a, b) => a.from - b.from)
		)
	);
}

/** Whether a place is among the letters of the block of another. */
export function isBeside(doc: Node, caret: number, place: number): boolean {
	const here = doc.resolve(caret);
	return place >= here.start(here.depth) && place <= here.end(here.depth);
}

/** What stays held of these ranges, by the same rules as HeldText: the rest may be sent. */
export function stillHeld(
	doc: Node,
	ranges: readonly HeldRange[],
	judging: Judging,
	finds: BlockFinds,
	caret: number
): HeldRange[] {
	if (!judging.guard || ranges.length === 0) return [...ranges];
	return textBlocksOf(doc).flatMap((block) =>
		stillHeldIn(block, rangesIn(block, ranges), judging, finds, caret)
	);
}

/** Where in these ranges, not yet kept for it, something is found now: by letters into each. */
export function findsOf(
	doc: Node,
	ranges: readonly HeldRange[],
	judging: Judging,
	finds: BlockFinds
): Map<HeldRange, Finding[]> {
	if (ranges.every(({ find }) => find)) return new Map();
	return new Map(
		textBlocksOf(doc).flatMap((block) => [
			...findsOfIn(block, rangesIn(block, ranges), judging, finds)
		])
	);
}

function rangesIn({ start, text }: Letters, ranges: readonly HeldRange[]): HeldRange[] {
	return ranges.filter(({ from, to }) => from >= start && to <= start + text.length);
}
