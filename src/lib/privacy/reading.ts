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
	return { ...plainText, words: wordsOf(plainText) };
}

function wordsOf({ plain, lower }: PlainText): Word[] {
	const words: Word[] = [];
	let last = 0;
	for (let i = 0; i < plain.length;) {
		// "'t" and "'s" are words of their own.
		const clitic = plain[i] === "'" && /['][ts](?![\p{L}\d])/uy.test(plain.slice(i, i + 3));
		if (!isLetter(plain[i]) && !clitic) {
			i++;
			continue;
		}
		// "v.d. Berg": one particle, not two initials.
		const short = /v\.d\.|v\/d(?![\p{L}])/uy;
		short.lastIndex = i;
		let end = i + (short.exec(lower)?.[0].length ?? 1);
		while (
			isLetter(plain[end]) ||
			((plain[end] === '-' || plain[end] === "'") && isLetter(plain[end + 1]))
		)
			end++;
		const gap = plain.slice(last, i);
		words.push({
			start: i,
			end,
			text: plain.slice(i, end),
			lower: lower.slice(i, end),
			joined: words.length > 0 && gap.length <= 2 && gap.trim() === '' && !gap.includes('\n'),
			opens: words.length === 0 || /[.!?:;\n•"“”„|]/.test(gap) || /^ ?- ?$/.test(gap),
			glued: /[\d@#_]/.test((plain[i - 1] ?? ' ') + (plain[end] ?? ' '))
		});
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
