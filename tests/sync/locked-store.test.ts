import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { StockClient } from '../support/clients.ts';
import { anEmptyBoard } from '../support/crowd.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { doubles, missing, Typist, wordsOf } from '../support/typist.ts';
import { until } from '../support/until.ts';

/* X4: another process holds the write lock of the database: a backup, an administrator's shell. */

let folder: TemporaryFolder;
let server: ChildServer;
const stops: { stop(): void }[] = [];

beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.withDemo(folder.path);
});
afterAll(async () => {
	await server.end('SIGKILL');
	folder.remove();
});
afterEach(() => stops.splice(0).forEach((each) => each.stop()));

/** Holds the lock until told to let go. */
function lock(): () => void {
	const database = new Database(server.database, { timeout: 5_000 });
	database.exec('begin immediate');
	return () => {
		database.exec('rollback');
		database.close();
	};
}

async function typing() {
	const document = await server.withStore(anEmptyBoard);
	const reader = new StockClient(server, document, await server.signIn('daan'));
	stops.push(reader);
	await reader.synced();
	const card = 'kaart';
	const name = `t${performance.now().toFixed(0)}`;
	const cookie = await server.signIn('tessa');
	const typist = new Typist(server, { document, card }, { name, cookie });
	stops.push(typist);
	await typist.client.synced();
	const about = { zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null } as const;
	typist.client.board.addCard({ ...about, id: card }, 'test');
	const words = () => wordsOf(reader.board.textOf(card)).filter((word) => word.startsWith(name));
	typist.keepTyping(50);
	await until(() => words().length > 5, 'typing');
	return { typist, reader, words };
}

describe('a lock held by another process (X4)', () => {
	it('for two seconds: edits wait, nobody is closed, everything arrives once', async () => {
		const { typist, reader, words } = await typing();
		const release = lock();
		const from = performance.now();
		const before = typist.written;
		await until(() => performance.now() - from > 2_000, 'two seconds');
		// What was under way when the lock was taken may still have come.
		expect(words().length).toBeLessThanOrEqual(before + 1);
		release();
		typist.rest();
		await until(() => missing(typist, words()).length === 0, 'every word');
		expect(doubles(words())).toEqual([]);
		expect([typist.client.closes, reader.closes]).toEqual([[], []]);
	});

	it('for six seconds, so that one commit fails and the next does not: no gap in the log', async () => {
		const { typist, reader, words } = await typing();
		const release = lock();
		const from = performance.now();
		await until(() => performance.now() - from > 6_000, 'six seconds');
		release();
		await until(() => typist.client.provider.synced && reader.provider.synced, 'back');
		typist.rest();
		await until(() => missing(typist, words()).length === 0, 'every word', 15_000);
		expect(doubles(words())).toEqual([]);
		const log = server.look<{ seq: number }>(
			'select seq from update_log where document = ? order by seq',
			reader.provider.roomname
		);
		expect(log.map(({ seq }) => seq - log[0]!.seq)).toEqual(log.map((_, i) => i));
	});

	it('for ten seconds: 1013 after five, once; afterwards every word is there once', async () => {
		const { typist, reader, words } = await typing();
		const release = lock();
		const from = performance.now();
		await until(() => reader.closes.length > 0 && typist.client.closes.length > 0, 'the close');
		expect(performance.now() - from).toBeGreaterThan(4_000);
		expect(performance.now() - from).toBeLessThan(7_500);
		await until(() => reader.provider.synced, 'reading goes on');
		await until(() => performance.now() - from > 10_000, 'ten seconds', 11_000);
		release();
		await until(() => typist.client.provider.synced, 'back');
		typist.rest();
		await until(() => missing(typist, words()).length === 0, 'every word', 15_000);
		expect(doubles(words())).toEqual([]);
		expect([typist.client.closes, reader.closes]).toEqual([[1013], [1013]]);
	});
});
