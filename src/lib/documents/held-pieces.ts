import { shift, type TextDelta, type TextEdit } from './text-edit.ts';

/**
 * What somebody typed and is not sent: it stands in her field as if it stood at `at` in the shared
 * text. Pieces are in order, and of two that stand at one place at least one is kept as a find.
 */
export interface HeldPiece<Find extends Said = Said> {
	/** UTF-16 units into the shared text. */
	at: number;
	text: string;
	/** Still being typed: what follows decides whether it is sent. */
	isOpen: boolean;
	/** Goes up with every change: undo takes the newest. */
	turn: number;
	/** It is kept for this whatever comes to stand beside it or in between, until a letter of it is taken. */
	find?: Find | undefined;
	/** What it was kept for until letters of it were taken, and what of it stood there. */
	was?: readonly Find[] | undefined;
}

/** What was found, as it stood there. */
interface Said {
	text: string;
}

/** A part of a text, end exclusive. */
export interface Stretch {
	start: number;
	end: number;
}

/** The text as its writer sees it. */
export function withPieces(shared: string, pieces: readonly HeldPiece[]): string {
	let text = '';
	let last = 0;
	for (const { at, text: held } of pieces) {
		text += shared.slice(last, at) + held;
		last = at;
	}
	return text + shared.slice(last);
}

/** Where each piece stands in what its writer sees. */
export function placesOf(pieces: readonly HeldPiece[]): Stretch[] {
	let before = 0;
	return pieces.map(({ at, text }) => {
		const start = at + before;
		before += text.length;
		return { start, end: start + text.length };
	});
}

/** From a place in what the writer sees to one in the shared text; inside a piece: where it stands. */
export function toShared(pieces: readonly HeldPiece[], place: number): number {
	let before = 0;
	for (const { at, text } of pieces) {
		if (place <= at + before) break;
		if (place <= at + before + text.length) return at;
		before += text.length;
	}
	return place - before;
}

/** From a place in the shared text to one in what the writer sees: before a piece that stands there. */
export function toShown(pieces: readonly HeldPiece[], place: number): number {
	const before = pieces.filter(({ at }) => at < place);
	return before.reduce((sum, { text }) => sum + text.length, place);
}

/**
 * An edit of what the writer sees: what it takes out of the shared text, and the pieces after that,
 * with everything inserted as (part of) a piece.
 */
export function editPieces<Find extends Said>(
	pieces: readonly HeldPiece<Find>[],
	{ start, removed, inserted }: TextEdit,
	{ turn, isOpen }: { turn: number; isOpen: boolean }
): { removal: TextEdit; pieces: HeldPiece<Find>[] } {
	const end = start + removed;
	const from = toShared(pieces, start);
	const removal = { start: from, removed: toShared(pieces, end) - from, inserted: '' };
	const places = placesOf(pieces);
	const before: HeldPiece<Find>[] = [];
	const behind: HeldPiece<Find>[] = [];
	/** What is being changed: all of it is one piece. */
	const changed = { head: '', tail: '', was: [] as Find[] };
	for (const [i, piece] of pieces.entries()) {
		const place = places[i];
		if (!place) continue;
		const at = piece.at <= from ? piece.at : Math.max(from, piece.at - removal.removed);
		const head = piece.text.slice(0, Math.max(0, start - place.start));
		const tail = piece.text.slice(Math.max(0, end - place.start));
		const isTaken = Math.max(start, place.start) < Math.min(end, place.end);
		const isTouched = place.start <= end && place.end >= start;
		// Other words in the place of a part of a find: the rest of it is what it was.
		if (isTouched && (!piece.find || (isTaken && isOpen))) {
			changed.head += head;
			changed.tail += tail;
			changed.was.push(...(piece.was ?? []));
			if (piece.find) changed.was.push({ ...piece.find, text: piece.text });
		} else if (place.end <= start) before.push({ ...piece, at });
		else if (place.start >= end) behind.push({ ...piece, at });
		else {
			// Something is put in between the letters of a find: they stay what they are.
			before.push({ ...piece, at: Math.min(at, from), text: head });
			behind.push({ ...piece, at: from, text: tail });
		}
	}
	const { head, tail, was } = changed;
	const text = head + inserted + tail;
	// Also of what was decided: a find with a letter less is being changed, and is none for a moment.
	const piece = { at: from, text, isOpen, turn, was };
	return {
		removal,
		pieces: [...before, piece, ...behind].filter((each) => each.text !== '')
	};
}

/**
 * Lets go of whatever is outside the stretches (of what the writer sees) that stay held.
 * @returns insertions for the shared text, each at its place after those before it; and what stays.
 */
export function release<Find extends Said>(
	pieces: readonly HeldPiece<Find>[],
	held: readonly Stretch[]
): { insertions: TextEdit[]; pieces: HeldPiece<Find>[] } {
	const insertions: TextEdit[] = [];
	const left: HeldPiece<Find>[] = [];
	const places = placesOf(pieces);
	let released = 0;
	for (const [i, piece] of pieces.entries()) {
		const { start = 0, end = 0 } = places[i] ?? {};
		let done = start;
		const letGo = (to: number) => {
			if (to <= done) return;
			const inserted = piece.text.slice(done - start, to - start);
			insertions.push({ start: piece.at + released, removed: 0, inserted });
			released += inserted.length;
		};
		for (const stretch of held) {
			const from = Math.max(done, stretch.start);
			const to = Math.min(end, stretch.end);
			if (from >= to) continue;
			letGo(from);
			left.push({
				...piece,
				at: piece.at + released,
				text: piece.text.slice(from - start, to - start)
			});
			done = to;
		}
		letGo(end);
	}
	return { insertions, pieces: left };
}

/** The pieces on a shared text that others changed. */
export function rebasePieces<Find extends Said>(
	pieces: readonly HeldPiece<Find>[],
	delta: TextDelta
): HeldPiece<Find>[] {
	return joinedPieces(pieces.map((piece) => ({ ...piece, at: shift(piece.at, delta, true) })));
}

/** Pieces that stand at one place as one. A kept find takes nothing in. */
export function joinedPieces<Find extends Said>(
	pieces: readonly HeldPiece<Find>[]
): HeldPiece<Find>[] {
	const joined: HeldPiece<Find>[] = [];
	for (const piece of pieces) {
		const last = joined.at(-1);
		if (last?.at === piece.at && !last.find && !piece.find) {
			last.text += piece.text;
			last.isOpen ||= piece.isOpen;
			last.turn = Math.max(last.turn, piece.turn);
			if (piece.was) last.was = [...(last.was ?? []), ...piece.was];
		} else joined.push({ ...piece });
	}
	return joined;
}

/** What others did to the shared text, as it looks to the writer. */
export function shownDelta(delta: TextDelta, pieces: readonly HeldPiece[]): TextDelta {
	const shown: { retain?: number; delete?: number; insert?: unknown }[] = [];
	let at = 0;
	let next = 0;
	const walk = (length: number, key: 'retain' | 'delete') => {
		const to = at + length;
		for (let piece = pieces[next]; piece && piece.at < to; piece = pieces[++next]) {
			if (piece.at > at) shown.push({ [key]: piece.at - at });
			shown.push({ retain: piece.text.length });
			at = piece.at;
		}
		if (to > at) shown.push({ [key]: to - at });
		at = to;
	};
	for (const part of delta) {
		if (part.retain) walk(part.retain, 'retain');
		else if (part.delete) walk(part.delete, 'delete');
		else shown.push({ insert: part.insert });
	}
	return shown;
}
