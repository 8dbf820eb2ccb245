import { afterEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { ByteReader } from '../../server/sync/bytes.ts';
import { frames } from '../../server/sync/frame.ts';
import { StoreBroken, type UpdateLog } from '../../server/sync/update-log.ts';
import { anUpdate, inCards } from '../support/hand-made.ts';
import { docOf, type RecordingLine } from '../support/lines.ts';
import { aNode, type Node } from '../support/node.ts';
import { until } from '../support/until.ts';

/* A store that cannot commit for a while: a full disk, a database that is being restarted. */

let node: Node;
let fault: Error | null = null;
let appends = 0;
afterEach(async () => {
	fault = null;
	await node.close();
});

/** The real log, but for a fault that the test sets. */
const faulty = (log: UpdateLog): UpdateLog => ({
	load: (document) => log.load(document),
	append: (batch) => {
		appends += 1;
		return fault ? Promise.reject(fault) : log.append(batch);
	},
	saveSnapshot: (...snapshot) => log.saveSnapshot(...snapshot),
	probe: () => (fault ? Promise.reject(fault) : log.probe()),
	quarantine: (what) => log.quarantine(what)
});

let client = 100;
const aCard = (text: string, id = client++) =>
	anUpdate(1, (b) => inCards(b, 8, `k${id}`).uint(1).raw(119).text(text), { client: id });
const asks = (line: RecordingLine) => line.sent.filter(([type, step]) => type === 0 && step === 0);
const texts = (doc: Y.Doc) => [...doc.getMap<string>('cards').values()].sort();
const refusals = (line: RecordingLine) =>
	line.sent.flatMap((message) => {
		const reader = new ByteReader(message);
		return reader.varUint() === 2 && reader.varUint() === 0 ? [reader.varString()] : [];
	});
const saved = (line: RecordingLine) => line.sent.filter(([type]) => type === 4).at(-1)?.[1] ?? 0;

/** Somebody wrote, it could not be saved, everybody was sent away once. */
async function broken(error = new Error('database or disk is full')): Promise<void> {
	node = await aNode(faulty);
	const [ans, bo] = [await node.join('ans'), await node.join('bo')];
	ans.room.receive(ans.connection, frames.update(aCard('gezien')));
	await node.settle();
	fault = error;
	ans.room.receive(ans.connection, frames.update(aCard('nooit gezien')));
	await until(() => ans.line.closed && bo.line.closed, 'both sent away');
	expect([ans.line.closed?.code, bo.line.closed?.code]).toEqual([1013, 1013]);
	expect(texts(docOf(bo.line))).toEqual(['gezien']);
}

describe('while nothing can be saved', () => {
	it('who comes back reads everything that was seen, and is not asked for her own', async () => {
		await broken();
		const { room, line, connection } = await node.join('bo');
		room.receive(connection, frames.stepOne(Uint8Array.of(0)));
		await until(() => texts(docOf(line)).length > 0, 'what is on disk');
		expect([texts(docOf(line)), asks(line).length, line.closed]).toEqual([['gezien'], 0, null]);
	});

	it('every write is answered with "niet opgeslagen", and shown to nobody', async () => {
		await broken();
		const [ans, bo] = [await node.join('ans'), await node.join('bo')];
		const before = appends;
		for (let i = 0; i < 3; i++) {
			ans.room.receive(ans.connection, frames.update(aCard(`poging ${i}`)));
		}
		expect(refusals(ans.line)).toEqual(Array(3).fill('niet opgeslagen'));
		await expect(
			node.rooms.apply('board/one', (doc) => doc.getMap('cards').set('a', 1), { memberId: null })
		).rejects.toThrow();
		expect([texts(docOf(bo.line)), saved(ans.line), appends]).toEqual([[], 0, before]);
		expect([ans.line.closed, bo.line.closed]).toEqual([null, null]);
	});

	it('who only says which id is hers is shown, and nothing is tried on the store', async () => {
		await broken();
		const [ans, bo] = [await node.join('ans'), await node.join('bo')];
		const before = appends;
		ans.room.receive(ans.connection, frames.awareness([{ client: 7, clock: 1, state: '{}' }]));
		await until(() => bo.line.presence().some((entry) => entry.client === 7), 'her presence');
		expect(appends).toBe(before);
	});
});

describe('once it can be saved again', () => {
	it('everybody who may write is asked, and nothing is lost or counted too early', async () => {
		await broken();
		const [ans, reader] = [await node.join('ans'), await node.join('bo', { access: 'read' })];
		const mine = client++;
		ans.room.receive(ans.connection, frames.update(aCard('bewaard op het scherm', mine)));
		expect(refusals(ans.line)).toEqual(['niet opgeslagen']);
		fault = null;
		await until(() => asks(ans.line).length === 1, 'asked for her state');
		expect([asks(reader.line).length, saved(ans.line)]).toEqual([0, 0]);
		// Another update of hers is on disk before her answer: the first is still not.
		ans.room.receive(ans.connection, frames.update(aCard('los hiervan')));
		await node.settle();
		await until(() => texts(docOf(reader.line)).length === 1, 'seen');
		expect(saved(ans.line)).toBe(0);
		ans.room.receive(ans.connection, frames.stepTwo(aCard('bewaard op het scherm', mine)));
		await until(() => saved(ans.line) === 3, 'all three counted');
		expect(texts(await node.doc())).toEqual(['bewaard op het scherm', 'gezien', 'los hiervan']);
	});
});

describe('a failed fsync', () => {
	it('ends all writing in this process: nothing is tried a second time', async () => {
		await broken(new StoreBroken('fsync failed'));
		expect(node.logged).toContain('fsync failed');
		fault = null;
		const before = appends;
		const { room, line, connection } = await node.join('ans');
		room.receive(connection, frames.update(aCard('later')));
		await node.settle();
		expect([refusals(line), appends]).toEqual([['niet opgeslagen'], before]);
	});
});

describe('an update that Yjs chokes on after the scan let it pass (Y13)', () => {
	it('is set apart; its sender gets 1007, the others 1012, and the document lives on', async () => {
		node = await aNode();
		const [ans, bo] = [await node.join('ans'), await node.join('bo')];
		ans.room.receive(ans.connection, frames.update(aCard('gezond')));
		await node.settle();
		ans.room.content.doc!.getMap('cards').observe(() => {
			throw new Error('poison');
		});
		const poison = aCard('gif');
		ans.room.receive(ans.connection, frames.update(poison));
		expect([ans.line.closed?.code, bo.line.closed?.code]).toEqual([1007, 1012]);
		const again = await node.join('bo');
		again.room.receive(again.connection, frames.update(aCard('verder')));
		await node.settle();
		expect(texts(await node.doc())).toEqual(['gezond', 'verder']);
		const rows = await node.store.db
			.selectFrom('quarantine')
			.select(['document', 'member_id', 'reason', 'bytes'])
			.execute();
		expect(rows).toMatchObject([{ document: 'board/one', member_id: 'ans', reason: 'poison' }]);
		expect(Buffer.from(poison).equals(rows[0]!.bytes)).toBe(true);
	});
});
