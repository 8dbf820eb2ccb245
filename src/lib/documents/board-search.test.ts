import { describe, expect, it } from 'vitest';
import { BoardSearch, fold, placesOf, wordsOf, type Findable } from './board-search.ts';

const find = (query: string, ...texts: string[]) =>
	new BoardSearch().find(wordsOf(query), [{ id: 'a', texts }]).length === 1;

/** Counts how often the texts of a card are looked at. */
function counted(cards: number): { among: Findable[]; looks: () => number } {
	let looks = 0;
	const among = Array.from({ length: cards }, (_, i) => ({
		id: `card-${i}`,
		get texts() {
			looks += 1;
			return [i % 10 === 0 ? 'De sleutelfiguren in de buurt' : 'Wat wij zagen op het plein'];
		}
	}));
	return { among, looks: () => looks };
}

describe('finding on a board', () => {
	it('finds anywhere in a word, whatever the case and the accents', () => {
		expect(find('figuren', 'Sleutelfiguren in de buurt')).toBe(true);
		expect(find('CAFE', 'In het café')).toBe(true);
		expect(find('café', 'in het cafe')).toBe(true);
		expect(find('reeel', 'een reëel beeld')).toBe(true);
		expect(find('figuur', 'Sleutelfiguren')).toBe(false);
	});

	it('wants all words, wherever on the card they stand', () => {
		expect(find('plein school', 'Op het plein', 'de school belt')).toBe(true);
		expect(find('plein school', 'Op het plein')).toBe(false);
	});

	it('looks for nothing while there is one letter', () => {
		expect(wordsOf(' a ')).toEqual([]);
		expect(wordsOf('  ')).toEqual([]);
		expect(wordsOf('de  DE wijk')).toEqual(['de', 'wijk']);
	});

	it('says where the words stand in the text as it is written', () => {
		const text = 'Het cafe\u0301 en het CAFÉ';
		expect(placesOf(text, ['cafe']).map(([from, to]) => text.slice(from, to))).toEqual([
			'cafe\u0301',
			'CAFÉ'
		]);
		expect(placesOf('ijs en ĳs', ['ij'])).toEqual([
			[0, 2],
			[7, 8]
		]);
		expect(placesOf('😀 plein', ['plein'])).toEqual([[3, 8]]);
	});

	it('folds the same whether letters are composed or not', () => {
		expect(fold('e\u0301')).toBe(fold('é'));
	});

	it('looks once at each of 2,000 cards, and for the next letters only at what was left', () => {
		const { among, looks } = counted(2_000);
		const search = new BoardSearch();
		expect(search.find(wordsOf('sl'), among)).toHaveLength(200);
		expect(looks()).toBeLessThanOrEqual(2_000);
		const before = looks();
		expect(search.find(wordsOf('sleutel'), among)).toHaveLength(200);
		expect(search.find(wordsOf('sleutel buurt'), among)).toHaveLength(200);
		expect(looks() - before).toBeLessThanOrEqual(400);
		expect(search.find(wordsOf('plein'), among)).toHaveLength(1_800);
	});
});
