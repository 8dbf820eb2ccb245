import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import type { HeldRange } from '../held-finds';
import { textBlocksOf } from './held-ranges';
import type { RichWriter } from './rich-writer';

/**
 * Each letter of what somebody typed that may not be sent, by where it stands on her screen: letters
 * of different words that come to stand beside each other are not taken for one of them.
 */
export class TypedLetters {
	readonly #writer: RichWriter;
	/** Of each whole find, until its writer takes a letter from it. */
	readonly #places = new Map<string, number[]>();

	/** `sent` is called with a find of which a letter is not held any more. */
	constructor(writer: RichWriter, sent: (find: string) => void) {
		this.#writer = writer;
		writer.watch = (tr, before) => {
			if (tr.docChanged) this.#follow(tr, before);
			const ranges = writer.binding.ranges(writer.state);
			for (const [find, places] of this.#places) {
				const isHeld = places.every((at) => ranges.some(({ from, to }) => at >= from && at < to));
				if (!isHeld) sent(find);
			}
		};
	}

	get finds(): Iterable<string> {
		return this.#places.keys();
	}

	add(find: string): void {
		for (const { start, text } of textBlocksOf(this.#writer.state.doc)) {
			const at = text.indexOf(find);
			if (at >= 0)
				this.#places.set(
					find,
					Array.from(find, (_, i) => start + at + i)
				);
		}
	}

	#follow(tr: Transaction, before: EditorState): void {
		const isOthers = tr.getMeta('addToHistory') === false;
		const moved = isOthers ? this.#heldLetters(before) : null;
		for (const [find, places] of this.#places) {
			const next: number[] = [];
			for (const at of places) {
				const place = moved ? moved.get(at) : tr.mapping.mapResult(at, 1);
				if (typeof place === 'number') next.push(place);
				else if (place && !place.deletedAfter) next.push(place.pos);
			}
			if (next.length === places.length) this.#places.set(find, next);
			else if (moved) throw new Error(`${find} is lost by what others wrote`);
			else this.#places.delete(find);
		}
	}

	/** What others write moves what is held, in the order in which it stands. */
	#heldLetters(before: EditorState): Map<number, number> {
		const { binding, state } = this.#writer;
		const was = lettersIn(before.doc, binding.ranges(before));
		const is = lettersIn(state.doc, binding.ranges(state));
		if (was.text !== is.text) throw new Error(`held ${was.text} became ${is.text}`);
		return new Map(was.places.map((place, i) => [place, is.places[i] as number]));
	}
}

function lettersIn(doc: Node, ranges: readonly HeldRange[]): { text: string; places: number[] } {
	const all = { text: '', places: [] as number[] };
	for (const { from, to } of ranges) {
		all.text += doc.textBetween(from, to, '\n', '\n');
		for (let at = from; at < to; at += 1) all.places.push(at);
	}
	return all;
}
