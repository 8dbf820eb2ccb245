import { describe, expect, it } from 'vitest';
import { Random, seeds } from '../../../tests/support/random.ts';
import { cutText, plainLine, plainText, straysIn } from './plain-text.ts';

describe('a plain text', () => {
	it.each([
		'Gewoon een zin, met é, ß en 漢字.\nEn een tweede.\tMet een tab.',
		'👩‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 👍🏽 1️⃣ 🇳🇱',
		'مرحبا بالعالم',
		'می‌خواهم',
		'שלום עולם',
		'नमस्ते क्‍ष'
	])('keeps what people write: %s', (text) => expect(plainText(text)).toBe(text));

	it.each([
		['een\u0000 \u0007bel\u001b', 'een bel'],
		['regel\r\nregel\rregel\u2028regel', 'regel\nregel\nregel\nregel'],
		['\u202eomgekeerd\u202c', 'omgekeerd'],
		['\u2066isolaat\u2069\u061c', 'isolaat'],
		['n\u200bi\u2060e\ufefft\u00ad', 'niet'],
		['a\u200db\u200cc', 'abc'],
		['half \ud83d en \ude00', 'half  en '],
		[`z${'\u0301'.repeat(400)}o`, `z${'\u0301'.repeat(6)}o`],
		[`ا${'\u200d\u200e'.repeat(900)}`, 'ا\u200d\u200e'],
		['een\n\n\n\n\n\ntwee', 'een\n\n\ntwee']
	])('takes out what is no writing: %j', (text, plain) => expect(plainText(text)).toBe(plain));

	it('is on one line where that is asked', () => {
		expect(plainLine(' een \n\u202e titel\t ')).toBe('een titel');
	});

	it.each(seeds(20))('says where it took something out (seed %i)', (seed) => {
		const random = new Random(seed);
		const odd = [
			'\u0000',
			'\r',
			'\u202e',
			'\u200b',
			'\u200d',
			'\ud83d',
			'\u0301',
			'\n',
			'é',
			'😀',
			'a'
		];
		const text = Array.from({ length: 200 }, () => random.pick(odd)).join('');
		let left = text;
		for (const round of straysIn(text)) {
			for (const { start, end, put } of round) left = left.slice(0, start) + put + left.slice(end);
		}
		expect(left).toBe(plainText(text));
		expect(plainText(left)).toBe(left);
	});

	it('looks through fifty thousand letters in a moment', () => {
		const text = 'abc\u202e \n'.repeat(8_000);
		const began = performance.now();
		plainText(text);
		expect(performance.now() - began).toBeLessThan(200);
	});
});

describe('cutting a text', () => {
	it('leaves what fits, and never half a pair or half an emoji', () => {
		expect(cutText('abc', 3)).toBe('abc');
		expect(cutText('ab😀', 3)).toBe('ab');
		expect(cutText('a👩‍👩‍👧‍👦', 8)).toBe('a');
		expect(cutText('😀'.repeat(3_000), 2_000)).toBe('😀'.repeat(1_000));
	});

	it('keeps pairs whole in what is one character and does not fit', () => {
		expect(cutText(`😀${'\u0301'.repeat(50)}`, 1)).toBe('');
		expect(cutText(`a${'\u{1e8d0}'.repeat(50)}`, 10)).toHaveLength(9);
	});
});
