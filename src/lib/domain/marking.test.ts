import { describe, expect, it } from 'vitest';
import {
	cardTlp,
	isStricter,
	mayHarvest,
	mayPrint,
	refusalOfCardMark,
	refusalOfMark,
	tlpsBelow
} from './marking.ts';
import { tlps } from './tlp.ts';

it('orders labels from anyone to those who were there', () => {
	for (const [i, a] of tlps.entries()) {
		for (const [j, b] of tlps.entries()) expect(isStricter(a, b)).toBe(i > j);
	}
});

describe('a card', () => {
	it('is marked as its board, unless it may travel further', () => {
		expect(cardTlp('amber', undefined)).toBe('amber');
		expect(cardTlp('amber', 'green')).toBe('green');
		// Left over from when the board was stricter.
		expect(cardTlp('amber', 'red')).toBe('amber');
		expect(tlpsBelow('amber')).toEqual(['clear', 'green']);
		expect(tlpsBelow('clear')).toEqual([]);
	});

	it('is never marked stricter than its board, and lowered by the source only', () => {
		for (const by of ['source', 'facilitator'] as const) {
			expect(refusalOfCardMark(by, 'amber', 'amber', 'red')).toBe('stricter-than-board');
			expect(refusalOfCardMark(by, 'amber', 'green', 'amber')).toBeNull();
		}
		expect(refusalOfCardMark('source', 'amber', 'amber', 'clear')).toBeNull();
		expect(refusalOfCardMark('facilitator', 'amber', 'amber', 'clear')).toBe('only-source');
		expect(refusalOfCardMark(null, 'amber', 'amber', 'red')).toBe('forbidden');
	});
});

it('a board is raised by source and facilitator, lowered by the source, and by others neither', () => {
	expect(refusalOfMark('source', 'amber', 'red')).toBeNull();
	expect(refusalOfMark('facilitator', 'amber', 'red')).toBeNull();
	expect(refusalOfMark('source', 'red', 'clear')).toBeNull();
	expect(refusalOfMark('facilitator', 'red', 'amber-strict')).toBe('only-source');
	expect(refusalOfMark(null, 'amber', 'red')).toBe('forbidden');
});

it('nothing of RED is harvested or printed', () => {
	expect(tlps.filter(mayHarvest)).toEqual(['clear', 'green', 'amber', 'amber-strict']);
	expect(tlps.filter(mayPrint)).toEqual(['clear', 'green', 'amber', 'amber-strict']);
});
