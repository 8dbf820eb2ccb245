import { describe, expect, it } from 'vitest';
import { markedText } from './marked-text.ts';
import { findPersonalData } from './personal-data.ts';

const shown = (text: string) =>
	markedText(text, findPersonalData(text))
		.map(({ text, isFound }) => (isFound ? `[${text}]` : text))
		.join('');

describe('a text with what was found in it', () => {
	it('is shown whole when it is short', () => {
		expect(shown('Een leerling uit vmbo 3b zei het.')).toBe('Een leerling uit [vmbo 3b] zei het.');
		expect(shown('Niets aan de hand.')).toBe('Niets aan de hand.');
	});

	it('is shown by the sentences it was found in when it is long', () => {
		const filler = 'De buurt praat er over en dat is heel gewoon. '.repeat(8);
		expect(shown(`${filler}Hij zit in havo 4a. ${filler}En zij in vwo 5c.`)).toBe(
			'… Hij zit in [havo 4a]. … En zij in [vwo 5c].'
		);
	});

	it('stays short when nobody wrote a full stop', () => {
		const filler = 'de buurt praat er over '.repeat(40);
		const text = shown(`${filler}in havo 4a zit hij en ${filler}`);
		expect(text).toContain('[havo 4a]');
		expect(text.length).toBeLessThan(300);
	});
});
