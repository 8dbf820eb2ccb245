import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SqlUpdateLog } from '../../server/store/sql-update-log.ts';
import { same, StockClient, type ConnectOptions } from '../support/clients.ts';
import { editAtRandom } from '../support/random-editor.ts';
import { Random, seeds } from '../support/random.ts';
import { storedDoc } from '../support/stored-doc.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

let server: TestServer;
let document: string;
const clients: StockClient[] = [];

beforeAll(async () => {
	server = await startTestServer();
	document = await server.board('brd-opvang');
});
afterAll(() => server.close());
afterEach(() => clients.splice(0).forEach((client) => client.stop()));

async function connect(name: string, options: ConnectOptions = {}): Promise<StockClient> {
	const client = new StockClient(server, document, await server.signIn(name), options);
	clients.push(client);
	return client.synced();
}

describe('a stock y-websocket client', () => {
	it('gets the board as it stands', async () => {
		const client = await connect('marit');
		expect(client.board.cards()).toHaveLength(22);
	});

	it('and another see each other type, both ways', async () => {
		const [a, b] = [await connect('tessa'), await connect('jorrit')];
		const [card] = a.board.cards();
		a.board.text(card!.id)!.insert(0, 'van de een ');
		await until(() => b.board.textOf(card!.id).startsWith('van de een '));
		b.board.text(card!.id)!.insert(0, 'van de ander ');
		await until(() => a.board.textOf(card!.id).startsWith('van de ander van de een '));
		expect(same(a.doc, b.doc)).toBe(true);
	});

	it('brings what it made while it was away', async () => {
		const [a, b] = [await connect('tessa'), await connect('jorrit')];
		a.provider.disconnect();
		const [card] = a.board.cards();
		a.board.text(card!.id)!.insert(0, 'onderweg ');
		b.board.text(card!.id)!.insert(b.board.textOf(card!.id).length, ' intussen');
		a.provider.connect();
		await until(() => same(a.doc, b.doc), 'the same document');
		expect(b.board.textOf(card!.id)).toMatch(/^onderweg .* intussen$/s);
	});

	it('that says nothing new changes nothing on disk', async () => {
		const rows = async () =>
			(
				await server.store.db
					.selectFrom('update_log')
					.select('seq')
					.where('document', '=', document)
					.execute()
			).length;
		const before = await rows();
		for (let i = 0; i < 3; i++) (await connect('daan')).stop();
		expect(await rows()).toBe(before);
	});

	it('is answered by the same letters that are in the store', async () => {
		const a = await connect('tessa', { params: { saved: '1' } });
		a.board.text(a.board.cards()[0]!.id)!.insert(0, 'bewaard ');
		await until(() => a.saved() >= 2, 'saved');
		const stored = await new SqlUpdateLog(server.store, () => new Date()).load(document);
		expect(same(storedDoc(stored), a.doc)).toBe(true);
	});
});

describe('"saved"', () => {
	it('counts every update frame once it is durable, step 2 as one', async () => {
		const client = await connect('marit', { params: { saved: '1' } });
		await until(() => client.saved() === 1, 'step 2 counted');
		const text = client.board.text(client.board.cards()[0]!.id)!;
		for (let i = 0; i < 25; i++) text.insert(0, 'x');
		await until(() => client.saved() === 26, '25 updates and step 2');
	});

	it('counts what is already there as well', async () => {
		const first = await connect('marit');
		const copy = new Y.Doc();
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(first.doc));
		const again = await connect('marit', { doc: copy, params: { saved: '1' } });
		await until(() => again.saved() === 1, 'step 2 counted');
	});

	it('is not told to who did not ask', async () => {
		const client = await connect('marit');
		const other = await connect('tessa');
		client.board.text(client.board.cards()[0]!.id)!.insert(0, 'y');
		await until(() => same(client.doc, other.doc), 'seen by the other');
		expect(client.saved()).toBe(0);
	});
});

describe('five people who edit at random, drop off and come back', () => {
	it.each(seeds(2))('end up with the same board (seed %i)', async (seed) => {
		const random = new Random(seed);
		const names = ['marit', 'tessa', 'jorrit', 'sunita', 'daan'];
		const people = await Promise.all(names.map((name) => connect(name)));
		for (let round = 0; round < 60; round++) {
			for (let edits = random.int(4); edits > 0; edits--) {
				const who = random.int(5);
				editAtRandom(people[who]!.board, random, names[who]!);
			}
			const one = random.pick(people);
			if (random.chance(0.15)) one.provider.disconnect();
			else if (random.chance(0.3)) one.provider.connect();
			// A cut line, as on a train.
			else if (random.chance(0.1)) (one.provider.ws as { terminate?: () => void })?.terminate?.();
			await new Promise((resolve) => setImmediate(resolve));
		}
		for (const person of people) person.provider.connect();
		await until(
			() =>
				people.every(({ provider }) => provider.synced) && same(...people.map(({ doc }) => doc)),
			'five equal documents',
			20_000
		);
		const late = await connect('lotte');
		expect(same(late.doc, people[0]!.doc)).toBe(true);
	});
});
