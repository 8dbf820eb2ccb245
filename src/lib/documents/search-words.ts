import { searchLimits, type Piece, type SearchProblem } from '../domain/search.ts';
import { fold, placesOf } from './board-search.ts';

/*
 * What a text and a query are to the search of a lab: folded words of letters and digits. Whatever
 * else somebody types (quotes, stars, minus signs, half a character) separates words and means
 * nothing, so no query of hers can be one of the database.
 */

/** Letters of one word that are compared, and of one text. */
const WORD = 100;
const TEXT = 40_000;

/** The words of a text with one space between them. */
export function foldedWords(text: string): string {
	return splitWords(text.slice(0, TEXT)).join(' ');
}

function splitWords(text: string): string[] {
	return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, WORD));
}

/** The words to look for, or why there are none. */
export function readQuery(query: string): { words: string[] } | { problem: SearchProblem } {
	if (query.length > searchLimits.query) return { problem: 'long' };
	const all = [...new Set(splitWords(query))];
	// Beside a longer word one letter says nothing: "e-mail".
	const words = all.filter(({ length }) => length >= searchLimits.letters);
	if (words.length === 0) return { problem: 'short' };
	// What is in every text only matters where nothing else is asked.
	const telling = words.filter((word) => !everywhere.has(word));
	const asked = telling.length > 0 ? telling : words;
	return asked.length > searchLimits.words ? { problem: 'long' } : { words: asked };
}

const everywhere = new Set(
	(
		'aan al als bij dat de dan deze die dit doe door dus een en er had heb heeft het hij hoe hun ik in ' +
		'is ja je kan maar me men met mij na naar niet nog nu of om omdat ons onze ook op over te toch toen ' +
		'tot uit van veel voor waar wat we wel werd wie wij wil word wordt zal ze zich zij zijn zo zou'
	).split(' ')
);

/** Words of a text that say what it is about, as they come; `most` at most. */
export function tellingWords(text: string, most: number): string[] {
	const words = splitWords(text.slice(0, TEXT)).filter((word) => word.length >= TELLING);
	return [...new Set(words)].filter((word) => !everywhere.has(word)).slice(0, most);
}
const TELLING = 3;

/** What is marked in a text that was found by these words: the words, and how they may begin. */
export function wordsToMark(words: readonly string[]): string[] {
	return [...new Set(words.flatMap((word) => [word, ...formsInside(word)]))];
}

/** Shorter ends are left alone: "les" is no form of "le". */
const STEM = 3;
const endings = ['heden', 'ingen', 'en', 'es', 's', 'e'] as const;

/**
 * How a Dutch word may begin where it stands in another form: gemeenten and gemeente, zaken and zaak,
 * brieven and brief. None begins with another, and each word begins with one of them.
 */
export function formsOf(word: string): string[] {
	const forms = new Set([word]);
	for (const ending of endings) {
		if (!word.endsWith(ending) || word.length - ending.length < STEM) continue;
		const stem = word.slice(0, -ending.length);
		if (ending === 'en' || ending === 'e') addStems(forms, stem);
		else if (ending === 'heden') forms.add(`${stem}heid`);
		else if (ending === 'ingen') forms.add(`${stem}ing`);
		else if (ending === 's' || ending === 'es') forms.add(stem);
	}
	addPlural(forms, word);
	// What begins with another form is found with that.
	return [...forms].filter((form) => ![...forms].some((f) => f !== form && form.startsWith(f)));
}

/** What was written before -en or -e: vriend, zaak of zak-, brief of briev-, bal of ball-. */
function addStems(forms: Set<string>, stem: string): void {
	const last = stem.at(-1) ?? '';
	const voiced = { v: 'f', z: 's' }[last];
	const hard = voiced ? stem.slice(0, -1) + voiced : stem;
	forms.add(hard);
	if (last === stem.at(-2) && !/[aeou]/.test(last)) forms.add(stem.slice(0, -1));
	// Not of what has no stress: jongeren.
	const open = /e[lnr]$/.test(hard) ? null : /[^aeiou]([aeou])[^aeiou]$/.exec(hard);
	if (open) forms.add(`${hard.slice(0, -1)}${open[1]}${hard.at(-1)}`);
}

/** The plural of one that changes in it: zaak and zak-en, brief and briev-en. */
function addPlural(forms: Set<string>, word: string): void {
	const long = /^(.*)([aeou])\2([^aeiou])$/.exec(word);
	const base = long ? `${long[1]}${long[2]}${long[3]}` : word;
	const voiced = /(?:[aeiou]{2}|[aeiou][lrn])[fs]$/.test(word)
		? base.slice(0, -1) + (base.endsWith('f') ? 'v' : 'z')
		: null;
	if (long && base.length >= STEM) forms.add(`${base}en`);
	if (voiced) forms.add(`${voiced}en`);
}

/** Forms that say enough to be looked for inside other words: "zak" of "zaken" is in a kazak. */
export function formsInside(word: string): string[] {
	const forms = formsOf(word).filter(({ length }) => length >= INSIDE);
	return forms.some((form) => word.includes(form)) ? forms : [word, ...forms];
}
const INSIDE = 4;

