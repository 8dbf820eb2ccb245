import type { Stretch } from '$lib/documents/held-pieces';
import { isSerious } from '$lib/privacy/findings';
import type { Finding } from '$lib/privacy/personal-data';
import type { Guard } from './load-guard';

/** By what a text is judged. */
export interface Judging {
	/** Null: not loaded yet, and nothing goes. */
	guard: Guard | null;
	/** Phrases its writer may use: no personal data here. */
	allowed: readonly string[];
}

/**
 * What somebody typed and is not sent: a stretch of letters on her screen, in one block.
 * Ranges are in order and apart; of two that touch at least one is a kept find.
 */
export interface HeldRange {
	from: number;
	to: number;
	/** Still being typed: what follows decides whether it is sent. */
	isOpen: boolean;
	/** Goes up with every change: undo takes the newest. */
	turn: number;
	/**
	 * It was found, and is kept for that whatever comes to stand beside it or in between, until its writer
	 * takes a letter from it. Of a find that was broken up each part is kept by itself.
	 */
	find?: Finding | undefined;
	/** What it was kept for until its writer took letters from it: kept again where that still stands. */
	was?: readonly Finding[] | undefined;
}

/** Letters that are judged together: a text, or a block of a document. */
export interface Letters {
	/** Place of the first. */
	start: number;
	text: string;
}

/** Ranges in order, those that belong together as one. A kept find takes nothing in. */
export function joinedRanges(ranges: readonly HeldRange[]): HeldRange[] {
	const all: HeldRange[] = [];
	for (const range of ranges) {
		const last = all.at(-1);
		const isOne =
			last && (range.from < last.to || (range.from === last.to && !last.find && !range.find));
		if (isOne) {
			last.to = Math.max(last.to, range.to);
			last.isOpen ||= range.isOpen;
			last.turn = Math.max(last.turn, range.turn);
			last.find ??= range.find;
			if (range.was) last.was = [...(last.was ?? []), ...range.was];
		} else all.push({ ...range });
	}
	return all;
}

/** Findings of a block, kept for as long as the block and what it is judged by are the same. */
export class BlockFinds {
	#judging: Judging | null = null;
	#known = new Map<string, Finding[]>();

	of(text: string, judging: Judging): Finding[] {
		if (judging !== this.#judging) {
			this.#judging = judging;
			this.#known = new Map();
		}
		let found = this.#known.get(text);
		if (!found) {
			const { guard, allowed } = judging;
			found = guard?.findPersonalData(text, { allow: allowed }) ?? [];
			if (this.#known.size > 500) this.#known.clear();
			this.#known.set(text, found);
		}
		return found;
	}
}

/** Serious findings of a block: of all of it, and of each of these ranges glued to others. */
function foundIn(
	{ start, text }: Letters,
	ranges: readonly HeldRange[],
	judging: Judging,
	finds: BlockFinds
): Finding[] {
	const all = finds.of(text, judging).filter(isSerious);
	const own = ranges.flatMap((range) => {
		const from = range.from - start;
		const piece = text.slice(from, range.to - start);
		if (piece.length === text.length) return [];
		const isGlued = { start: isLetter(text[from - 1]), end: isLetter(text[range.to - start]) };
		const found = finds
			.of(piece, judging)
			.filter(isSerious)
			// A word before it, and a space, may say that it is nobody: an amount, a street.
			.filter(
				(find) => (isGlued.start && find.start === 0) || (isGlued.end && find.end === piece.length)
			);
		return found.map((find) => ({ ...find, start: find.start + from, end: find.end + from }));
	});
	// A find may hide the one beside it: a name just before an address.
	for (const [i, { end }] of [{ end: 0 }, ...all].entries()) {
		const gap = { start: end, end: all[i]?.start ?? text.length };
		const isHeld = ranges.some(({ from, to }) =>
			touches(gap, { start: from - start, end: to - start })
		);
		if (all.length === 0 || !isHeld) continue;
		for (const find of finds.of(text.slice(gap.start, gap.end), judging).filter(isSerious)) {
			own.push({ ...find, start: find.start + end, end: find.end + end });
		}
	}
	own.push(...ranges.flatMap((range) => stillThere({ start, text }, range)));
	// What stands beside a piece may make it look like something else, and must not let it go.
	for (const find of own) {
		if (!all.some(({ start, end }) => start <= find.start && end >= find.end)) all.push(find);
	}
	return all;
}

/** Letters taken from two finds may leave a whole one where they met. */
function stillThere({ start, text }: Letters, range: HeldRange): Finding[] {
	const stretch = { start: range.from - start, end: range.to - start };
	return (range.was ?? [])
		.filter((find) => find.text.length >= TELLING)
		.flatMap((find) =>
			placesOf(text, find.text).map((at) => ({ ...find, start: at, end: at + find.text.length }))
		)
		.filter((find) => touches(find, stretch));
}

/** So many letters in a row may tell who is meant. */
const TELLING = 4;

function placesOf(text: string, words: string): number[] {
	const places: number[] = [];
	for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at);
	return places;
}

