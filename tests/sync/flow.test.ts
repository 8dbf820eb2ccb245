import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { updateParcels } from '../../server/sync/answers.ts';
import { frames } from '../../server/sync/frame.ts';
import { syncLimits } from '../../server/sync/limits.ts';
import { anUpdate, inCards } from '../support/hand-made.ts';
import { docOf } from '../support/lines.ts';
import { genuineUpdates } from '../support/random-editor.ts';
import { Random, seeds } from '../support/random.ts';
import { aNode, type Node } from '../support/node.ts';

/* Who reads slowly, over a real store. */

let node: Node;
beforeEach(async () => (node = await aNode()));
afterEach(() => node.close());

let client = 100;
const aCard = (text: string) =>
	anUpdate(1, (b) => inCards(b, 8, `k${client}`).uint(1).raw(119).text(text), { client: client++ });
const keys = (doc: Y.Doc) => [...doc.getMap('cards').keys()].sort();

describe('a reader whose line is full', () => {
	it('gets nothing while it is, and everything as one message when it is free again', async () => {
		const [slow, other] = [await node.join('ans'), await node.join('bo')];
		slow.room.receive(slow.connection, frames.stepOne(Uint8Array.of(0)));
		await node.settle();
		slow.line.waiting = syncLimits.presenceBacklog + 1;
		const heard = slow.line.sent.length;
		for (let i = 0; i < 30; i++) {
			other.room.receive(other.connection, frames.update(aCard(`kaart ${i}`)));
		}
		await node.settle();
		expect(slow.line.sent.length).toBe(heard);
		slow.line.waiting = 0;
		slow.room.drained(slow.connection);
		expect(slow.line.sent.length).toBe(heard + 1);
		expect(keys(docOf(slow.line))).toEqual(keys(await node.doc()));
		// And goes on as the others do.
		other.room.receive(other.connection, frames.update(aCard('daarna')));
		await node.settle();
		expect(keys(docOf(slow.line))).toHaveLength(31);
	});

	it('gets the whole when what it missed is merged by then', async () => {
		const [slow, other] = [await node.join('ans'), await node.join('bo')];
		slow.room.receive(slow.connection, frames.stepOne(Uint8Array.of(0)));
		await node.settle();
		slow.line.waiting = syncLimits.presenceBacklog + 1;
		for (let i = 0; i < 10; i++) {
			other.room.receive(other.connection, frames.update(aCard(`kaart ${i}`)));
		}
		await node.settle();
		const { content } = other.room;
		content.compacted(content.seq, [Y.encodeStateAsUpdate(content.doc!)]);
		other.room.receive(other.connection, frames.update(aCard('na het samenvoegen')));
		await node.settle();
		slow.line.waiting = 0;
		slow.room.drained(slow.connection);
		expect(keys(docOf(slow.line))).toHaveLength(11);
	});

	it('is closed with 1013 once it is more than 8 MiB behind, and costs no memory until then', async () => {
		const [slow, other] = [await node.join('ans'), await node.join('bo')];
		slow.line.waiting = syncLimits.presenceBacklog + 1;
		const text = 'x'.repeat(200_000);
		const doc = new Y.Doc();
		let sent = 0;
		while (slow.line.closed === null && sent < 60) {
			const before = Y.encodeStateVector(doc);
			doc.getMap('cards').set('same', text + sent);
			other.room.receive(other.connection, frames.update(Y.encodeStateAsUpdate(doc, before)));
			await node.settle();
			sent += 1;
		}
		expect(slow.line.closed?.code).toBe(1013);
		expect(sent).toBeGreaterThan(30);
		expect(other.line.closed).toBeNull();
	});

	it('gets a large document piece by piece, as fast as its line takes it', async () => {
		const writer = await node.join('bo');
		for (let i = 0; i < 5; i++) {
			writer.room.receive(writer.connection, frames.update(aCard('y'.repeat(200_000))));
		}
		await node.settle();
		const slow = await node.join('ans');
		slow.line.waiting = syncLimits.presenceBacklog + 1;
		slow.room.receive(slow.connection, frames.stepOne(Uint8Array.of(0)));
		await node.settle();
		expect(keys(docOf(slow.line))).toEqual([]);
		slow.line.waiting = 0;
		slow.room.drained(slow.connection);
		const pieces = slow.line.sent.filter((frame) => frame[0] === 0 && frame[1] !== 0);
		expect(pieces.length).toBeGreaterThan(3);
		expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(syncLimits.partBytes + 64);
		expect(pieces.at(-1)).toEqual(frames.stepTwo(Uint8Array.of(0, 0)));
		expect(keys(docOf(slow.line))).toHaveLength(5);
	});
});

describe('updates sent as one', () => {
	it.each(seeds(5))('say the same as one after another (seed %i)', (seed) => {
		const updates = genuineUpdates(new Random(seed), 4, 200);
		const [apart, together] = [new Y.Doc(), new Y.Doc()];
		for (const update of updates) Y.applyUpdate(apart, update);
		for (let at = 0; at < updates.length; at += 7) {
			for (const { messages } of updateParcels(updates.slice(at, at + 7))) {
				for (const message of messages) {
					const length = message.length;
					// Type and step take a byte each, the length one to four.
					const body = message.subarray(2 + (length < 131 ? 1 : length < 16_389 ? 2 : 3));
					Y.applyUpdate(together, body);
				}
			}
		}
		expect(together.toJSON()).toEqual(apart.toJSON());
		expect(Y.equalSnapshots(Y.snapshot(together), Y.snapshot(apart))).toBe(true);
	});
});
