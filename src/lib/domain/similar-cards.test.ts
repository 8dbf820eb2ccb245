import { describe, expect, it } from 'vitest';
import { similarPairs, wordsOf, type ComparedCard } from './similar-cards.ts';

let n = 0;
const card = (text: string, about: Partial<ComparedCard> = {}): ComparedCard => {
	return { id: `card-${n++}`, zone: 'houvast', bundle: null, text, ...about };
};
const texts = (cards: ComparedCard[], most?: number) => {
	const textOf = new Map(cards.map(({ id, text }) => [id, text]));
	return similarPairs(cards, most).map(({ first, second }) => [
		textOf.get(first),
		textOf.get(second)
	]);
};

describe('cards that say much the same', () => {
	it('are found whatever their case, accents, punctuation and small words', () => {
		const a = card('De jongerenwerker kent hem sinds de brugklas.');
		const b = card('jongerenwerker kent ’m al sinds brugklas…');
		expect(texts([a, card('Er is een moestuin in de wijk'), b])).toEqual([[a.text, b.text]]);
		expect(wordsOf('Hét CAFÉ, en de gesprekken')).toEqual(wordsOf('cafe gesprek'));
	});

	it('are of one zone, and not in one bundle already', () => {
		const text = 'De jongerenwerker kent hem sinds de brugklas.';
		expect(texts([card(text), card(text, { zone: 'micro' })])).toEqual([]);
		expect(texts([card(text, { bundle: 'b' }), card(text, { bundle: 'b' })])).toEqual([]);
		expect(texts([card(text, { bundle: 'b' }), card(text, { bundle: 'c' })])).toHaveLength(1);
	});

	it('are not those that share a word or two, or only small words', () => {
		expect(
			texts([
				card('De mentor wil het gesprek voeren, maar weet niet hoe te beginnen'),
				card('De mentor is ziek en de school heeft geen vervanging geregeld'),
				card('Het is er niet voor ons, maar wel voor hen'),
				card('Het was er wel voor hen, maar niet voor ons')
			])
		).toEqual([]);
	});

	it('are given likest first, and no more than asked for', () => {
		const exact = [card('Moeders komen elke week samen'), card('Moeders komen elke week samen')];
		const near = [card('Buurt helpt jongeren aan werk'), card('Buurt helpt jongeren aan stages')];
		expect(texts([...near, ...exact])).toEqual([
			[exact[0]!.text, exact[1]!.text],
			[near[0]!.text, near[1]!.text]
		]);
		expect(texts([...near, ...exact], 1)).toHaveLength(1);
		const many = Array.from({ length: 10 }, () => card('Moeders komen elke week samen'));
		expect(similarPairs(many)).toHaveLength(5);
	});

	it('take on a full board as much longer as there are more cards, and no square of that', () => {
		const word = (i: number) => `woord${i % 900}`;
		const full = Array.from({ length: 2_000 }, (_, i) =>
			card(
				`De buurt en de school ${Array.from({ length: 12 }, (_, j) => word(i * 7 + j * j * 13)).join(' ')}`,
				{ zone: `zone-${i % 6}` }
			)
		);
		const timed = (cards: typeof full) => {
			const begins = performance.now();
			similarPairs(cards);
			return performance.now() - begins;
		};
		const quarter = full.slice(0, 500);
		// By turns, so that what else the machine does falls on both; the fastest of each counts.
		const times = Array.from({ length: 15 }, () => [timed(full), timed(quarter)] as const);
		const [all, some] = [0, 1].map((i) => Math.min(...times.map((pair) => pair[i] ?? Infinity)));
		// Four times as many: comparing each with each would take sixteen times as long.
		expect((all ?? 0) / (some ?? 1)).toBeLessThan(12);
	});
});