function isLetter(letter: string | undefined): boolean {
	return letter !== undefined && /\S/.test(letter);
}

/** Findings of a block as its writer is told of them, in order and apart. */
export function findsIn(
	block: Letters,
	ranges: readonly HeldRange[],
	judging: Judging,
	finds: BlockFinds
): Finding[] {
	const { start, text } = block;
	const all = finds.of(text, judging);
	const kept = ranges.filter(
		({ from, to, find, was }) => (find ?? was) && from >= start && to <= start + text.length
	);
	if (kept.length === 0) return all;
	const told = foundIn(block, kept, judging, finds).filter((find) => !all.includes(find));
	for (const { from, to, find } of kept) {
		const stretch = { start: from - start, end: to - start };
		const isTold = [...all, ...told].some((each) => isSerious(each) && touches(each, stretch));
		if (find && !isTold)
			told.push({ ...find, ...stretch, text: text.slice(from - start, to - start) });
	}
	const rest = all.filter((each) => !told.some((find) => touches(find, each)));
	return [...rest, ...told].sort((a, b) => a.start - b.start);
}

function touches(one: Stretch, other: Stretch): boolean {
	return one.start < other.end && other.start < one.end;
}

/** What stays held of the ranges of one text: the rest may be sent. */
export function stillHeldIn(
	{ start, text }: Letters,
	ranges: readonly HeldRange[],
	judging: Judging,
	finds: BlockFinds,
	caret: number
): HeldRange[] {
	const { guard } = judging;
	if (!guard) return [...ranges];
	const left: HeldRange[] = [];
	const inside = ranges.map((range) => {
		const said = text.slice(range.from - start, range.to - start);
		const isNobody = (find: Finding | undefined) => isAllowed(find, said, judging.allowed);
		return {
			...range,
			find: isNobody(range.find) ? undefined : range.find,
			was: range.was?.filter((find) => !isNobody(find))
		};
	});
	const loose = inside.filter(({ find }) => !find);
	const open = loose
		.filter(({ isOpen }) => isOpen)
		.map((range) => {
			const opens = endsOf(range, caret).map((end) => guard.openFrom(text.slice(0, end - start)));
			return { start: Math.min(...opens), end: range.to - start };
		});
	const stays =
		loose.length > 0 ? joined(open, foundIn({ start, text }, loose, judging, finds)) : [];
	for (const range of inside) {
		if (range.find) {
			left.push(range);
			continue;
		}
		for (const stretch of stays) {
			const from = Math.max(range.from, start + stretch.start);
			const to = Math.min(range.to, start + stretch.end);
			const isOpen = range.isOpen && !stretch.find;
			if (to > from) left.push({ ...range, from, to, isOpen });
		}
	}
	return left;
}

/**
 * Where it is asked whether more may follow: what she held before and stands behind the caret does not
 * end the word she is at.
 */
export function endsOf({ from, to }: HeldRange, caret: number): number[] {
	return caret > from && caret < to ? [caret, to] : [to];
}

