import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SqlUpdateLog } from '../../server/store/sql-update-log.ts';
import { openStore } from '../../server/store/store.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { ChildServer } from '../support/child-server.ts';
import { StockClient } from '../support/clients.ts';
import { Random, seeds } from '../support/random.ts';
import { storedDoc } from '../support/stored-doc.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

let folder: TemporaryFolder;
let server: ChildServer;
let document: string;
const cookies: string[] = [];

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.over(folder.path);
	await server.start();
	const store = await openStore(server.database);
	const row = await store.db
		.selectFrom('imported_as')
		.select('id')
		.where('demo_id', '=', 'brd-opvang')
		.executeTakeFirstOrThrow();
	document = boardDocument(row.id);
	await store.close();
	for (const name of ['tessa', 'jorrit']) cookies.push(await server.signIn(name));
});
beforeEach(() => server.start());
afterAll(async () => {
	await server.end('SIGKILL');
	folder.remove();
});

async function onDisk(): Promise<BoardDocument> {
	const store = await openStore(server.database);
	const stored = await new SqlUpdateLog(store, () => new Date()).load(document);
	await store.close();
	return new BoardDocument(storedDoc(stored));
}

/** Words in a text, each written once. */
const words = (text: string) => new Set(text.match(/w\d+-\d+/g) ?? []);

describe('a server killed with -9', () => {
	it.each(seeds(5))('keeps what another saw or what showed as saved (seed %i)', async (seed) => {
		const random = new Random(seed);
		const [writer, witness] = cookies.map(
			(cookie) => new StockClient(server, document, cookie, { params: { saved: '1' } })
		) as [StockClient, StockClient];
		await Promise.all([writer.synced(), witness.synced()]);
		const card = writer.board.cards().sort((a, b) => (a.id < b.id ? -1 : 1))[0]!.id;
		const wanted = 5 + random.int(60);
		let written = 0;
		const typing = setInterval(() => {
			for (let i = 0; i < 3; i++) writer.board.text(card)!.insert(0, `w${seed}-${(written += 1)} `);
		}, 2);
		const seen = () => words(witness.board.textOf(card));
		await until(() => writer.saved() >= 1, 'step 2 counted');
		await until(() => seen().size >= wanted, 'words seen');
		const dead = server.end('SIGKILL');
		clearInterval(typing);
		await dead;
		const sawAtLast = seen();
		const savedAtLast = writer.saved() - 1;
		writer.stop();
		witness.stop();
		const kept = words((await onDisk()).textOf(card));
		expect([...sawAtLast].filter((word) => !kept.has(word))).toEqual([]);
		const own = [...kept].filter((word) => word.startsWith(`w${seed}-`));
		expect(own.length).toBeGreaterThanOrEqual(savedAtLast);
		await server.start();
		const fresh = new StockClient(server, document, cookies[0]!);
		await fresh.synced();
		expect(words(fresh.board.textOf(card))).toEqual(kept);
		fresh.stop();
	});
});

describe('a server told to stop', () => {
	it('says 1012, keeps everything, and exits in order', async () => {
		const client = new StockClient(server, document, cookies[0]!);
		await client.synced();
		const card = client.board.cards()[0]!.id;
		client.board.text(card)!.insert(0, 'als laatste ');
		const other = new StockClient(server, document, cookies[1]!);
		await until(() => other.board.textOf(card).startsWith('als laatste '), 'seen');
		expect(await server.end('SIGTERM')).toBe(0);
		await until(() => client.closes.length > 0 && other.closes.length > 0, 'closed');
		expect([client.closes[0], other.closes[0]]).toEqual([1012, 1012]);
		expect((await onDisk()).textOf(card)).toMatch(/^als laatste /);
		await server.start();
		await until(() => client.provider.synced && other.provider.synced, 'both back by themselves');
		client.stop();
		other.stop();
	});
});
