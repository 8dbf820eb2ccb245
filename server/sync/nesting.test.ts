import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { boardRules, enter } from '../../tests/support/door.ts';
import { anUpdate, bytes, inCards, nestedMaps } from '../../tests/support/hand-made.ts';
import { MalformedFrame } from './bytes.ts';
import { syncLimits } from './limits.ts';
import { checkNesting } from './nesting.ts';
import { scanUpdate } from './scan.ts';

const check = (update: Uint8Array, doc = new Y.Doc()) =>
	checkNesting(scanUpdate(update, boardRules), doc);

describe('maps within maps', () => {
	it('are made by hand as Yjs would make them', () => {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, nestedMaps(3));
		expect(doc.getMap('cards').toJSON()).toEqual({ k: { k: { k: {} } } });
	});

	it('three deep are accepted', () => {
		expect(() => check(nestedMaps(3))).not.toThrow();
		expect(enter(nestedMaps(3))).toBe('fine');
	});

	it.each([syncLimits.nesting + 1, 100, 2_000, 5_000])('%i deep are refused', (depth) => {
		expect(() => check(nestedMaps(depth))).toThrow(MalformedFrame);
	});

	it('as deep as is allowed are accepted, and one step further in a later update is not', () => {
		const doc = new Y.Doc();
		const deepest = syncLimits.nesting;
		check(nestedMaps(deepest), doc);
		Y.applyUpdate(doc, nestedMaps(deepest));
		const further = anUpdate(
			1,
			(b) =>
				b
					.raw(7 | 32)
					.uint(0, 7, deepest - 1)
					.text('k')
					.uint(1),
			{ client: 8 }
		);
		expect(() => check(further, doc)).toThrow(MalformedFrame);
	});

	it('are found through what stands beside another', () => {
		// Ten in the root beside each other are one deep; each within the one before would be ten.
		const beside = anUpdate(40, (b) => {
			inCards(b, 7).uint(1);
			for (let i = 1; i < 40; i++)
				b.raw(7 | 128)
					.uint(7, i - 1)
					.uint(1);
			return b;
		});
		expect(() => check(beside)).not.toThrow();
	});
});

describe('circles', () => {
	it('of two clients that each stand beside the other are refused', () => {
		const update = bytes()
			.uint(2)
			.uint(1, 7, 0)
			.raw(8 | 128)
			.uint(8, 0)
			.uint(1)
			.raw(126)
			.uint(1, 8, 0)
			.raw(8 | 128)
			.uint(7, 0)
			.uint(1)
			.raw(126)
			.uint(0)
			.done();
		expect(enter(update)).toBeNull();
	});

	it('of two maps that each are in the other are refused', () => {
		const update = bytes()
			.uint(2)
			.uint(1, 7, 0)
			.raw(7 | 32)
			.uint(0, 8, 0)
			.text('k')
			.uint(1)
			.uint(1, 8, 0)
			.raw(7 | 32)
			.uint(0, 7, 0)
			.text('k')
			.uint(1)
			.uint(0)
			.done();
		expect(enter(update)).toBeNull();
	});

	it('of one that stands beside what is later in its own run are refused', () => {
		expect(
			enter(
				anUpdate(1, (b) =>
					b
						.raw(8 | 128)
						.uint(7, 0)
						.uint(1)
						.raw(126)
				)
			)
		).toBeNull();
		const before = anUpdate(2, (b) =>
			inCards(
				b
					.raw(8 | 64)
					.uint(7, 1)
					.uint(1)
					.raw(126),
				8
			)
				.uint(1)
				.raw(126)
		);
		expect(enter(before)).toBeNull();
	});

	it('are not seen where two clients follow each other in turn', () => {
		const update = bytes().uint(2, 2, 7, 0);
		inCards(update, 8).uint(1).raw(126);
		update
			.raw(8 | 128)
			.uint(8, 0)
			.uint(1)
			.raw(126);
		update
			.uint(1, 8, 0)
			.raw(8 | 128)
			.uint(7, 0)
			.uint(1)
			.raw(126)
			.uint(0);
		expect(enter(update.done())).toBe('fine');
	});

	it('cannot be hidden by naming a client twice', () => {
		const update = bytes().uint(2);
		for (const key of ['a', 'b'])
			inCards(update.uint(1, 7, 0), 8, key)
				.uint(1)
				.raw(126);
		expect(enter(update.uint(0).done())).toBeNull();
	});

	it('through the right neighbour are refused as well', () => {
		const update = bytes().uint(2).uint(2, 7, 0);
		inCards(update, 8).uint(1).raw(126);
		update
			.raw(8 | 128 | 64)
			.uint(7, 0)
			.uint(8, 0)
			.uint(1)
			.raw(126);
		update
			.uint(1, 8, 0)
			.raw(8 | 128)
			.uint(7, 1)
			.uint(1)
			.raw(126)
			.uint(0);
		expect(enter(update.done())).toBeNull();
	});
});
