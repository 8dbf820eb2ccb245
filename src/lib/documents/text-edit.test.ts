import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Random, seeds } from '../../../tests/support/random.ts';
import {
	applyEdit,
	editBetween,
	rebase,
	shift,
	type TextDelta,
	type TextEdit
} from './text-edit.ts';

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Replaces a random run of whole characters. */
function changed(random: Random, text: string): { text: string; caret: number } {
	const letters = [...text];
	const start = random.int(letters.length + 1);
	const removed = random.int(letters.length - start + 1) >> random.int(3);
	const head = letters.slice(0, start).join('');
	const inserted = random.text(4);
	return {
		text: head + inserted + letters.slice(start + removed).join(''),
		caret: head.length + inserted.length
	};
}

/** What Yjs reports when `edit` is made in `text`. */
function deltaOf(text: string, edit: TextEdit): TextDelta {
	const shared = new Y.Doc().getText('t');
	shared.insert(0, text);
	let delta: TextDelta = [];
	shared.observe((event) => (delta = event.delta as TextDelta));
	shared.doc?.transact(() => {
		if (edit.removed > 0) shared.delete(edit.start, edit.removed);
		if (edit.inserted) shared.insert(edit.start, edit.inserted);
	});
	return delta;
}

describe('editBetween', () => {
	it.each(seeds(10))('turns one text into the other and splits no pair (seed %i)', (seed) => {
		const random = new Random(seed);
		for (let round = 0; round < 400; round++) {
			const before = random.text(12);
			const { text, caret } = random.chance(0.2)
				? { text: random.text(12), caret: undefined }
				: changed(random, before);
			const edit = editBetween(before, text, caret);
			expect(applyEdit(before, edit)).toBe(text);
			for (const part of [
				edit.inserted,
				before.slice(edit.start, edit.start + edit.removed),
				before.slice(0, edit.start)
			]) {
				expect(loneSurrogate.test(part), JSON.stringify({ before, text, caret, edit })).toBe(false);
			}
		}
	});

	it('inserts at the caret within a run of equal letters', () => {
		expect(editBetween('alle', 'allle', 2)).toEqual({ start: 1, removed: 0, inserted: 'l' });
		expect(editBetween('alle', 'allle', 4)).toEqual({ start: 3, removed: 0, inserted: 'l' });
	});

	it('deletes at the caret within a run of equal letters', () => {
		expect(editBetween('aaaa', 'aaa', 1)).toEqual({ start: 1, removed: 1, inserted: '' });
	});

	it('is empty for equal texts', () => {
		const edit = editBetween('zelfde', 'zelfde', 3);
		expect([edit.removed, edit.inserted]).toEqual([0, '']);
	});

	it('replaces a whole emoji where only its second half differs', () => {
		expect(editBetween('a😀b', 'a😁b')).toEqual({ start: 1, removed: 2, inserted: '😁' });
	});
});

describe('rebase', () => {
	it.each(seeds(10))('keeps what both did, as Yjs would (seed %i)', (seed) => {
		const random = new Random(seed);
		for (let round = 0; round < 300; round++) {
			const base = random.text(14);
			const mine = editBetween(base, changed(random, base).text);
			const theirs = editBetween(base, changed(random, base).text);
			const rebased = rebase(mine, deltaOf(base, theirs));
			const merged = applyEdit(applyEdit(base, theirs), rebased);
			const about = JSON.stringify({ base, mine, theirs, rebased });
			expect(rebased.inserted).toBe(mine.inserted);
			expect(rebased.start, about).toBeGreaterThanOrEqual(0);
			expect(rebased.start + rebased.removed).toBeLessThanOrEqual(applyEdit(base, theirs).length);
			expect(merged, about).toContain(mine.inserted);
			// What neither of us removed is still there, in its order.
			const untouched = [...base].filter((_, i, letters) => {
				const at = letters.slice(0, i).join('').length;
				return [mine, theirs].every((e) => at < e.start || at >= e.start + e.removed);
			});
			let at = 0;
			for (const letter of merged) if (letter === untouched[at]) at += 1;
			expect(at, about).toBe(untouched.length);
		}
	});

	it('moves an edit behind what others inserted before it', () => {
		const edit = { start: 4, removed: 1, inserted: 'x' };
		expect(rebase(edit, [{ insert: '...' }])).toEqual({ start: 7, removed: 1, inserted: 'x' });
	});

	it('does not remove again what others removed already', () => {
		const edit = { start: 2, removed: 4, inserted: '' };
		expect(rebase(edit, [{ retain: 1 }, { delete: 3 }])).toEqual({
			start: 1,
			removed: 2,
			inserted: ''
		});
	});

	it('leaves text that others inserted within the removed run', () => {
		const edit = { start: 0, removed: 2, inserted: '' };
		expect(rebase(edit, [{ retain: 1 }, { insert: 'NEW' }]).start).toBe(0);
	});
});

describe('shift', () => {
	it('stays before an insert right there unless it sticks', () => {
		expect(shift(3, [{ retain: 3 }, { insert: 'ab' }], false)).toBe(3);
		expect(shift(3, [{ retain: 3 }, { insert: 'ab' }], true)).toBe(5);
	});
});
