import { describe, expect, it } from 'vitest';
import type { RichList } from '$lib/documents/rich-text';
import { wordLists, type WordItem } from './word-lists';

const item = (text: string, level: number, isNumbered = false): WordItem => ({
	...{ level, isNumbered },
	content: [{ type: 'text', text }]
});

/** "- a(- b)" for an item with one below it; "1" for a numbered list. */
function told(lists: readonly RichList[]): string {
	return lists
		.map(({ type, content }) => {
			const sign = type === 'orderedList' ? '1' : '-';
			return content
				.map(({ content: [paragraph, ...below] }) => {
					const inline = paragraph?.type === 'paragraph' ? paragraph.content : [];
					const text = (inline ?? [])
						.map((each) => (each.type === 'text' ? each.text : ''))
						.join('');
					const deeper = told(below.filter((each) => each.type !== 'paragraph'));
					return `${sign} ${text}${deeper && `(${deeper})`}`;
				})
				.join(' ');
		})
		.join(' | ');
}

describe('items of a list from Word', () => {
	it('become a list, with what stands deeper below the one before it', () => {
		const items = [item('a', 1), item('b', 2), item('c', 3), item('d', 2), item('e', 1)];
		expect(told(wordLists(items))).toBe('- a(- b(- c) - d) - e');
	});

	it('become a list of their own where the numbers begin', () => {
		const items = [item('a', 1), item('b', 1, true), item('c', 2), item('d', 1, true)];
		expect(told(wordLists(items))).toBe('- a | 1 b(- c) 1 d');
	});

	it('lose none that begins too deep', () => {
		expect(told(wordLists([item('a', 3), item('b', 2), item('c', 3), item('d', 1)]))).toBe(
			'- a - b(- c) - d'
		);
		expect(wordLists([])).toEqual([]);
	});
});
