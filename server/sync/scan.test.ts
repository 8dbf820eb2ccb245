import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { anUpdate, bytes, hostileUpdates, inCards } from '../../tests/support/hand-made.ts';
import { boardRules as board, enter } from '../../tests/support/door.ts';
import { genuineUpdates } from '../../tests/support/random-editor.ts';
import { Random, seeds } from '../../tests/support/random.ts';
import { MalformedFrame } from './bytes.ts';
import { scanUpdate, type DocumentRules } from './scan.ts';

const editor: DocumentRules = { roots: new Set(['body']), richText: true };

function passes(update: Uint8Array, rules = board): boolean {
	try {
		scanUpdate(update, rules);
		return true;
	} catch (error) {
		if (!(error instanceof MalformedFrame)) throw error;
		return false;
	}
}

describe('genuine updates', () => {
	it.each(seeds(5))('of random editors pass, one by one and merged (seed %i)', (seed) => {
		const updates = genuineUpdates(new Random(seed), 4, 500);
		expect(updates.length).toBeGreaterThan(500);
		for (const update of updates) expect(passes(update)).toBe(true);
		expect(passes(Y.mergeUpdates(updates))).toBe(true);
	});

	it('of many clients pass one room at a time, sixteen at most', () => {
		const all = new Y.Doc();
		for (let client = 1; client <= 16; client++) {
			const doc = new Y.Doc();
			doc.clientID = client;
			doc.getMap('cards').set(`c${client}`, client);
			Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
		}
		expect(passes(Y.encodeStateAsUpdate(all))).toBe(true);
	});

	it('with every plain value there is pass', () => {
		const doc = new Y.Doc();
		const values = [
			null,
			true,
			false,
			0,
			-1,
			2 ** 40,
			1.5,
			Math.PI,
			12n,
			'é😀',
			[1, [2]],
			{ a: {} }
		];
		values.forEach((value, i) => doc.getMap('cards').set(`v${i}`, value));
		doc.getMap('cards').set('undefined', undefined);
		expect(passes(Y.encodeStateAsUpdate(doc))).toBe(true);
	});

	it('of rich text pass where the document is rich text, and nowhere else', () => {
		const doc = new Y.Doc();
		const text = doc.getText('body');
		text.insert(0, 'gewoon vet', {});
		text.format(7, 3, { bold: true });
		text.insertEmbed(2, { image: 'x' });
		const element = new Y.XmlElement('p');
		text.insertEmbed(0, element);
		element.insert(0, [new Y.XmlText('hoi')]);
		element.setAttribute('level', '1');
		const update = Y.encodeStateAsUpdate(doc);
		expect(passes(update, editor)).toBe(true);
		expect(passes(update, { ...board, roots: editor.roots })).toBe(false);
	});

	it('tell whose they are, what they lean on and what they delete', () => {
		const doc = new Y.Doc();
		doc.clientID = 5;
		const cards = doc.getMap('cards');
		cards.set('a', 1);
		cards.set('a', 2);
		const scanned = scanUpdate(Y.encodeStateAsUpdate(doc), board);
		expect(scanned.ranges).toEqual([{ client: 5, clock: 0, end: 2 }]);
		expect(scanned.deletes).toEqual([{ client: 5, clock: 0, end: 1 }]);
		expect([...scanned.needs]).toEqual([[5, 0]]);
		expect(scanned.types).toBe(0);
	});
});

describe('hostile updates', () => {
	it.each(Object.entries(hostileUpdates))('with %s are refused', (_, update) => {
		expect(passes(update)).toBe(false);
	});

	it.each(Object.entries(hostileUpdates))('with %s are refused within 100 ms', (_, update) => {
		const from = performance.now();
		passes(update);
		expect(performance.now() - from).toBeLessThan(100);
	});

	it('are not those that come just within the limits', () => {
		const deep = anUpdate(1, (b) => inCards(b, 8).uint(1).raw(117).uint(1).raw(126));
		expect(passes(deep)).toBe(true);
		const ranges = Array.from({ length: 20_000 }, (_, i) => i * 2);
		const deletes = ranges.reduce((b, clock) => b.uint(clock, 1), bytes().uint(0, 1, 7, 20_000));
		expect(passes(deletes.done())).toBe(true);
	});

	it.each(seeds(3))('cut off anywhere are refused (seed %i)', (seed) => {
		const random = new Random(seed);
		const update = genuineUpdates(random, 2, 60).at(-1)!;
		for (let length = 0; length < Math.min(update.length, 1_500); length++) {
			expect(passes(update.subarray(0, length)), `first ${length} bytes`).toBe(false);
		}
		expect(passes(bytes().plain(update).raw(0).done())).toBe(false);
	});

	it('in the second format of Yjs are refused', () => {
		for (const seed of seeds(5)) {
			const update = genuineUpdates(new Random(seed), 2, 40).at(-1)!;
			expect(passes(Y.convertUpdateFormatV1ToV2(update)), `seed ${seed}`).toBe(false);
		}
	});
});

describe('whatever bytes come', () => {
	it.each(seeds(4))('none gets in and then breaks Yjs: 5,000 random ones (seed %i)', (seed) => {
		const random = new Random(seed);
		for (let i = 0; i < 5_000; i++) {
			const update = random.bytes(random.int(40));
			if (random.chance(0.5) && update.length > 2) update[0] = random.int(3);
			const outcome = enter(update, bytes().uint(0, 0).done());
			expect(outcome ?? 'fine', Buffer.from(update).toString('hex')).toBe('fine');
		}
	});

	it.each(seeds(4))('none gets in and then breaks Yjs: genuine ones damaged (seed %i)', (seed) => {
		const random = new Random(seed);
		const all = genuineUpdates(random, 3, 60);
		const base = Y.mergeUpdates(all.slice(0, 40));
		const updates = all.filter((update) => update.length < 600);
		let entered = 0;
		for (let i = 0; i < 2_500; i++) {
			const update = Uint8Array.from(random.pick(updates));
			for (let flips = 1 + random.int(3); flips > 0; flips--) {
				update[random.int(update.length)] = random.int(256);
			}
			const outcome = enter(update, base);
			expect(outcome ?? 'fine', Buffer.from(update).toString('hex')).toBe('fine');
			if (outcome) entered += 1;
		}
		expect(entered).toBeGreaterThan(50);
	});
});
