import { findPersonalData } from '../../src/lib/privacy/personal-data.ts';
import { foldPhrase } from './allowed-phrases.ts';
import { replacementOf } from './personal-text.ts';

/** Letters of a stretch from which it is sure to be the same and not a part of any text. */
const LEAST = 3;

/** What a redaction took out of texts: by that it is known again where it was copied to. */
export class RemovedWords {
	readonly #text: string;
	readonly #olds = new Set<string>();

	/** `text` is what stands there from now on. */
	constructor(text: string) {
		this.#text = text;
	}

	/** Something that said this says the new text now. */
	add(old: string): void {
		this.#olds.add(old);
	}

	/** Another text without it: the whole, the stretch that changed, or what pointed at somebody. */
	from(text: string): string {
		let next = text;
		for (const old of this.#olds) {
			const { removed, added } = difference(old, this.#text);
			next = replaceWords(next, old.trim(), this.#text);
			next = replaceWords(next, removed, added);
			for (const finding of findPersonalData(old)) {
				if (!this.#keeps(finding.text)) {
					next = replaceWords(next, finding.text, replacementOf(finding));
				}
			}
		}
		return next;
	}

	/** Whether a phrase was in what went and is not in what stands there now. */
	took(folded: string): boolean {
		const isOld = [...this.#olds].some((old) => foldPhrase(old).includes(folded));
		return isOld && !foldPhrase(this.#text).includes(folded);
	}

	#keeps(words: string): boolean {
		return foldPhrase(this.#text).includes(foldPhrase(words));
	}
}

/** What is between the words both begin with and the words both end with. */
function difference(old: string, text: string): { removed: string; added: string } {
	const [before, after] = [wordsOf(old), wordsOf(text)];
	let start = 0;
	while (start < before.length && before[start] === after[start]) start += 1;
	let end = 0;
	const most = Math.min(before.length, after.length) - start;
	while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
	const between = (words: string[]) => words.slice(start, words.length - end).join('');
	return { removed: between(before).trim(), added: between(after).trim() };
}

function wordsOf(text: string): string[] {
	return text.match(/\s+|[^\s]+/g) ?? [];
}

function replaceWords(text: string, words: string, by: string): string {
	if (words === by || (words.match(/[\p{L}\p{N}]/gu) ?? []).length < LEAST) return text;
	const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
	return text.replace(whole, () => by);
}
