import type { Node } from '@tiptap/pm/model';
import { TextSelection, type EditorState } from '@tiptap/pm/state';
import { Transform } from '@tiptap/pm/transform';
import type * as Y from 'yjs';
import type { HeldRange } from '../held-finds';
import { LetterPlaces } from './letter-places';
import { isThere, toAbsolute, toRelative } from './rich-places';
import { toShared, toShown } from './shared-node';

/** A held piece, or an end of the selection, by where it stands in the shared text. */
interface Place {
	relative: Y.RelativePosition | null;
	/** Where it stood: if the two do not match there, or its letters were written anew. */
	at: number;
	/** Letters into the held piece that stands there; null: in none. */
	into: number | null;
}

/** Her screen again, on what others made of the shared text. */
interface Moved {
	doc: Node;
	/** Of each range as it was: where it is now. */
	moved: ReadonlyMap<HeldRange, number>;
	/** Ends of the selection, with the ranges as they are by then. */
	selection: (ranges: readonly HeldRange[]) => { anchor: number; head: number };
}

/** Where everything stands that is not shared, while others change what it stands in. */
export class HeldPlaces {
	readonly state: EditorState;
	readonly #fragment: Y.XmlFragment;
	readonly #shared: Node;
	readonly #ranges: readonly HeldRange[];
	readonly #pieces: readonly Place[];
	readonly #anchor: Place;
	readonly #head: Place;

	constructor(
		fragment: Y.XmlFragment,
		shared: Node,
		state: EditorState,
		ranges: readonly HeldRange[]
	) {
		this.state = state;
		this.#fragment = fragment;
		this.#shared = shared;
		this.#ranges = ranges;
		const place = (at: number): Place => {
			const range = ranges.find(({ from, to }) => at > from && at <= to);
			const inShared = toShared(ranges, at);
			const relative = toRelative(fragment, shared, inShared);
			return { relative, at: inShared, into: range ? at - range.from : null };
		};
		this.#pieces = ranges.map(({ from }) => place(from));
		this.#anchor = place(state.selection.anchor);
		this.#head = place(state.selection.head);
	}

	/** With her own pieces put around what others made of it. */
	on(shared: Node): Moved {
		const letters = new LetterPlaces(this.#shared, shared);
		const resolve = (place: Place) => this.#resolve(place, shared, letters);
		const stand = inOrder(this.#pieces.map(resolve));
		const { doc } = this.state;
		const pieces = this.#ranges.map((range, i) => ({
			range,
			at: stand[i] as number,
			content: doc.slice(range.from, range.to).content
		}));
		const built = new Transform(shared);
		for (const { at, content } of [...pieces].reverse()) built.insert(at, content);
		const moved = new Map<HeldRange, number>();
		let more = 0;
		for (const { range, at, content } of pieces) {
			moved.set(range, at + more);
			more += content.size;
		}
		const shown = (place: Place, at: number, ranges: readonly HeldRange[]) => {
			const range =
				place.into === null ? null : this.#ranges.find(({ from, to }) => at > from && at <= to);
			const from = range && moved.get(range);
			if (from !== null && from !== undefined) return from + (place.into ?? 0);
			return toShown(ranges, resolve(place).at);
		};
		const { anchor, head } = this.state.selection;
		const selection = (ranges: readonly HeldRange[]) => ({
			anchor: shown(this.#anchor, anchor, ranges),
			head: shown(this.#head, head, ranges)
		});
		return { doc: built.doc, moved, selection };
	}

	/** Where it is now, and whether that is sure. */
	#resolve(
		{ relative, at }: Place,
		shared: Node,
		letters: LetterPlaces
	): { at: number; isSure: boolean } {
		const known = relative && toAbsolute(this.#fragment, shared, relative);
		const isByLetter = relative !== null && isThere(this.#fragment, relative);
		const sure = isByLetter ? known : letters.find(at);
		const found = sure ?? letters.guess(at) ?? known ?? at;
		const near = shared.resolve(Math.min(found, shared.content.size));
		return { at: TextSelection.near(near).from, isSure: sure !== null };
	}
}

/** Others never change the order of held pieces: what is not sure stands between what is. */
function inOrder(stand: readonly { at: number; isSure: boolean }[]): number[] {
	const sure = stand.map(({ at, isSure }) => (isSure ? at : null));
	let least = 0;
	return stand.map(({ at }, i) => {
		const most = sure.slice(i).find((each) => each !== null) ?? Infinity;
		least = Math.max(least, Math.min(at, most));
		return least;
	});
}
