import { describe, expect, it } from 'vitest';
import {
	foldedWords,
	formsOf,
	readQuery,
	slipsBetween,
	snippetOf,
	tellingWords,
	wordsToMark
} from './search-words.ts';

describe('words of a search', () => {
	it('are letters and digits, without case and accents, and nothing else', () => {
		expect(foldedWords('De Coöperatie: "e-mail" (2×), café\0 \ud800*')).toBe(
			'de cooperatie e mail 2 cafe'
		);
	});

	it('are those that tell something, unless there are no others', () => {
		expect(readQuery('wat doen we op school')).toEqual({ words: ['doen', 'school'] });
		expect(readQuery('de')).toEqual({ words: ['de'] });
		expect(readQuery('x')).toEqual({ problem: 'short' });
		expect(readQuery('a b c d')).toEqual({ problem: 'short' });
		expect(readQuery('woord '.repeat(40))).toEqual({ problem: 'long' });
		const nine = 'een1 twee2 drie3 vier4 vijf5 zes6 zeven7 acht8 negen9';
		expect(readQuery(nine)).toEqual({ problem: 'long' });
	});

	it('begin with one of their forms, and no form begins with another', () => {
		for (const word of ['gemeenten', 'zaken', 'brieven', 'huis', 'jongeren', 'casus', 'figuur']) {
			const forms = formsOf(word);
			expect(forms.some((form) => word.startsWith(form))).toBe(true);
			for (const form of forms) {
				expect(forms.filter((other) => other.startsWith(form))).toEqual([form]);
			}
		}
	});

	it.each([
		['school', 'schol', 1],
		['school', 'shcool', 1],
		['school', 'scohol', 1],
		['polarisatie', 'polarizatei', 2],
		['polarisatie', 'depolarisatie', 0],
		['polarisatie', 'organisatie', null],
		['school', 'basisscholen', null],
		['wijk', 'wjk', null]
	])('%s and %s are so many slips apart', (word, other, slips) => {
		expect(slipsBetween(word, other)).toBe(slips);
	});

	it('of a new question are those that say what it is about, not all of them', () => {
		expect(tellingWords('Hoe praten we met jongeren? Praten!', 9)).toEqual(['praten', 'jongeren']);
		expect(tellingWords('aaa bbb ccc', 2)).toEqual(['aaa', 'bbb']);
	});
});

describe('a snippet', () => {
	const said = (text: string, query: string, length?: number) =>
		snippetOf(text, wordsToMark(query.split(' ')), length)
			.map(({ text, isHit }) => (isHit ? `[${text}]` : text))
			.join('');

	it('marks each word once, whole, however many of its forms are in it', () => {
		expect(said('Online jongerenwerk voor jongeren', 'jongeren online')).toBe(
			'[Online] [jongeren]werk voor [jongeren]'
		);
	});

	it('begins a little before the first place and ends with a word', () => {
		const text = `${'voor '.repeat(60)}sleutelfiguren ${'daarna '.repeat(60)}`;
		const snippet = said(text, 'figuren', 100);
		expect(snippet).toMatch(/^… (voor )+sleutel\[figuren\]( daarna)+ …$/);
	});

	it('keeps to its length where there are no words, and to whole characters', () => {
		const snippet = said('😀'.repeat(200), 'niets', 101);
		expect(snippet.isWellFormed()).toBe(true);
		expect(snippet.length).toBeLessThan(110);
	});

	it('is the text itself, on one line, where that is short', () => {
		expect(said('een\n\n twee', 'drie')).toBe('een twee');
	});
});