/** Its writer says it is nobody; never of what is always stopped. */
function isAllowed(find: Finding | undefined, said: string, allowed: readonly string[]): boolean {
	if (find?.severity !== 'waarschuwen') return false;
	const plain = (words: string) => words.normalize('NFKC').trim().toLowerCase();
	return allowed.some(
		(phrase) => plain(phrase).includes(plain(find.text)) || plain(phrase) === plain(said)
	);
}

/** What stays: with the find for which it does, or with none where it is still being typed. */
function joined(
	open: readonly Stretch[],
	found: readonly Finding[]
): (Stretch & { find?: Finding })[] {
	const all: (Stretch & { find?: Finding | undefined })[] = [];
	const parts: (Stretch & { find?: Finding })[] = [
		...open,
		...found.map((find) => ({ start: find.start, end: find.end, find }))
	];
	for (const part of parts.sort((a, b) => a.start - b.start || b.end - a.end)) {
		const last = all.at(-1);
		const { find } = part;
		const isOne = last && (last.find && find ? part.start < last.end : part.start <= last.end);
		if (isOne) {
			last.end = Math.max(last.end, part.end);
			if (!find) last.find = undefined;
		} else if (part.end > part.start) all.push({ start: part.start, end: part.end, find });
	}
	return all.map(({ start, end, find }) => (find ? { start, end, find } : { start, end }));
}

/** Where in these ranges, not yet kept for it, something is found now: by letters into each. */
export function findsOfIn(
	{ start, text }: Letters,
	ranges: readonly HeldRange[],
	judging: Judging,
	finds: BlockFinds
): Map<HeldRange, Finding[]> {
	const all = new Map<HeldRange, Finding[]>();
	for (const range of ranges.filter(({ find }) => !find)) {
		const from = range.from - start;
		const found = foundIn({ start, text }, [range], judging, finds)
			.map((find) => ({
				...find,
				start: Math.max(0, find.start - from),
				end: Math.min(range.to - range.from, find.end - from)
			}))
			.filter((find) => find.end > find.start);
		if (found.length > 0) all.set(range, found);
	}
	return all;
}

/** A range of which these parts are kept, by places in the document. */
function keepIn(range: HeldRange, found: readonly Finding[]): HeldRange[] {
	const parts: HeldRange[] = [];
	let at = range.from;
	for (const find of [...found].sort((a, b) => a.start - b.start)) {
		const from = Math.max(at, find.start);
		const to = Math.min(range.to, find.end);
		if (to <= from) continue;
		if (from > at) parts.push({ ...range, from: at, to: from });
		parts.push({ ...range, from, to, isOpen: false, find });
		at = to;
	}
	return at < range.to ? [...parts, { ...range, from: at }] : parts;
}

/**
 * What was a find, and is none by what others wrote around it, is kept: only its writer lets it go.
 * `moved` says where each range of before is now.
 */
export function keepLost(
	now: readonly HeldRange[],
	found: { before: ReadonlyMap<HeldRange, Finding[]>; now: ReadonlyMap<HeldRange, Finding[]> },
	moved: ReadonlyMap<HeldRange, number>
): HeldRange[] {
	const still = [...found.now].flatMap(([range, finds]) =>
		finds.map((find) => placed(find, range.from))
	);
	const lost = [...found.before]
		.flatMap(([range, finds]) => finds.map((find) => placed(find, moved.get(range) ?? 0)))
		// A longer one in its place holds it for as long as what others wrote stands there.
		.filter((find) => !still.some(({ start, end }) => start === find.start && end === find.end));
	return now.flatMap((range) => (range.find ? [range] : keepIn(range, lost)));
}

/** The ranges, with what is found in those its writer is done with kept. */
export function keepDone(
	ranges: readonly HeldRange[],
	found: ReadonlyMap<HeldRange, Finding[]>
): HeldRange[] {
	return ranges.flatMap((range) =>
		keepIn(
			range,
			(found.get(range) ?? []).map((find) => placed(find, range.from))
		)
	);
}

function placed(find: Finding, place: number): Finding {
	return { ...find, start: find.start + place, end: find.end + place };
}
