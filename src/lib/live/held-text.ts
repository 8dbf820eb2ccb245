import * as Y from 'yjs';
import {
	editPieces,
	joinedPieces,
	placesOf,
	rebasePieces,
	release,
	shownDelta,
	toShared,
	toShown,
	withPieces,
	type HeldPiece,
	type Stretch
} from '$lib/documents/held-pieces';
import {
	applyEdit,
	editBetween,
	shift,
	type TextDelta,
	type TextEdit
} from '$lib/documents/text-edit';
import { isSerious } from '$lib/privacy/findings';
import type { Finding } from '$lib/privacy/personal-data';
import {
	BlockFinds,
	endsOf,
	findsIn,
	findsOfIn,
	keepDone,
	keepLost,
	stillHeldIn,
	type HeldRange,
	type Judging,
	type Letters
} from './held-finds';
import { Live, Signal } from './live';

export interface HeldTextOptions {
	/** Of every transaction this text makes. */
	origin: unknown;
	/** More than this many UTF-16 units is not sent: it stays with its writer until it fits. */
	limit: number;
}

/** What a page shows of it. */
export interface HeldView {
	shown: string;
	/** Parts of what is shown that are not sent. */
	held: Stretch[];
	/** Findings in what is not sent: what stands between these words and the others. */
	findings: Finding[];
	/** Findings in what others have already: by a later edit, or older than the guard. */
	late: Finding[];
	/** Nothing is held for these. */
	remarks: Finding[];
	/** UTF-16 units too many, 0 when it fits. */
	excess: number;
}

/**
 * A shared text as one person writes it. What points at a person, or still might, is held back: her
 * own screen shows it in its place, nothing of it is in the document until it is decided.
 */
export class HeldText {
	readonly now: Live<HeldView>;
	readonly #text: Y.Text;
	readonly #options: HeldTextOptions;
	readonly #changed = new Signal();
	#judging: Judging;
	readonly #observe: (event: Y.YTextEvent, transaction: Y.Transaction) => void;
	/** The shared text as known here. */
	#shared: string;
	#pieces: HeldPiece<Finding>[] = [];
	#undone: HeldPiece<Finding>[] = [];
	readonly #finds = new BlockFinds();
	/** Where she typed last, in what is shown. */
	#caret = 0;
	#turn = 0;
	/** Turn of the last edit of which something was sent. */
	#sent = 0;
	/** What was shown last: asked for by several at every key. */
	#seen: HeldView | null = null;
	/** What others did, as the writer sees it. */
	onRemote: (delta: TextDelta) => void = () => undefined;

