import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { same } from '../support/clients.ts';
import { editAtRandom, genuineUpdates } from '../support/random-editor.ts';
import { Random, seeds } from '../support/random.ts';
import { splitState } from '../../server/sync/parts.ts';

function aDoc(seed: number, edits: number): Y.Doc {
	const doc = new Y.Doc();
	for (const update of genuineUpdates(new Random(seed), 5, edits)) Y.applyUpdate(doc, update);
	return doc;
}

describe('a document in parts', () => {
	it.each(seeds(6))('is the same document, and no part waits for a later one (seed %i)', (seed) => {
		const doc = aDoc(seed, 400);
		for (const bytes of [200, 1_000, 5_000]) {
			const copy = new Y.Doc();
			for (const part of splitState(doc, bytes)) {
				Y.applyUpdate(copy, part);
				expect([copy.store.pendingStructs, copy.store.pendingDs]).toEqual([null, null]);
			}
			expect(same(copy, doc)).toBe(true);
			expect(Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(doc))).toBe(true);
		}
	});

	it('can be edited on, and merges with what others made meanwhile', () => {
		const random = new Random(9);
		const doc = aDoc(9, 300);
		const copy = new Y.Doc();
		for (const part of splitState(doc, 500)) Y.applyUpdate(copy, part);
		for (let i = 0; i < 100; i++) {
			editAtRandom(new BoardDocument(doc), random, 'a');
			editAtRandom(new BoardDocument(copy), random, 'b');
		}
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
		expect(same(copy, doc)).toBe(true);
	});

	it('has parts near the size asked for, and is one when it is small', () => {
		const doc = aDoc(3, 800);
		const parts = splitState(doc, 2_000);
		expect(parts.length).toBeGreaterThan(3);
		expect(Math.max(...parts.slice(0, -1).map(({ length }) => length))).toBeLessThan(2_400);
		expect(splitState(doc, 1_000_000)).toEqual([Y.encodeStateAsUpdate(doc)]);
		expect(splitState(new Y.Doc(), 100)).toEqual([Uint8Array.of(0, 0)]);
	});
});
