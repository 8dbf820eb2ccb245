import { describe, expect, it } from 'vitest';
import {
	asideDocument,
	boardDocument,
	harvestDocument,
	notesDocument,
	parseDocumentName,
	partDocument,
	stateDocument,
	zoneDocument
} from './document-name.ts';

const board = '0f3a8a52-5b1c-4a8e-9a55-0d1f6f3c2b11';
const other = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

describe('the name of a document', () => {
	it('reads back as what it was made of', () => {
		const parts = (name: string) => {
			const parsed = parseDocumentName(name);
			return parsed && [parsed.kind, parsed.id, parsed.part];
		};
		expect(parts(boardDocument(board))).toEqual(['board', board, '']);
		expect(parts(stateDocument(board))).toEqual(['state', board, '']);
		expect(parts(harvestDocument(board))).toEqual(['harvest', board, '']);
		expect(parts(notesDocument(board, other))).toEqual(['notes', board, other]);
		expect(parts(asideDocument(board, other))).toEqual(['aside', board, other]);
		expect(parts(partDocument(board, other))).toEqual(['part', board, other]);
		expect(parts(zoneDocument(board, 'aanjagers_a'))).toEqual(['zone', board, 'aanjagers_a']);
	});

	it.each([
		'',
		'board',
		`board/${board}/`,
		`board/${board}/${other}`,
		`notes/${board}`,
		`notes/${board}/`,
		`notes/${board}/zone`,
		`notes/${board}/${other}/`,
		`notes/${board}/${other}/x`,
		`zone/${board}/Afloop`,
		`zone/${board}/../afloop`,
		`zone/${board}/${'z'.repeat(65)}`,
		`constructor/${board}`,
		`toString/${board}`,
		`BOARD/${board}`,
		` board/${board}`,
		`board/${board}\n`,
		`board/${board.toUpperCase()}`
	])('%j is none', (name) => {
		expect(parseDocumentName(name)).toBeNull();
	});
});
