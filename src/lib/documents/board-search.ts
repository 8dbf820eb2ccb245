/*
 * Finding words on a board: anywhere in a word, whatever the case and the accents, all of them. It
 * runs in the page alone: what somebody looks for is nobody else's.
 */

/** What can be found: a card, with everything it says to this reader. */
export interface Findable {
	id: string;
	/** Text, comments, title of its bundle, names in its fields, whose it is. */
	readonly texts: readonly string[];
}

/** Letters of one word that are looked for at least: one letter is on every card. */
const LEAST = 2;
const MOST_WORDS = 8;
const marks = /\p{M}+/gu;
const plain = /^[\0-\x7f]*$/;

/** Without accents and capitals. */
export function fold(text: string): string {
	if (plain.test(text)) return text.toLowerCase();
	return text.normalize('NFKD').replace(marks, '').toLowerCase();
}

/** The words of a query; none: it is too short to look for. */
export function wordsOf(query: string): string[] {
	const words = [...new Set(fold(query).split(/\s+/).filter(Boolean))].slice(0, MOST_WORDS);
	return words.some(({ length }) => length >= LEAST) ? words : [];
}

/** Remembers what it folded and what it found: the next letter only looks among the last hits. */
export class BoardSearch {
	#folded = new Map<string, { texts: readonly string[]; all: string }>();
	#last: { words: string[]; of: readonly Findable[]; hits: Findable[] } | null = null;

	/** Those with all of the words, in the order given. */
	find(words: readonly string[], among: readonly Findable[]): Findable[] {
		if (words.length === 0) return [];
		const last = this.#last;
		const goesOn =
			last?.of === among && last.words.every((word) => words.some((each) => each.includes(word)));
		const hits = (goesOn ? last.hits : among).filter((one) => this.#has(one, words));
		this.#last = { words: [...words], of: among, hits };
		return hits;
	}

	#has(one: Findable, words: readonly string[]): boolean {
		const said = this.#allOf(one);
		return words.every((word) => said.includes(word));
	}

	#allOf({ id, texts }: Findable): string {
		const known = this.#folded.get(id);
		const isSame =
			known?.texts.length === texts.length && known.texts.every((t, i) => t === texts[i]);
		if (known && isSame) return known.all;
		const all = texts.map(fold).join('\n');
		this.#folded.set(id, { texts, all });
		return all;
	}
}

/** Where the words stand in a text, as it is written: pairs of start and end, in order. */
export function placesOf(text: string, words: readonly string[]): [start: number, end: number][] {
	const { letters, from } = foldWithPlaces(text);
	const found: [number, number][] = [];
	for (const word of words) {
		for (let at = letters.indexOf(word); at !== -1; at = letters.indexOf(word, at + word.length)) {
			found.push([from[at] ?? 0, from[at + word.length] ?? text.length]);
		}
	}
	return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** Folded, with for each letter where it came from, and the end. */
function foldWithPlaces(text: string): { letters: string; from: number[] } {
	let letters = '';
	const from: number[] = [];
	let at = 0;
	for (const character of text) {
		const folded = fold(character);
		letters += folded;
		for (let i = 0; i < folded.length; i++) from.push(at);
		at += character.length;
	}
	from.push(text.length);
	return { letters, from };
}
