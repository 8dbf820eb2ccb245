import * as Y from 'yjs';
import {
	editPieces,
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
import { Live, Signal } from './live';
import type { Guard } from './load-guard';

export interface HeldTextOptions {
	/** Of every transaction this text makes. */
	origin: unknown;
	/** More than this many UTF-16 units is not sent: it stays with its writer until it fits. */
	limit: number;
}

/** By what a text is judged. */
export interface Judging {
	/** Null: not loaded yet, and nothing goes. */
	guard: Guard | null;
	/** Phrases its writer may use: no personal data here. */
	allowed: readonly string[];
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
	#pieces: HeldPiece[] = [];
	#undone: HeldPiece[] = [];
	#turn = 0;
	/** Turn of the last edit of which something was sent. */
	#sent = 0;
	#findings: Finding[] | null = null;
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
			this.#shared = text.toJSON();
			this.#pieces = rebasePieces(this.#pieces, delta);
			this.#undone = this.#undone.map((piece) => ({ ...piece, at: shift(piece.at, delta, true) }));
			this.onRemote(seen);
			// Others cannot let go of what she holds: a find that is none without their words waits for her.
			this.#findings = null;
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
		this.#pieces = this.#pieces.map((piece) => ({ ...piece, isOpen: false }));
		this.#settle();
	}

	/** Nothing was typed for a while: a plain word at the end need not wait for a space. */
	rest(): void {
		const { shown } = this;
		const { guard } = this.#judging;
		const places = placesOf(this.#pieces);
		this.#pieces = this.#pieces.map((piece, i) => {
			const isOpen = piece.isOpen && !guard?.mayRest(shown.slice(0, places[i]?.end));
			return { ...piece, isOpen };
		});
		this.#settle();
	}

	/** Takes back what was typed last, if that was held. */
	undo(): boolean {
		const newest = this.#pieces.reduce<HeldPiece | null>(
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
		this.#findings = null;
		if (this.isHolding && this.#excess === 0) {
			const { insertions, pieces } = release(this.#pieces, this.#stays());
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
		const turn = ++this.#turn;
		const edited = editPieces(this.#pieces, { start, removed, inserted }, turn);
		this.#pieces = isOpen
			? edited.pieces
			: edited.pieces.map((piece) => (piece.turn === turn ? { ...piece, isOpen } : piece));
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
		const serious = this.#all().filter(isSerious);
		return {
			shown,
			held,
			findings: serious.filter(isHeld),
			late: serious.filter((find) => !isHeld(find)),
			remarks: this.#all().filter((find) => !isSerious(find)),
			excess: this.#excess
		};
	}

	get #excess(): number {
		return Math.max(0, this.shown.length - this.#options.limit);
	}

	#all(): Finding[] {
		const { guard, allowed } = this.#judging;
		return (this.#findings ??= guard?.findPersonalData(this.shown, { allow: allowed }) ?? []);
	}

	/** Parts of what is shown that stay held, in order and apart. */
	#stays(): Stretch[] {
		const { shown } = this;
		const { guard } = this.#judging;
		if (!guard) return [{ start: 0, end: shown.length }];
		const open = placesOf(this.#pieces)
			.filter((_, i) => this.#pieces[i]?.isOpen)
			.map(({ end }) => ({ start: guard.openFrom(shown.slice(0, end)), end }));
		const all = [...open, ...this.#all().filter(isSerious)].sort((a, b) => a.start - b.start);
		const joined: Stretch[] = [];
		for (const { start, end } of all) {
			const last = joined.at(-1);
			if (last && start <= last.end) last.end = Math.max(last.end, end);
			else if (end > start) joined.push({ start, end });
		}
		return joined;
	}
}

function touches(one: Stretch, other: Stretch): boolean {
	return one.start < other.end && other.start < one.end;
}