/** Letters of a word in which one may have slipped, and two. */
const ONE_SLIP = 5;
const TWO_SLIPS = 9;

/** Letters that may differ, of a word so long; none of a short one. */
function slips(word: string): number {
	if (word.length < ONE_SLIP) return 0;
	return word.length < TWO_SLIPS ? 1 : 2;
}

/** Whichever letters slipped, one of these pieces stands as it is in every word that is like it. */
function piecesOf(word: string): string[] {
	const n = slips(word) + 1;
	const size = Math.floor(word.length / n);
	return Array.from({ length: n }, (_, i) =>
		word.slice(i * size, i === n - 1 ? undefined : (i + 1) * size)
	);
}

/**
 * What a word that is like this one has: all of some longer pieces of it, or one shorter; or letters
 * that changed places.
 */
export interface Near {
	wholes: string[][];
	pieces: string[];
	turned: string[];
}

export function nearOf(word: string): Near | null {
	const n = slips(word);
	if (n === 0) return null;
	const [a = '', b = '', c] = piecesOf(word);
	if (c !== undefined) {
		// Two that follow one another are one piece.
		return { wholes: [[a + b], [b + c], [a, c]], pieces: [a, b, c], turned: [] };
	}
	const turned = Array.from({ length: word.length - 1 }, (_, i) => turnedAt(word, i));
	const half = Math.ceil(word.length / 2);
	return { wholes: [], pieces: [word.slice(0, half), word.slice(-half)], turned };
}

function turnedAt(word: string, i: number): string {
	return word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2);
}

/** How many letters slipped between a word and what stands somewhere in another; null: too many. */
export function slipsBetween(word: string, other: string): number | null {
	const most = slips(word);
	if (most === 0 || other.length < word.length - most) return null;
	// Part of a short word is in too many others.
	if (word.length < TWO_SLIPS && other.length > word.length + most) return null;
	if (!piecesOf(word).some((piece) => other.includes(piece))) return swapped(word, other);
	// Sellers: the fewest edits to any part of the other word; row by row of the word.
	let row = new Array<number>(other.length + 1).fill(0);
	let before: number[] | null = null;
	for (let i = 1; i <= word.length; i++) {
		const next = [i];
		for (let j = 1; j <= other.length; j++) {
			const same = word[i - 1] === other[j - 1];
			let best = Math.min(at(row, j - 1) + (same ? 0 : 1), at(row, j) + 1, at(next, j - 1) + 1);
			const isSwap =
				before && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1];
			if (before && isSwap) best = Math.min(best, at(before, j - 2) + 1);
			next.push(best);
		}
		before = row;
		row = next;
	}
	const fewest = Math.min(...row);
	return fewest <= most ? fewest : null;
}

function at(row: readonly number[], i: number): number {
	return row[i] ?? Infinity;
}

/** Two letters that changed places may break both pieces of a word: tried letter by letter. */
function swapped(word: string, other: string): number | null {
	for (let i = 0; i + 1 < word.length; i++) {
		if (other.includes(turnedAt(word, i))) return 1;
	}
	return null;
}

/** UTF-16 units of a snippet, and of it before the first place. */
const SNIPPET = 220;
const BEFORE = 60;

/** The text from a little before the first place, in pieces: what was found, and what is around it. */
export function snippetOf(text: string, words: readonly string[], length = SNIPPET): Piece[] {
	const line = text.replace(/\s+/g, ' ').trim();
	const places = joined(placesOf(line, words));
	const first = places[0]?.[0] ?? 0;
	const start = line.length <= length || first <= BEFORE ? 0 : wordStart(line, first - BEFORE);
	const end = Math.min(line.length, wordEnd(line, start + length));
	const pieces: Piece[] = [];
	const add = (from: number, to: number, isHit: boolean) => {
		if (to > from) pieces.push({ text: line.slice(from, to), isHit });
	};
	if (start > 0) pieces.push({ text: '… ', isHit: false });
	let said = start;
	for (const [from, to] of places) {
		if (from >= end) break;
		if (to <= start) continue;
		add(said, from, false);
		add(Math.max(from, start), Math.min(to, end), true);
		said = Math.min(to, end);
	}
	add(said, end, false);
	if (end < line.length) pieces.push({ text: ' …', isHit: false });
	return pieces;
}

/** Places that overlap or touch are one. In order. */
function joined(places: readonly [number, number][]): [number, number][] {
	const all: [number, number][] = [];
	for (const [from, to] of places) {
		const last = all.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else all.push([from, to]);
	}
	return all;
}

function wordStart(line: string, from: number): number {
	const space = line.indexOf(' ', from);
	return space === -1 ? from : space + 1;
}

/** Not in the middle of a word, and so of no character either; unless there is no end to it. */
function wordEnd(line: string, to: number): number {
	if (to >= line.length) return line.length;
	const space = line.lastIndexOf(' ', to);
	if (space > to - 60) return space;
	const isHalf = /[\ud800-\udbff]/.test(line[to - 1] ?? '');
	return isHalf ? to - 1 : to;
}
