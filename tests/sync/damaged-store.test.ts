import {
	copyFileSync,
	mkdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { frames } from '../../server/sync/frame.ts';
import { syncLimits } from '../../server/sync/limits.ts';
import { ChildServer } from '../support/child-server.ts';
import { RawClient, same, StockClient } from '../support/clients.ts';
import { anEmptyBoard } from '../support/crowd.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { Typist, wordsOf } from '../support/typist.ts';
import { until } from '../support/until.ts';

/* Bytes on disk that are not what was written: by a power cut in the middle, or by rot. */

let folder: TemporaryFolder;
let server: ChildServer;
let cookie: string;
beforeAll(async () => {
	folder = temporaryFolder();
	server = await ChildServer.withDemo(folder.path);
	cookie = await server.signIn('tessa');
});
afterAll(async () => {
	await server.end('SIGKILL');
	folder.remove();
});

async function statusOf(document: string): Promise<{ upgrade: number | null; check: number }> {
	const client = new RawClient(server, document, cookie);
	await until(() => client.refused ?? client.socket.readyState === 1, 'an answer');
	const check = await fetch(`${server.url}/api/sync/${document}`, { headers: { cookie } });
	client.stop();
	return { upgrade: client.refused, check: check.status };
}

/** Changes rows while the server is down. */
async function damage(work: (database: Database.Database) => void): Promise<void> {
	await server.end('SIGKILL');
	const database = new Database(server.database);
	work(database);
	database.close();
	await server.start();
}

describe('a damaged document (X13, P5)', () => {
	const rows = (table: 'snapshot' | 'update_log', document: string) =>
		server.look<{ seq: number; bytes: Buffer }>(
			`select seq, bytes from ${table} where document = ? order by seq`,
			document
		);
	/** One byte in the middle is another: only a checksum tells. */
	const rot = (table: string, document: string, seq: number) => (database: Database.Database) => {
		const query = `select bytes from ${table} where document = ? and seq = ?`;
		const { bytes } = database.prepare(query).get(document, seq) as { bytes: Buffer };
		const middle = bytes.length >> 1;
		bytes[middle] = bytes[middle]! ^ 1;
		database
			.prepare(`update ${table} set bytes = ? where document = ? and seq = ?`)
			.run(bytes, document, seq);
	};

	/** A board with two snapshots and something after the last. */
	async function withSnapshots(): Promise<{ document: string; doc: Y.Doc }> {
		const document = await server.withStore(anEmptyBoard);
		const client = await new StockClient(server, document, cookie).synced();
		const cards = client.doc.getMap('cards');
		for (let round = 1; round <= 2; round++) {
			cards.set(`groot ${round}`, 'x'.repeat(syncLimits.tailBytes));
			await until(() => rows('snapshot', document).length === round, 'a snapshot');
		}
		cards.set('daarna', 'klein');
		const other = await new StockClient(server, document, cookie).synced();
		await until(() => same(other.doc, client.doc), 'all of it there');
		other.stop();
		client.stop();
		return { document, doc: client.doc };
	}

	async function reads(document: string, doc: Y.Doc): Promise<void> {
		const client = await new StockClient(server, document, cookie).synced();
		await until(() => same(client.doc, doc), 'the whole document');
		client.stop();
	}

	it('whose last snapshot rotted is whole from the one before and the log', async () => {
		const { document, doc } = await withSnapshots();
		const last = rows('snapshot', document).at(-1)!.seq;
		await damage(rot('snapshot', document, last));
		await reads(document, doc);
	});

	it('whose last snapshot is cut off is whole from the one before and the log', async () => {
		const { document, doc } = await withSnapshots();
		const last = rows('snapshot', document).at(-1)!;
		await damage((database) =>
			database
				.prepare('update snapshot set bytes = ? where document = ? and seq = ?')
				.run(last.bytes.subarray(0, last.bytes.length >> 1), document, last.seq)
		);
		await reads(document, doc);
	});

	it('whose snapshots both rotted is locked with 503, untouched, while others work', async () => {
		const { document } = await withSnapshots();
		const seqs = rows('snapshot', document).map(({ seq }) => seq);
		await damage((database) => seqs.forEach((seq) => rot('snapshot', document, seq)(database)));
		const before = [rows('snapshot', document), rows('update_log', document)];
		expect(await statusOf(document)).toEqual({ upgrade: 503, check: 503 });
		const other = await server.board('brd-opvang');
		const client = await new StockClient(server, other, cookie).synced();
		expect(client.board.size).toBeGreaterThan(10);
		client.stop();
		expect(await statusOf(document)).toEqual({ upgrade: 503, check: 503 });
		expect([rows('snapshot', document), rows('update_log', document)]).toEqual(before);
		expect(server.runs).toBe(true);
	});

	it.each(['rotted', 'missing'])(
		'of whose log one row is %s is locked: no part of it is shown',
		async (how) => {
			const document = await server.withStore(anEmptyBoard);
			const client = await new StockClient(server, document, cookie).synced();
			for (let i = 1; i <= 5; i++) client.doc.getMap('cards').set(`k${i}`, 'x'.repeat(100));
			await until(
				() =>
					rows('update_log', document).length > 0 && rows('update_log', document).at(-1)!.seq >= 3,
				'rows'
			);
			client.stop();
			await damage((database) => {
				if (how === 'rotted') return rot('update_log', document, 2)(database);
				database.prepare('delete from update_log where document = ? and seq = 2').run(document);
			});
			const before = rows('update_log', document);
			expect(await statusOf(document)).toEqual({ upgrade: 503, check: 503 });
			expect(rows('update_log', document)).toEqual(before);
		}
	);
});

describe('a write-ahead log torn by a power cut (P2)', () => {
	const sector = 512;

	/** What a page of `document` would read from the files, and whether SQLite finds them sound. */
	function opened(file: string, document: string): { words: string[]; seqs: number[] } {
		const database = new Database(file);
		expect(database.pragma('quick_check')).toEqual([{ quick_check: 'ok' }]);
		const log = database
			.prepare('select seq, bytes from update_log where document = ? order by seq')
			.all(document) as { seq: number; bytes: Buffer }[];
		database.close();
		const doc = new Y.Doc();
		for (const { bytes } of log) Y.applyUpdate(doc, bytes);
		expect(doc.store.pendingStructs).toBeNull();
		const text = doc.getMap<Y.Map<Y.Text>>('cards').get('kaart')?.get('text')?.toJSON() ?? '';
		return { words: wordsOf(text), seqs: log.map(({ seq }) => seq) };
	}

	/**
	 * Where the newest commits of a log end: a log that begins anew is written over the older one, which
	 * stays behind it (SQLite's file format, 4.3: a frame counts while its salts are those of the header).
	 */
	function endOfLog(wal: Buffer): number {
		const frame = 24 + wal.readUInt32BE(8);
		const salts = wal.subarray(16, 24);
		let end = 32;
		while (end + frame <= wal.length && wal.subarray(end + 8, end + 16).equals(salts)) end += frame;
		return end;
	}

	it('opens at every 512 bytes of its last 64 KiB, and holds a prefix of the log', async () => {
		const document = await server.withStore(anEmptyBoard);
		const typist = new Typist(server, { document, card: 'kaart' }, { name: 'a', cookie });
		await typist.client.synced();
		const about = { zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null } as const;
		typist.client.board.addCard({ ...about, id: 'kaart' }, 'test');
		for (let i = 0; i < 60; i++) {
			typist.type();
			const wanted = typist.written + 3;
			await until(() => typist.client.saved() >= wanted, 'saved');
		}
		typist.stop();
		await server.end('SIGKILL');
		const wal = `${server.database}-wal`;
		const whole = readFileSync(wal);
		const size = endOfLog(whole);
		expect(size).toBeGreaterThan(64 * 1024);
		const copy = `${folder.path}/torn`;
		mkdirSync(copy);
		const file = `${copy}/kennislab.sqlite`;
		const tear = (how: () => void) => {
			rmSync(`${file}-shm`, { force: true });
			copyFileSync(server.database, file);
			copyFileSync(wal, `${file}-wal`);
			how();
			return opened(file, document);
		};
		const all = tear(() => undefined);
		expect(all.words).toHaveLength(60);
		let shortest = Infinity;
		for (let at = size - 64 * 1024; at <= size; at += sector) {
			const cut = tear(() => truncateSync(`${file}-wal`, at));
			// Sectors that never reached the disk, where the file was longer already.
			const blank = tear(() => {
				const torn = Buffer.from(whole);
				torn.fill(0, at, Math.min(size, at + 8 * sector));
				writeFileSync(`${file}-wal`, torn);
			});
			for (const { seqs, words } of [cut, blank]) {
				expect(seqs).toEqual(all.seqs.slice(0, seqs.length));
				// Typed at the front: what is left is the oldest.
				expect(words).toEqual(all.words.slice(all.words.length - words.length));
				shortest = Math.min(shortest, words.length);
			}
		}
		// Some of what was typed stood there, beside what the search index wrote.
		expect(shortest).toBeLessThan(60);
		// And the server itself starts from a torn one, and reads and writes.
		truncateSync(wal, size - 20_000);
		await server.start();
		const fresh = await new StockClient(server, document, cookie).synced();
		const words = wordsOf(fresh.board.textOf('kaart'));
		expect(words).toEqual(all.words.slice(all.words.length - words.length));
		fresh.stop();
		const writer = await new RawClient(server, document, cookie).open();
		const doc = await writer.ask();
		const before = Y.encodeStateVector(doc);
		doc.getMap('cards').set('erna', 1);
		writer.send(frames.update(Y.encodeStateAsUpdate(doc, before)));
		expect((await writer.ask()).getMap('cards').get('erna')).toBe(1);
		writer.stop();
	});
});
