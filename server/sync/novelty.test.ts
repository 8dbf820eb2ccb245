import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { boardRules } from '../../tests/support/door.ts';
import { anUpdate, bytes, inCards } from '../../tests/support/hand-made.ts';
import { bringsNews, leavesGap, newMakers } from './novelty.ts';
import { scanUpdate } from './scan.ts';

function docOf(client: number, ...updates: Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	doc.clientID = client;
	for (const update of updates) Y.applyUpdate(doc, update);
	return doc;
}

const scan = (update: Uint8Array) => scanUpdate(update, boardRules);
const state = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc);

describe('news', () => {
	it('is not in what the document has already, deletions included', () => {
		const doc = docOf(1);
		doc.getMap('cards').set('a', 1);
		doc.getMap('cards').set('a', 2);
		doc.getMap('cards').delete('a');
		expect(bringsNews(scan(state(doc)), doc)).toBe(false);
		expect(newMakers(scan(state(doc)), doc)).toEqual([]);
	});

	it('is in one letter more', () => {
		const doc = docOf(1);
		doc.getMap('cards').set('a', 1);
		const peer = docOf(2, state(doc));
		peer.getMap('cards').set('b', 1);
		expect(bringsNews(scan(state(peer)), doc)).toBe(true);
		expect(newMakers(scan(state(peer)), doc)).toEqual([2]);
	});

	it('is in a deletion alone, which makes nothing', () => {
		const doc = docOf(1);
		doc.getMap('cards').set('a', 1);
		const peer = docOf(2, state(doc));
		peer.getMap('cards').delete('a');
		const update = Y.encodeStateAsUpdate(peer, Y.encodeStateVector(doc));
		expect(bringsNews(scan(update), doc)).toBe(true);
		expect(newMakers(scan(update), doc)).toEqual([]);
	});

	it('is in a range of which only a part was deleted before', () => {
		const doc = docOf(1);
		for (const key of ['a', 'b', 'c']) doc.getMap('cards').set(key, key);
		doc.getMap('cards').delete('a');
		expect(bringsNews(scan(bytes().uint(0, 1, 1, 1, 0, 1).done()), doc)).toBe(false);
		expect(bringsNews(scan(bytes().uint(0, 1, 1, 1, 0, 2).done()), doc)).toBe(true);
	});
});

describe('a gap', () => {
	const doc = docOf(1);
	doc.getMap('cards').set('a', 1);

	it('is not left by what follows on what is there', () => {
		const peer = docOf(2, state(doc));
		peer.getMap('cards').set('a', 2);
		expect(leavesGap(scan(Y.encodeStateAsUpdate(peer, Y.encodeStateVector(doc))), doc)).toBe(false);
	});

	it('is left by a client that skips clocks', () => {
		const update = anUpdate(1, (b) => inCards(b, 8).uint(1).raw(126), { client: 9, clock: 5 });
		expect(leavesGap(scan(update), doc)).toBe(true);
	});

	it('is left by what stands beside something unknown', () => {
		const update = anUpdate(
			1,
			(b) =>
				b
					.raw(8 | 128)
					.uint(99, 0)
					.uint(1)
					.raw(126),
			{ client: 9 }
		);
		expect(leavesGap(scan(update), doc)).toBe(true);
	});

	it('is left by deleting what was never there', () => {
		expect(leavesGap(scan(bytes().uint(0, 1, 1, 1, 0, 1).done()), doc)).toBe(false);
		expect(leavesGap(scan(bytes().uint(0, 1, 1, 1, 0, 2).done()), doc)).toBe(true);
		expect(leavesGap(scan(bytes().uint(0, 1, 99, 1, 0, 1).done()), doc)).toBe(true);
	});

	it('is not left by deleting what the same update makes', () => {
		const update = inCards(bytes().uint(1, 1, 9, 0), 8)
			.uint(1)
			.raw(126)
			.uint(1, 9, 1, 0, 1)
			.done();
		expect(leavesGap(scan(update), doc)).toBe(false);
	});
});
