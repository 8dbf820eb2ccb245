import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sql, type Transaction } from 'kysely';
import * as Y from 'yjs';
import { RETIRED } from '../sync/client-ids.ts';
import {
	AlongFailed,
	StoreBroken,
	type Append,
	type Quarantined,
	type Snapshot,
	type StoredDocument,
	type StoredVersion,
	type UpdateLog
} from '../sync/update-log.ts';
import { AppendStatements } from './append-statements.ts';
import type { Db, Schema } from './schema.ts';
import { setStale } from './search/search-entries.ts';
import { packParts, unpackParts } from './snapshot-bytes.ts';
import type { Store } from './store.ts';

/** Rows per insert: well under the number of variables either database takes. */
const ROWS = 100;
/** Quarantined updates kept of one document. */
const QUARANTINED = 20;

/** The update log in SQL, on either database. */
export class SqlUpdateLog implements UpdateLog {
	readonly #store: Store;
	readonly #now: () => Date;
	readonly #statements: AppendStatements | null;

	constructor(store: Store, now: () => Date) {
		this.#store = store;
		this.#now = now;
		this.#statements = store.sqlite ? new AppendStatements(store.sqlite) : null;
	}

	load(name: string): Promise<StoredDocument | null> {
		return this.#store.transaction(async (trx) => {
			// One moment of all tables: a snapshot that is being saved trims the log meanwhile.
			if (this.#store.dialect === 'postgres') {
				await sql`set transaction isolation level repeatable read`.execute(trx);
			}
			const document = await trx
				.selectFrom('document')
				.select('epoch')
				.where('name', '=', name)
				.executeTakeFirst();
			if (!document) return null;
			const snapshots = await trx
				.selectFrom('snapshot')
				.select(['seq', 'bytes', 'crc', 'state_vector'])
				.where('document', '=', name)
				.orderBy('seq', 'desc')
				.execute();
			const updates = await trx
				.selectFrom('update_log')
				.select(['seq', 'bytes', 'crc'])
				.where('document', '=', name)
				.orderBy('seq')
				.execute();
			const clients = await trx
				.selectFrom('document_client')
				.select(['client', 'member_id'])
				.where('document', '=', name)
				.execute();
			const log = updates.filter(isWhole);
			const seq = Math.max(snapshots[0]?.seq ?? 0, updates.at(-1)?.seq ?? 0);
			const whole = snapshots.filter(isWhole);
			// The whole log is the document as long as nothing of it was trimmed.
			const starts: Start[] = [...whole.flatMap(toStart), { seq: 0, snapshot: null, proven: true }];
			return {
				epoch: document.epoch,
				versions: starts.flatMap((start) => withTail(start, log, seq) ?? []),
				damaged: updates.length - log.length + snapshots.length - whole.length,
				seq,
				clients: new Map(clients.map((row) => [Number(row.client), row.member_id]))
			};
		});
	}

	async append(batch: readonly Append[]): Promise<void> {
		const at = this.#now();
		try {
			const along = batch.flatMap((append) => append.along ?? []);
			if (this.#statements && along.length === 0) {
				await this.#statements.commit(batch, at.toISOString());
				return;
			}
			await this.#store.transaction(async (trx) => {
				await writeAppends(trx, batch, at);
				for (const more of along) await more(trx).catch(goAlong);
			});
		} catch (error) {
			// After a failed fsync the pages in memory and on disk may differ for good.
			if (/^SQLITE_IOERR_(DIR_)?FSYNC$/.test((error as { code?: string }).code ?? '')) {
				throw new StoreBroken('fsync failed', { cause: error });
			}
			throw error;
		}
	}

	saveSnapshot(document: string, seq: number, snapshot: Snapshot): Promise<void> {
		const bytes = packParts(snapshot.parts);
		return this.#store.transaction(async (trx) => {
			const previous = await trx
				.selectFrom('snapshot')
				.select(['seq', 'bytes', 'crc'])
				.where('document', '=', document)
				.orderBy('seq', 'desc')
				.executeTakeFirst();
			if (previous && previous.seq >= seq) return;
			await trx
				.insertInto('snapshot')
				.values({
					document,
					seq,
					bytes,
					crc: crc32(bytes),
					state_vector: snapshot.stateVector,
					at: this.#now().toISOString()
				})
				.execute();
			// Nothing goes on the word of a snapshot that proves to be damaged.
			if (!previous || !isWhole(previous)) return;
			// The one before stays, with the updates after it: a corrupt snapshot costs nothing.
			await trx
				.deleteFrom('snapshot')
				.where('document', '=', document)
				.where('seq', '<', previous.seq)
				.execute();
			await trx
				.deleteFrom('update_log')
				.where('document', '=', document)
				.where('seq', '<=', previous.seq)
				.execute();
		});
	}

	probe(): Promise<void> {
		return this.#store.probe();
	}

	quarantine({ document, memberId, bytes, reason }: Quarantined): Promise<void> {
		return this.#store.transaction(async (trx) => {
			const at = this.#now().toISOString();
			await trx
				.insertInto('quarantine')
				.values({ id: randomUUID(), document, member_id: memberId, at, reason, bytes })
				.execute();
			const kept = trx
				.selectFrom('quarantine')
				.select('id')
				.where('document', '=', document)
				.orderBy('at', 'desc')
				.orderBy('id')
				.limit(QUARANTINED);
			await trx
				.deleteFrom('quarantine')
				.where('document', '=', document)
				.where('id', 'not in', kept)
				.execute();
		});
	}
}

