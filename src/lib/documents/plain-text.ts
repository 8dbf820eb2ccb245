/** A part of a text that no page keeps, and what stands there instead. */
export interface Stray {
	start: number;
	end: number;
	put: string;
}

/**
 * What can stand in a text and is no writing: controls, marks that turn the order of what stands
 * around them, letters that are not seen, halves of a pair, and more of what is laid on a letter than
 * any script has. Arabic, Hebrew and emoji stay whole. In the order in which they are taken out.
 */
const strays: readonly [pattern: RegExp, put: (found: string) => string][] = [
	[/\r\n?|[\u0085\u2028\u2029]/g, () => '\n'],
	// eslint-disable-next-line no-control-regex -- these are what it is about
	[/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufff9-\ufffb]+/g, () => ''],
	[/\p{Surrogate}+/gu, () => ''],
	// Of what is not seen the joiners, direction marks and selectors belong to scripts and emoji.
	[/(?:(?![\u200c-\u200f]|[\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point})+/gu, () => ''],
	// Nothing joins in Latin.
	[/(?<=^|[\p{Script=Latin}\p{N}\s])[\u200c\u200d]+/gu, () => ''],
	[/(?:[\u200c-\u200f]|[\ufe00-\ufe0f]){3,}/g, (found) => found.slice(0, 2)],
	[/\p{M}{7,}/gu, (found) => [...found].slice(0, 6).join('')],
	[/\n{4,}/g, () => '\n\n\n']
];
/** Anything of it at all: most texts are not looked at twice. */
const suspect =
	// eslint-disable-next-line no-control-regex -- as above
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|[\p{Surrogate}\p{Default_Ignorable_Code_Point}]|\p{M}{7}|\n{4}/u;

/** A text as a person can write it. The same for a field, a command and what a bare socket sends. */
export function plainText(text: string): string {
	if (!suspect.test(text)) return text;
	return strays.reduce((left, [pattern, put]) => left.replace(pattern, put), text);
}

/** The same on one line: a title. */
export function plainLine(text: string): string {
	return plainText(text).replace(/\s+/g, ' ').trim();
}

/** What `plainText` takes out, in rounds: each of the text the one before it left, from the last on. */
export function* straysIn(text: string): Generator<Stray[]> {
	if (!suspect.test(text)) return;
	let left = text;
	for (const [pattern, put] of strays) {
		const round = [...left.matchAll(pattern)].map(({ 0: found, index }): Stray => ({
			start: index,
			end: index + found.length,
			put: put(found)
		}));
		if (round.length === 0) continue;
		yield round.reverse();
		left = left.replace(pattern, put);
	}
}

const characters = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** At most so many UTF-16 units, and never half of what one sees as one character. */
export function cutText(text: string, limit: number): string {
	if (text.length <= limit) return text;
	const at = characters.segment(text).containing(limit)?.index ?? limit;
	if (at > 0) return text.slice(0, at);
	// One character beyond the limit: no script has it, only the pair is kept whole.
	const code = text.charCodeAt(limit);
	return text.slice(0, code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit);
}
