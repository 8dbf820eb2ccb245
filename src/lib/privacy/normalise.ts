/**
 * The text as a reader would take it: look-alikes made plain, invisible characters gone. Every
 * plain character stands for one or more characters of the original, so a find maps back.
 */
export interface PlainText {
	plain: string;
	lower: string;
	/** As `plain`, with letters that pose as digits inside a number ("O6-l2...") turned into them. */
	digits: string;
	/** Where plain character i begins in the original. */
	starts: Int32Array;
	/** Where it ends there, exclusive: dropped characters after it belong to nobody. */
	ends: Int32Array;
}

const unknown = 0xfffd;
const dropped = -1;
const combining = -2;

const lookAlikes = new Map<number, number>();
const pair = (from: string, to: string) => {
	for (let i = 0; i < from.length; i++) lookAlikes.set(from.charCodeAt(i), to.charCodeAt(i));
};
pair('АВЕКМНОРСТХУІЈЅаеорсухіјѕԁһԛԝ', 'ABEKMHOPCTXYIJSaeopcyxijsdhqw');
pair('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρι', 'ABEZHIKMNOPTYXovpi');
pair('ıⅼӏǀ∣', 'illll');
pair('‐‑‒–—―−⁃﹘﹣', '----------');
pair('‘’‚‛ʼ`´′', "''''''''");
pair('·․‧。﹒⸱∙', '.......');
pair('⁄∕', '//');

function isInvisible(code: number): boolean {
	return (
		(code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) ||
		(code >= 0x7f && code <= 0x9f) ||
		code === 0xad ||
		code === 0x34f ||
		code === 0x61c ||
		code === 0x115f ||
		code === 0x1160 ||
		code === 0x180e ||
		(code >= 0x200b && code <= 0x200f) ||
		(code >= 0x202a && code <= 0x202e) ||
		(code >= 0x2060 && code <= 0x206f) ||
		(code >= 0x20d0 && code <= 0x20f0) ||
		code === 0x3164 ||
		(code >= 0xfe00 && code <= 0xfe0f) ||
		code === 0xfeff ||
		(code >= 0xe0000 && code <= 0xe01ef)
	);
}

const decimal = /^\p{Nd}$/u;
const mark = /^\p{M}$/u;

/** Scripts lay their ten digits in a row from zero, so the distance to the row's start is the value. */
function digitValue(code: number): number {
	let zero = code;
	while (decimal.test(String.fromCodePoint(zero - 1))) zero--;
	return (code - zero) % 10;
}

function readPlain(code: number): number {
	if (isInvisible(code)) return dropped;
	if (code >= 0xd800 && code <= 0xdfff) return unknown;
	const known = lookAlikes.get(code);
	if (known !== undefined) return known;
	if (code === 0x2028 || code === 0x2029 || code === 0x0d || code === 0x85) return 0x0a;
	const character = String.fromCodePoint(code);
	if (mark.test(character)) return combining;
	const folded = character.normalize('NFKC');
	if (folded.length === 1) {
		const foldedCode = folded.charCodeAt(0);
		if (foldedCode !== code) return lookAlikes.get(foldedCode) ?? foldedCode;
	}
	if (decimal.test(character)) return 0x30 + digitValue(code);
	if (/^\s$/.test(character)) return 0x20;
	return code > 0xffff ? unknown : code;
}

export function normalise(text: string): PlainText {
	const codes = new Uint16Array(text.length);
	const starts = new Int32Array(text.length + 1);
	const ends = new Int32Array(text.length + 1);
	const seen = new Map<number, number>();
	const composed = new Map<number, number>();
	let length = 0;
	let isPlainAlready = true;
	for (let i = 0; i < text.length;) {
		const code = text.codePointAt(i) ?? 0;
		const next = i + (code > 0xffff ? 2 : 1);
		let to = code === 0x09 ? 0x20 : code;
		if (code > 0x7e || code === 0x60 || (code < 0x20 && code !== 0x0a && code !== 0x09)) {
			const known = seen.get(code);
			to = known ?? readPlain(code);
			if (known === undefined) seen.set(code, to);
		}
		if (to !== code) isPlainAlready = false;
		if (to === combining) {
			// An accent written apart joins its letter when there is such a letter, else it is lost.
			const last = length > 0 ? (codes[length - 1] ?? 0) : 0;
			const key = last * 0x200000 + code;
			let joined = composed.get(key);
			if (joined === undefined) {
				const both = (String.fromCharCode(last) + String.fromCodePoint(code)).normalize('NFC');
				joined = both.length === 1 ? both.charCodeAt(0) : last;
				composed.set(key, joined);
			}
			if (length > 0) {
				codes[length - 1] = joined;
				ends[length - 1] = next;
			}
		} else if (to !== dropped) {
			codes[length] = to;
			starts[length] = i;
			ends[length] = next;
			length++;
		}
		i = next;
	}
	starts[length] = text.length;
	const plain = isPlainAlready ? text : toText(codes, length);
	return { plain, lower: lowerOf(plain), digits: digitsOf(plain), starts, ends };
}

/** No surrogate and no byte order mark is left, so nothing is lost in decoding. */
const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });
const toText = (codes: Uint16Array<ArrayBuffer>, length: number): string =>
	decoder.decode(codes.subarray(0, length));

/** Lower case of the same length: a few letters (İ) would grow and shift every offset after them. */
function lowerOf(plain: string): string {
	const lower = plain.toLowerCase();
	if (lower.length === plain.length) return lower;
	return Array.from(plain, (letter) => {
		const small = letter.toLowerCase();
		return small.length === 1 ? small : letter;
	}).join('');
}

const posing = /[OoQIl]{1,3}/g;
const letterOrDigit = /[\p{L}\d]/u;

/** O and I count as digits when they touch one, and no other letter. */
function digitsOf(plain: string): string {
	return plain.replace(posing, (letters: string, at: number) => {
		const before = plain[at - 1] ?? ' ';
		const after = plain[at + letters.length] ?? ' ';
		const touches = /\d/.test(before) || /\d/.test(after);
		const alone = [before, after].every((side) => /\d/.test(side) || !letterOrDigit.test(side));
		if (!touches || !alone) return letters;
		return letters.replace(/[OoQ]/g, '0').replace(/[Il]/g, '1');
	});
}
