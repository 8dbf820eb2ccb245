import { normalise, type PlainText } from './normalise.ts';

export type Severity = 'blokkeren' | 'waarschuwen' | 'attenderen';
export type FindingType =
	| 'bsn'
	| 'naam'
	| 'telefoon'
	| 'email'
	| 'adres'
	| 'geboortedatum'
	| 'kenteken'
	| 'iban'
	| 'v_nummer'
	| 'dossiernummer'
	| 'handle'
	| 'klas'
	| 'school'
	| 'herleidbaar';

/** What a scanner saw, in offsets of the plain text. */
export interface Candidate {
	type: FindingType;
	severity: Severity;
	start: number;
	end: number;
	replacement: string;
}

/** One word of letters, with hyphens and apostrophes inside. */
export interface Word {
	start: number;
	end: number;
	text: string;
	lower: string;
	/** The same number for all words that are spelled the same. */
	spelling: number;
	/** Only spaces stand between this word and the one before. */
	joined: boolean;
	/** Nothing, or the end of a sentence or line, stands before this word. */
	opens: boolean;
	/** A digit, @, # or underscore touches it: part of an account, not a word. */
	glued: boolean;
}

/** A text prepared once for all scanners. */
export interface Reading extends PlainText {
	words: Word[];
}

const letter = /\p{L}/u;

export function isLetter(character: string | undefined): boolean {
	if (character === undefined) return false;
	const code = character.charCodeAt(0);
	if (code < 0x80) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
	return letter.test(character);
}

export function isDigit(character: string | undefined): boolean {
	return character !== undefined && character >= '0' && character <= '9';
}

export function isUpper(character: string | undefined): boolean {
	return isLetter(character) && character !== character?.toLowerCase();
}

export function read(text: string): Reading {
	const plainText = normalise(text);
	return { ...plainText, words: wordsOf(plainText, text) };
}

/** A digit, @ or # against a word makes it part of something else. */
const touches = (character: string | undefined) =>
	isDigit(character) || character === '@' || character === '#';

/** So does an underscore with more behind it; "_Jasper_" is a word in italics. */
const underscored = (plain: string, at: number, step: number) =>
	plain[at] === '_' && (isLetter(plain[at + step]) || isDigit(plain[at + step]));

const short = /v\.d\.|v\/d(?![\p{L}])/uy;
function shortParticle(lower: string, at: number): number {
	short.lastIndex = at;
	return short.exec(lower)?.[0].length ?? 1;
}

function wordsOf({ plain, lower, starts }: PlainText, original: string): Word[] {
	const words: Word[] = [];
	const spellings = new Map<string, Word>();
	let last = 0;
	for (let i = 0; i < plain.length;) {
		// "'t" and "'s" are words of their own.
		const clitic = plain[i] === "'" && /^'[ts](?![\p{L}\d])/u.test(plain.slice(i, i + 3));
		if (!isLetter(plain[i]) && !clitic) {
			i++;
			continue;
		}
		// "v.d. Berg": one particle, not two initials.
		let end = i + (lower[i] === 'v' ? shortParticle(lower, i) : 1);
		while (
			isLetter(plain[end]) ||
			((plain[end] === '-' || plain[end] === "'") && isLetter(plain[end + 1]))
		)
			end++;
		const text = plain.slice(i, end);
		const seen = spellings.get(text);
		const gap = plain.slice(last, i);
		// A tab parts the cells of a table, though to a number it is a space like any other.
		const cell = original[(starts[i] ?? 0) - 1] === '\t';
		const spaced = gap === ' ' && words.length > 0 && !cell;
		const word = {
			start: i,
			end,
			text: seen?.text ?? text,
			lower: seen?.lower ?? lower.slice(i, end),
			spelling: seen?.spelling ?? spellings.size,
			joined: spaced || (words.length > 0 && !cell && /^ {0,2}$/.test(gap)),
			opens: !spaced && (words.length === 0 || cell || /[.!?:;\n•"“”„|]|^ ?- ?$/.test(gap)),
			glued:
				touches(plain[i - 1]) ||
				touches(plain[end]) ||
				underscored(plain, i - 1, -1) ||
				underscored(plain, end, 1)
		};
		if (!seen) spellings.set(text, word);
		words.push(word);
		last = end;
		i = end;
	}
	return words;
}

/** The lower-case text just before a place, for words of context; never across a line. */
export function before(reading: Reading, at: number, length = 40): string {
	const text = reading.lower.slice(Math.max(0, at - length), at);
	return text.slice(text.lastIndexOf('\n') + 1);
}

/** The lower-case text just after a place; never across a line. */
export function after(reading: Reading, at: number, length = 40): string {
	const text = reading.lower.slice(at, at + length);
	const line = text.indexOf('\n');
	return line < 0 ? text : text.slice(0, line);
}
