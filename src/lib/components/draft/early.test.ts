import { describe, expect, it } from 'vitest';
import { plainOf } from '$lib/documents/rich-text';
import { addedTo, earlyBlocks, withEarly } from './early.ts';

describe('what was typed before the page came alive', () => {
	it.each([
		['', 'Hoe dan?', 'Hoe dan?'],
		['Hoe?', 'Hoe dan?', ' dan'],
		['Hoe?', 'Hoe?', ''],
		['Hoe dan?', 'Hoe?', ''],
		['aa', 'aaa', 'a'],
		['een twee', 'drie', 'drie']
	])('%j and then %j is %j', (before, after, added) => {
		expect(addedTo(before, after)).toBe(added);
	});

	it('stands as it was typed where nobody wrote meanwhile', () => {
		expect(withEarly('Hoe?', 'Hoe?', 'Hoe dan?')).toBe('Hoe dan?');
		expect(withEarly('Hoe?', 'Hoe?', '')).toBe('');
	});

	it('stands behind what others wrote meanwhile, once', () => {
		expect(withEarly('Hoe nu?', 'Hoe?', 'Hoe? Bel ook.')).toBe('Hoe nu? Bel ook.');
		expect(withEarly('Hoe nu? Bel ook.', 'Hoe?', 'Hoe? Bel ook.')).toBe('Hoe nu? Bel ook.');
		expect(withEarly('Iets', '', '')).toBe('Iets');
	});

	it('is blocks of its own in a text with layout', () => {
		const content = earlyBlocks('Een', 'Een\nTwee') ?? [];
		expect(plainOf({ type: 'doc', content })).toBe('Twee');
		expect(earlyBlocks('Een', 'Een')).toBeNull();
	});
});
