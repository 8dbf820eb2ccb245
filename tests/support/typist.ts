import { StockClient, type Target } from './clients.ts';

/** Somebody who types numbered words into one text, each once, on a stock page that counts "saved". */
export class Typist {
	readonly client: StockClient;
	readonly name: string;
	written = 0;
	/** What `saved` counted before the first word. */
	savedBefore = 0;
	readonly #card: string;
	#timer: NodeJS.Timeout | null = null;

	/** `name`: letters and digits, of this typist only. */
	constructor(
		target: Target,
		at: { document: string; card: string },
		who: { name: string; cookie: string }
	) {
		this.client = new StockClient(target, at.document, who.cookie, { params: { saved: '1' } });
		this.name = who.name;
		this.#card = at.card;
	}

	/** Types one word at the front, as one update. */
	type(padding = 0): void {
		this.written += 1;
		const word = `${this.name}-${this.written}`.padEnd(padding, '.');
		this.client.board.text(this.#card)!.insert(0, `${word} `);
	}

	/** A word every so many ms, until told to rest. */
	keepTyping(every: number, padding = 0): void {
		this.#timer = setInterval(() => this.type(padding), every);
	}

	rest(): void {
		if (this.#timer) clearInterval(this.#timer);
		this.#timer = null;
	}

	/** Every word of everybody as it sees them. */
	sees(): string[] {
		return wordsOf(this.client.board.textOf(this.#card));
	}

	/** Words of others that it sees: these are promised to be there for good. */
	seesOfOthers(): string[] {
		return this.sees().filter((word) => !word.startsWith(`${this.name}-`));
	}

	stop(): void {
		this.rest();
		this.client.stop();
	}
}

export const wordsOf = (text: string): string[] => text.match(/\b[a-z]\w*-\d+/g) ?? [];

/** Words that are there more than once. */
export const doubles = (words: string[]): string[] =>
	words.filter((word, i) => words.indexOf(word) !== i);

/** Numbers 1..n of a typist that are not among the words. */
export function missing(typist: Typist, words: string[]): string[] {
	const there = new Set(words);
	return Array.from({ length: typist.written }, (_, i) => `${typist.name}-${i + 1}`).filter(
		(word) => !there.has(word)
	);
}
