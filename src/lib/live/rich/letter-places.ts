import type { Node } from '@tiptap/pm/model';
import { textBlocksOf, type TextBlock } from './held-ranges';

/**
 * Where a place went when others laid blocks out anew. Splitting, joining or listing a block takes its
 * letters away and writes the same letters elsewhere, so a place by letter is gone though they are not.
 */
export class LetterPlaces {
	readonly #before: Letters;
	readonly #after: Letters;
	/** Letters that stayed at the front, and behind it at the end. */
	readonly #front: number;
	readonly #end: number;

	constructor(before: Node, after: Node) {
		this.#before = new Letters(before);
		this.#after = new Letters(after);
		const [one, other] = [this.#before.text, this.#after.text];
		const fewest = Math.min(one.length, other.length);
		let front = 0;
		while (front < fewest && one[front] === other[front]) front += 1;
		let end = 0;
		while (end < fewest - front && one.at(-1 - end) === other.at(-1 - end)) end += 1;
		this.#front = front;
		this.#end = end;
	}

	/** Behind the letter it stood behind, or else before the one it stood before; null: not known. */
	find(place: number): number | null {
		return this.#find(place, this.#kept);
	}

	/** Others wrote elsewhere too: where most letters around it are the same. */
	guess(place: number): number | null {
		return this.#find(place, this.#alike);
	}

	#find(place: number, moved: (letter: number) => number | null): number | null {
		const block = this.#before.blockAt(place);
		if (!block) return null;
		const letter = this.#before.indexOf(block, place);
		const left = place > block.start ? moved(letter - 1) : null;
		if (left !== null) return this.#after.placeOf(left) + 1;
		const right = place < block.start + block.text.length ? moved(letter) : null;
		return right === null ? null : this.#after.placeOf(right);
	}

	readonly #kept = (letter: number): number | null => {
		if (letter < this.#front) return letter;
		const { length } = this.#before.text;
		return letter >= length - this.#end ? letter + this.#after.text.length - length : null;
	};

	readonly #alike = (letter: number): number | null => {
		const [one, other] = [this.#before.text, this.#after.text];
		let best: number | null = null;
		let most = ENOUGH - 1;
		for (
			let at = other.indexOf(one[letter] as string, this.#front);
			at >= 0 && at < other.length - this.#end;
			at = other.indexOf(one[letter] as string, at + 1)
		) {
			let left = 1;
			while (
				left < AROUND &&
				left <= at &&
				left <= letter &&
				one[letter - left] === other[at - left]
			)
				left += 1;
			let right = 1;
			while (
				right < AROUND &&
				at + right < other.length &&
				one[letter + right] === other[at + right]
			)
				right += 1;
			if (left + right > most) [best, most] = [at, left + right];
		}
		return best;
	};
}

/** So many letters to each side are looked at, and so many together say that it is the same place. */
const AROUND = 40;
const ENOUGH = 8;

/** The letters of all blocks in a row. */
class Letters {
	readonly text: string;
	readonly #blocks: TextBlock[];

	constructor(doc: Node) {
		this.#blocks = textBlocksOf(doc);
		this.text = this.#blocks.map(({ text }) => text).join('');
	}

	blockAt(place: number): TextBlock | undefined {
		return this.#blocks.find(({ start, text }) => place >= start && place <= start + text.length);
	}

	indexOf(block: TextBlock, place: number): number {
		let before = 0;
		for (const each of this.#blocks) {
			if (each === block) break;
			before += each.text.length;
		}
		return before + place - block.start;
	}

	placeOf(letter: number): number {
		let left = letter;
		for (const { start, text } of this.#blocks) {
			if (left < text.length) return start + left;
			left -= text.length;
		}
		throw new RangeError('no such letter');
	}
}
