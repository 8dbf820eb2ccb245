import { readWholeDemo } from '../../server/demo/demo-data.ts';
import type { SearchEntry } from '../../server/store/search/search-index.ts';
import { Random } from '../../tests/support/random.ts';

/** Sentences of one text at least and at most. */
const SENTENCES = [2, 6] as const;
/** Made words: two of the demo's put together, as Dutch does. */
const COMPOUNDS = 25_000;
/** One word in so many is a made one. */
const RARE = 6;

const needs = ['preventief', 'acuut', 'signalen', 'nazorg', 'samenwerking'];
const domains = ['sociaal', 'veiligheid', 'gedeeld'];
const states = ['open', 'in_gesprek', 'aanknopingspunten', 'geoogst'];

/** Threads that read like those of the demo: its own sentences, with compounds strewn through them. */
export class Corpus {
	readonly #random = new Random(8);
	readonly #sentences: string[];
	readonly #compounds: string[];

	constructor() {
		const demo = readWholeDemo();
		const texts = JSON.stringify([demo.threads, demo.boards, demo.items['lesson']]).match(
			/"(?:text|question|oneLiner|conditions)":"[^"]{20,}"/g
		);
		this.#sentences = (texts ?? []).flatMap((text) =>
			text.slice(text.indexOf(':') + 2, -1).split(/(?<=[.?!]) /)
		);
		const words = [...new Set(this.#sentences.join(' ').match(/[a-z]{5,10}/g))];
		this.#compounds = Array.from(
			{ length: COMPOUNDS },
			() => this.#random.pick(words) + this.#random.pick(words)
		);
	}

	/** A question with three answers, a foothold and what is known so far. */
	thread(i: number): SearchEntry[] {
		const facts = {
			need: this.#random.pick(needs),
			domain: this.#random.pick(domains),
			state: this.#random.pick(states),
			at: new Date(Date.UTC(2024, 0, 1) + i * 3_600_000).toISOString()
		};
		const entry = (kind: SearchEntry['kind'], anchor: string, title = ''): SearchEntry => {
			return { ...facts, kind, anchor, title, text: this.text() };
		};
		return [
			entry('question', '', this.#sentence()),
			...[1, 2, 3].map((n) => entry('answer', `a${n}`)),
			entry('foothold', 'f'),
			entry('summary', 's')
		];
	}

	text(): string {
		const n = SENTENCES[0] + this.#random.int(SENTENCES[1] - SENTENCES[0] + 1);
		return Array.from({ length: n }, () => this.#sentence()).join(' ');
	}

	#sentence(): string {
		const words = this.#random.pick(this.#sentences).split(' ');
		return words
			.map((word) => (this.#random.int(RARE) === 0 ? this.#random.pick(this.#compounds) : word))
			.join(' ');
	}
}
