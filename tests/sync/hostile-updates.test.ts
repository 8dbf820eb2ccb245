import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { syncLimits } from '../../server/sync/limits.ts';
import { RawClient, StockClient } from '../support/clients.ts';
import { anUpdate, bytes, hostileUpdates, inCards, nestedMaps } from '../support/hand-made.ts';
import { genuineUpdates } from '../support/random-editor.ts';
import { Random } from '../support/random.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';
import { Witnesses } from '../support/witnesses.ts';

let server: TestServer;
let document: string;
let cookie: string;
let witnesses: Witnesses;
let nextClient = 1_000;

beforeAll(async () => {
	server = await startTestServer();
	document = await server.board('brd-opvang');
	cookie = await server.signIn('sunita');
	witnesses = await Witnesses.on(server, document);
});
afterAll(async () => {
	witnesses.stop();
	await server.close();
});
afterEach(() => witnesses.intact());

const open = (name = 'sunita') =>
	server.signIn(name).then((as) => new RawClient(server, document, as).open());
const rows = async () =>
	(
		await server.store.db
			.selectFrom('update_log')
			.select('seq')
			.where('document', '=', document)
			.execute()
	).length;

/** A small honest update by a client id nobody has. */
function honest(client = nextClient++, clock = 0): Uint8Array {
	return anUpdate(1, (b) => inCards(b, 8, `plain-${client}`).uint(1).raw(126), { client, clock });
}

async function closeAfter(...updates: Uint8Array[]): Promise<number> {
	const client = await open();
	client.send(...updates.map((update) => frames.update(update)));
	const code = await client.closedWith();
	client.stop();
	return code;
}

describe('updates no honest editor makes', () => {
	const all = Object.entries(hostileUpdates);
	it.each(all)('Y1 Y4 Y5 Y7 Y8 with %s: 1007, and not a row more', async (_, update) => {
		const before = await rows();
		expect(await closeAfter(update)).toBe(1007);
		expect(await rows()).toBe(before);
	});

	it.each([17, 2_000, 15_000])(
		'Y2 maps %i deep: 1007, and a newcomer still loads',
		async (depth) => {
			expect(await closeAfter(nestedMaps(depth, nextClient++))).toBe(1007);
		}
	);

	it('Y3 over a gap: asked once more, and 1007 the third time', async () => {
		const client = await open();
		const asked = () => client.ofType(0).filter((frame) => frame[0] === 0).length;
		await until(() => asked() === 1, 'the first step 1');
		const before = await rows();
		client.send(frames.update(honest(nextClient++, 5)));
		await until(() => asked() === 2, 'asked again');
		client.send(frames.update(honest(nextClient++, 5)), frames.update(honest(nextClient++, 5)));
		expect(await client.closedWith()).toBe(1007);
		expect(await rows()).toBe(before);
	});

	it('Y3 that stand beside what nobody knows are not kept for later', async () => {
		const client = await open();
		client.send(
			frames.update(
				anUpdate(
					1,
					(b) =>
						b
							.raw(8 | 128)
							.uint(987_654, 3)
							.uint(1)
							.raw(126),
					{ client: nextClient++ }
				)
			)
		);
		const doc = await client.ask();
		expect(doc.store.pendingStructs).toBeNull();
		client.stop();
	});

	it('Y9 in the second format of Yjs: 1007', async () => {
		const update = genuineUpdates(new Random(1), 1, 20).at(-1)!;
		expect(await closeAfter(Y.convertUpdateFormatV1ToV2(update))).toBe(1007);
	});

	it('Y10 over 256 KiB: 1009', async () => {
		const text = 'x'.repeat(syncLimits.updateBytes);
		const big = anUpdate(1, (b) => inCards(b, 8).uint(1).raw(119).text(text), {
			client: nextClient++
		});
		expect(await closeAfter(big)).toBe(1009);
	});

	it.each([
		['updates', frames.update],
		['answers to step 1', frames.stepTwo]
	])('Y12 2,000 in one go as %s: 4429, and others go on', async (_, frame) => {
		const client = await open();
		const mine = nextClient++;
		client.send(...Array.from({ length: 2_000 }, (_, clock) => frame(honest(mine, clock))));
		expect(await client.closedWith()).toBe(4429);
		client.stop();
	});

	it('deleting everything is editing: it is done, and the document lives', async () => {
		const other = await server.board('brd-wiedoetwat');
		const client = new StockClient(server, other, cookie);
		await client.synced();
		const reader = new StockClient(server, other, await server.signIn('daan'));
		await reader.synced();
		client.doc.transact(() => {
			for (const key of [...client.doc.getMap('cards').keys()])
				client.doc.getMap('cards').delete(key);
		});
		await until(() => reader.board.size === 0, 'all gone for the other');
		const card = { zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null } as const;
		reader.board.addCard({ ...card, id: 'new' }, 'x');
		await until(() => client.board.size === 1, 'a new card');
		client.stop();
		reader.stop();
	});
});