interface LogRow {
	seq: number;
	bytes: Uint8Array;
	crc: number | string | null;
}

interface SnapshotRow extends LogRow {
	state_vector: Uint8Array | null;
}

type Start = Omit<StoredVersion, 'tail'>;

/** Rows from before the checksums are believed; what they hold is tried when the document is opened. */
function isWhole(row: Pick<LogRow, 'bytes' | 'crc'>): boolean {
	return row.crc === null || Number(row.crc) === crc32(row.bytes);
}

function toStart({ seq, bytes, crc, state_vector }: SnapshotRow): Start[] {
	if (state_vector) {
		const snapshot = { parts: unpackParts(bytes), stateVector: state_vector };
		return [{ seq, snapshot, proven: crc !== null }];
	}
	try {
		const stateVector = Y.encodeStateVectorFromUpdate(bytes);
		return [{ seq, snapshot: { parts: [bytes], stateVector }, proven: false }];
	} catch {
		return [];
	}
}

/** Null when updates between the snapshot and the last one are missing. */
function withTail(start: Start, log: readonly LogRow[], seq: number): StoredVersion | null {
	const tail = log.filter((update) => update.seq > start.seq);
	if (tail.length !== seq - start.seq) return null;
	const proven = start.proven && tail.every(({ crc }) => crc !== null);
	return { ...start, tail: tail.map(({ bytes }) => bytes), proven };
}

export async function hasDocument(db: Db, name: string): Promise<boolean> {
	return (await epochOf(db, name)) !== null;
}

/** Epoch of a document; null: there is none of this name. */
export async function epochOf(db: Db, name: string): Promise<number | null> {
	const row = await db
		.selectFrom('document')
		.select('epoch')
		.where('name', '=', name)
		.executeTakeFirst();
	return row?.epoch ?? null;
}

