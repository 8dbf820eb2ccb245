/** What stands where words were taken away for good; in what everybody reads, so in one language. */
export const ERASED = '[weggehaald]';

/** How often a phrase is where in a question. */
export type FoundWords = Record<
	'question' | 'summary' | 'answers' | 'footholds' | 'requests' | 'log',
	number
>;

/** UTF-16 units of a phrase that is erased. */
const eraseLimits = { phrase: 200 } as const;

/** What is wrong with a phrase to erase; null: nothing. One letter would take half of every text along. */
export function phraseProblem(phrase: string): 'short' | 'long' | null {
	if (phrase.length > eraseLimits.phrase) return 'long';
	return (phrase.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 2 ? 'short' : null;
}

/** Takes a phrase out of texts, in capitals or not and whatever stands between its words, and counts. */
export class WordEraser {
	readonly #pattern: RegExp;
	/** How often it was there in all texts so far. */
	count = 0;

	constructor(phrase: string) {
		const words = phrase.trim().split(/\s+/);
		// An accent is one sign or two, depending on whose keyboard wrote it.
		const forms = [
			...new Set(['NFC', 'NFD'].map((form) => words.map((word) => word.normalize(form))))
		];
		const alternatives = forms.map((form) => form.map(escaped).join('\\s+'));
		this.#pattern = new RegExp(alternatives.join('|'), 'giu');
	}

	readonly from = (text: string): string =>
		text
			.split(ERASED)
			.map((piece) =>
				piece.replace(this.#pattern, () => {
					this.count += 1;
					return ERASED;
				})
			)
			.join(ERASED);
}

function escaped(word: string): string {
	return word.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => (sign === '-' ? '\\x2d' : `\\${sign}`));
}