describe('client ids', () => {
	it('Y6 of another member: 4409, and her later and offline edits arrive', async () => {
		const victim = new StockClient(server, document, await server.signIn('jorrit'));
		await victim.synced();
		const card = victim.board.cards().find(({ zone }) => zone !== 'kwestie')!.id;
		victim.board.text(card)!.insert(0, 'eerst ');
		const id = victim.doc.clientID;
		const thief = await open();
		const clock = () => Y.getState(victim.doc.store, id);
		await until(
			async () => Y.getState((await thief.ask()).store, id) === clock(),
			'her first words'
		);
		victim.provider.disconnect();
		victim.board.text(card)!.insert(0, 'onderweg ');
		const from = clock() - 'onderweg '.length;
		// A collected run over her clocks would make her own words count as known.
		thief.send(frames.update(anUpdate(1, (b) => b.raw(0).uint(100), { client: id, clock: from })));
		expect(await thief.closedWith()).toBe(4409);
		victim.provider.connect();
		const other = await open('tessa');
		await until(async () => {
			const text = (await other.ask()).getMap<Y.Map<Y.Text>>('cards').get(card)?.get('text');
			return text?.toJSON().startsWith('onderweg eerst ');
		}, 'her offline words');
		victim.stop();
		other.stop();
	});

	it('Y6 that another announced in presence, before her first letter: 4409', async () => {
		const victim = new StockClient(server, document, await server.signIn('jorrit'));
		await victim.synced();
		const announced = victim.doc.clientID;
		victim.provider.awareness.setLocalState({ place: { card: 'x' } });
		await until(
			() =>
				server.store.db
					.selectFrom('document_client')
					.select('client')
					.where('client', '=', announced)
					.executeTakeFirst(),
			'the id bound'
		);
		expect(await closeAfter(honest(announced))).toBe(4409);
		const card = victim.board.cards().find(({ zone }) => zone !== 'kwestie')!.id;
		victim.board.text(card)!.insert(0, 'van mij ');
		await witnesses.intact();
		expect(victim.closes).toEqual([]);
		victim.stop();
	});

	it('of the server itself: 4409', async () => {
		const row = await server.store.db
			.selectFrom('document_client')
			.select('client')
			.where('document', '=', document)
			.where('member_id', 'is', null)
			.executeTakeFirstOrThrow();
		const client = Number(row.client);
		const asker = await open();
		const clock = Y.getState((await asker.ask()).store, client);
		asker.stop();
		expect(await closeAfter(honest(client, clock))).toBe(4409);
	});

	it('of one person may be used again by her', async () => {
		const mine = nextClient++;
		for (const clock of [0, 1]) {
			const client = await open();
			client.send(frames.update(honest(mine, clock)));
			expect(Y.getState((await client.ask()).store, mine)).toBe(clock + 1);
			client.stop();
		}
	});

	it('Y5 more than sixteen in one update: 1007; sixteen are fine', async () => {
		const many = (count: number) => {
			const b = bytes().uint(count);
			for (let i = 0; i < count; i++)
				inCards(b.uint(1, nextClient++, 0), 8)
					.uint(1)
					.raw(126);
			return b.uint(0).done();
		};
		expect(await closeAfter(many(17))).toBe(1007);
		const client = await open();
		const before = await rows();
		client.send(frames.update(many(16)));
		await client.ask();
		expect(await rows()).toBe(before + 1);
		client.stop();
	});
});