/** Makes an empty document if there is none of this name. */
export async function ensureDocument(
	trx: Transaction<Schema>,
	name: string,
	epoch: number,
	now: Date
): Promise<void> {
	await trx
		.insertInto('document')
		.values({ name, epoch, created_at: now.toISOString() })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/**
 * Takes documents out of the store with everything that belongs to them: their log, snapshots, client
 * ids and authors. SQLite overwrites what was there (secure_delete); what is left of it in the
 * write-ahead log goes with `Store.forget`.
 */
export async function eraseDocuments(
	trx: Transaction<Schema>,
	names: readonly string[]
): Promise<void> {
	for (let at = 0; at < names.length; at += ROWS) {
		const some = names.slice(at, at + ROWS);
		for (const table of [
			'update_log',
			'snapshot',
			'document_client',
			'authorship',
			'quarantine'
		] as const) {
			await trx.deleteFrom(table).where('document', 'in', some).execute();
		}
		await trx.deleteFrom('document').where('name', 'in', some).execute();
	}
	// After these, as whoever reads them for the index holds them first.
	const boards = names.flatMap((name) => (name.startsWith('board/') ? [name.slice(6)] : []));
	await setStale(trx, 'board', boards);
}

/** Names of the documents that begin like this, e.g. `notes/<board>/`, in order. */
export async function listDocuments(db: Db, prefix: string): Promise<string[]> {
	const rows = await db
		.selectFrom('document')
		.select('name')
		.where('name', 'like', `${prefix}%`)
		.orderBy('name')
		.execute();
	return rows.map(({ name }) => name);
}

/**
 * On PostgreSQL waits for whoever is writing in these documents, a snapshot for one, and lets nobody
 * begin: what is erased next is all there is. SQLite has one writer.
 */
export async function lockDocuments(
	trx: Transaction<Schema>,
	dialect: Store['dialect'],
	names: readonly string[]
): Promise<void> {
	if (dialect !== 'postgres' || names.length === 0) return;
	await trx.selectFrom('document').select('name').where('name', 'in', names).forUpdate().execute();
}

/** Client ids whose structs are gone: an update that brings them back is of an older document. */
export async function retireClients(
	trx: Transaction<Schema>,
	document: string,
	clients: readonly number[]
): Promise<void> {
	const rows = clients.map((client) => ({ document, client, member_id: RETIRED }));
	for (const some of inBatches(rows))
		await trx.insertInto('document_client').values(some).execute();
}

/** A document that the server makes, whole, inside somebody's transaction. */
export async function writeNewDocument(
	trx: Transaction<Schema>,
	document: Omit<Append, 'seq'>,
	now: Date,
	epoch = 1
): Promise<void> {
	await trx
		.insertInto('document')
		.values({ name: document.document, epoch, created_at: now.toISOString() })
		.execute();
	await writeAppends(trx, [{ ...document, seq: 1 }], now);
}

async function writeAppends(
	trx: Transaction<Schema>,
	batch: readonly Append[],
	now: Date
): Promise<void> {
	const at = now.toISOString();
	const updates = batch
		.filter((append) => append.bytes.length > 0)
		.map(({ document, seq, memberId, bytes }) => ({
			document,
			seq,
			member_id: memberId,
			at,
			bytes,
			crc: crc32(bytes)
		}));
	const clients = batch.flatMap(({ document, clients }) =>
		clients.map(({ client, memberId }) => ({ document, client, member_id: memberId }))
	);
	// One statement cannot set the same row twice: the last word counts.
	const authors = new Map(
		batch.flatMap(({ document, authorship }) =>
			[...authorship].map(([thing, member_id]) => [
				JSON.stringify([document, thing]),
				{ document, thing, member_id }
			])
		)
	);
	for (const rows of inBatches(updates)) await trx.insertInto('update_log').values(rows).execute();
	for (const rows of inBatches(clients)) {
		await trx
			.insertInto('document_client')
			.values(rows)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
	for (const rows of inBatches([...authors.values()])) {
		await trx
			.insertInto('authorship')
			.values(rows)
			.onConflict((conflict) =>
				conflict
					.columns(['document', 'thing'])
					.doUpdateSet((set) => ({ member_id: set.ref('excluded.member_id') }))
			)
			.execute();
	}
}

/** Unless it is the store that cannot: then that is what is wrong. */
function goAlong(error: unknown): never {
	if (typeof (error as { code?: unknown }).code === 'string') throw error;
	throw new AlongFailed('not done along', { cause: error });
}

function inBatches<T>(rows: T[]): T[][] {
	const batches: T[][] = [];
	for (let at = 0; at < rows.length; at += ROWS) batches.push(rows.slice(at, at + ROWS));
	return batches;
}