	constructor(text: Y.Text, options: HeldTextOptions, judging: Judging) {
		this.#text = text;
		this.#options = options;
		this.#judging = judging;
		this.#shared = text.toJSON();
		this.#observe = ({ delta }, { origin }) => {
			// Its own writing it knows.
			if (origin === options.origin) return;
			const seen = shownDelta(delta, this.#pieces);
			this.#rebase(delta);
			this.#caret = shift(this.#caret, seen, false);
			this.#undone = this.#undone.map((piece) => ({ ...piece, at: shift(piece.at, delta, true) }));
			this.onRemote(seen);
			this.#seen = null;
			this.#changed.emit();
		};
		text.observe(this.#observe);
		this.now = new Live(() => (this.#seen ??= this.#view()), this.#changed.on);
	}

	/** Something else is shown, held or found. Returns its own undo. */
	get onChange(): Signal['on'] {
		return this.#changed.on;
	}

	get shown(): string {
		return withPieces(this.#shared, this.#pieces);
	}

	get isHolding(): boolean {
		return this.#pieces.length > 0;
	}

	/** Where a place in what is shown is in the shared text. */
	toShared(place: number): number {
		return toShared(this.#pieces, place);
	}

	/** Where a place in the shared text is in what is shown. */
	toShown(place: number): number {
		return toShown(this.#pieces, place);
	}

	/** The field now says `next`; `caret` is the end of what was typed. */
	type(next: string, caret: number): void {
		const edit = editBetween(this.shown, next, caret);
		if (edit.removed === 0 && edit.inserted === '') return;
		this.#undone = [];
		this.#edit(edit.start, edit.removed, edit.inserted, true);
	}

	/** Puts something else in the place of a part of what is shown. Nothing more will follow it. */
	replace({ start, end }: Stretch, text: string): void {
		this.#undone = [];
		this.#edit(start, end - start, text, false);
	}

	/** Nothing is being typed any more: what could have become a finding and is none goes. */
	decide(): void {
		this.#keepDone(() => true);
		this.#pieces = this.#pieces.map((piece) => ({ ...piece, isOpen: false }));
		this.#settle();
	}

	/** Nothing was typed for a while: a plain word at the end need not wait for a space. */
	rest(): void {
		const { shown } = this;
		const { guard } = this.#judging;
		this.#pieces = this.#ranges().map((range, i) => {
			const ends = endsOf(range, this.#caret).map((end) => shown.slice(0, end));
			const isOpen = range.isOpen && !ends.every((text) => guard?.mayRest(text));
			return { ...(this.#pieces[i] as HeldPiece<Finding>), isOpen };
		});
		this.#settle();
	}

	/** Takes back what was typed last, if that was held. */
	undo(): boolean {
		const newest = this.#pieces.reduce<HeldPiece<Finding> | null>(
			(last, piece) => (last && last.turn > piece.turn ? last : piece),
			null
		);
		if (!newest || newest.turn < this.#sent) return false;
		this.#pieces = this.#pieces.filter((piece) => piece !== newest);
		this.#undone.push(newest);
		this.#settle();
		return true;
	}

	/** Brings back what `undo` took, as long as nothing was typed since. */
	redo(): boolean {
		const piece = this.#undone.pop();
		if (!piece) return false;
		const start = toShown(this.#pieces, Math.min(piece.at, this.#shared.length));
		this.#edit(start, 0, piece.text, piece.isOpen);
		return true;
	}

	/** The guard is there, or other phrases are allowed from now on. */
	judge(judging: Judging): void {
		this.#judging = judging;
		this.#settle();
	}

	/** What was not sent is nowhere any more. */
	drop(): void {
		this.#pieces = [];
		this.#undone = [];
		this.#settle();
	}

	/** Sends what may be sent. */
	#settle(): void {
		if (this.isHolding && this.#excess === 0) {
			const ranges = this.#ranges();
			const left = stillHeldIn(this.#letters, ranges, this.#judging, this.#finds, this.#caret);
			const stretches = left.map(({ from, to }) => ({ start: from, end: to }));
			const released = release(this.#pieces, stretches);
			const { insertions } = released;
			// Each range that is left lies in one piece.
			const pieces = joinedPieces(
				released.pieces.map((piece, i) => ({ ...piece, ...heldAs(left[i] as HeldRange) }))
			);
			this.#pieces = pieces;
			if (insertions.length > 0) {
				const typed = this.#turn;
				this.#sent = ++this.#turn;
				// What stays of that same edit is as new as what went of it: undo takes it first.
				this.#pieces = pieces.map((piece) =>
					piece.turn === typed ? { ...piece, turn: this.#sent } : piece
				);
				this.#write(insertions);
			}
		}
		this.#seen = null;
		this.#changed.emit();
	}

	#edit(start: number, removed: number, inserted: string, isOpen: boolean): void {
		const { shown } = this;
		const caret = this.#caret;
		const isElsewhere = start !== caret && start + removed !== caret;
		this.#keepDone(
			({ from, to }) =>
				isElsewhere || !isOpen || isOnAnotherLine(shown, caret, { start: from, end: to })
		);
		this.#caret = start + inserted.length;
		const turn = ++this.#turn;
		const edited = editPieces(this.#pieces, { start, removed, inserted }, { turn, isOpen });
		this.#pieces = edited.pieces;
		const { removal } = edited;
		// Taking away always goes through, also from a text that came in too long.
		if (removal.removed > 0) {
			this.#sent = turn;
			this.#write([removal]);
		}
		this.#settle();
	}

	#write(edits: readonly TextEdit[]): void {
		// Known here before it is written: whoever hears of it may ask, or leave the field.
		this.#shared = edits.reduce(applyEdit, this.#shared);
		this.#seen = null;
		this.#text.doc?.transact(() => {
			for (const { start, removed, inserted } of edits) {
				if (removed > 0) this.#text.delete(start, removed);
				if (inserted !== '') this.#text.insert(start, inserted);
			}
		}, this.#options.origin);
	}

	#view(): HeldView {
		const { shown } = this;
		const held = placesOf(this.#pieces);
		const isHeld = (find: Finding) => held.some((each) => touches(each, find));
		const all = findsIn(this.#letters, this.#ranges(), this.#judging, this.#finds);
		const serious = all.filter(isSerious);
		return {
			shown,
			held,
			findings: serious.filter(isHeld),
			late: serious.filter((find) => !isHeld(find)),
			remarks: all.filter((find) => !isSerious(find)),
			excess: this.#excess
		};
	}

	get #excess(): number {
		return Math.max(0, this.shown.length - this.#options.limit);
	}

	get #letters(): Letters {
		return { start: 0, text: this.shown };
	}

	#ranges(): HeldRange[] {
		const places = placesOf(this.#pieces);
		return this.#pieces.map(({ isOpen, turn, find, was }, i) => {
			const { start, end } = places[i] as Stretch;
			return { from: start, to: end, isOpen, turn, find, was };
		});
	}

	/** The pieces of these ranges, each of which lies in one of the pieces there are. */
	#cut(ranges: readonly HeldRange[]): HeldPiece<Finding>[] {
		const { shown } = this;
		const places = placesOf(this.#pieces);
		return ranges.map((range) => {
			const i = places.findIndex(({ start, end }) => range.from >= start && range.to <= end);
			const piece = this.#pieces[i] as HeldPiece<Finding>;
			return { ...piece, ...heldAs(range), text: shown.slice(range.from, range.to) };
		});
	}

	/** She is elsewhere now: what is a find stays one, whatever she types beside it or into it. */
	#keepDone(isDone: (range: HeldRange) => boolean): void {
		const ranges = this.#ranges();
		const done = ranges.filter((range) => !range.find && isDone(range));
		const found = findsOfIn(this.#letters, done, this.#judging, this.#finds);
		if (found.size > 0) this.#pieces = this.#cut(keepDone(ranges, found));
	}

	/** Others changed the shared text: what was a find, and is none by that, stays one. */
	#rebase(delta: TextDelta): void {
		const ranges = this.#ranges();
		const before = findsOfIn(this.#letters, ranges, this.#judging, this.#finds);
		const shifted = this.#pieces.map((piece) => ({ ...piece, at: shift(piece.at, delta, true) }));
		const places = placesOf(shifted);
		const moved = new Map(ranges.map((range, i) => [range, places[i]?.start ?? 0]));
		this.#shared = this.#text.toJSON();
		this.#pieces = rebasePieces(this.#pieces, delta);
		const now = this.#ranges();
		const found = { before, now: findsOfIn(this.#letters, now, this.#judging, this.#finds) };
		this.#pieces = this.#cut(keepLost(now, found, moved));
	}
}

function heldAs({
	isOpen,
	find,
	was
}: HeldRange): Pick<HeldPiece<Finding>, 'isOpen' | 'find' | 'was'> {
	return { isOpen, find, was };
}

function isOnAnotherLine(text: string, caret: number, { start, end }: Stretch): boolean {
	return text.slice(Math.min(end, caret), Math.max(start, caret)).includes('\n');
}

function touches(one: Stretch, other: Stretch): boolean {
	return one.start < other.end && other.start < one.end;
}
