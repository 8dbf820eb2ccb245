import type { Transaction } from 'kysely';
import type { Append, StoredDocument, UpdateLog } from '../sync/update-log.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

/** Rows per insert: well under the number of variables either database takes. */
const ROWS = 100;

/** The update log in SQL, on either database. */
export class SqlUpdateLog implements UpdateLog {
	readonly #store: Store;
	readonly #now: () => Date;

	constructor(store: Store, now: () => Date) {
		this.#store = store;
		this.#now = now;
	}

	load(name: string): Promise<StoredDocument | null> {
		return this.#store.transaction(async (trx) => {
			const document = await trx
				.selectFrom('document')
				.select('epoch')
				.where('name', '=', name)
				.executeTakeFirst();
			if (!document) return null;
			const snapshots = await trx
				.selectFrom('snapshot')
				.select(['seq', 'bytes'])
				.where('document', '=', name)
				.orderBy('seq', 'desc')
				.execute();
			const updates = await trx
				.selectFrom('update_log')
				.select(['seq', 'bytes'])
				.where('document', '=', name)
				.orderBy('seq')
				.execute();
			const clients = await trx
				.selectFrom('document_client')
				.select(['client', 'member_id'])
				.where('document', '=', name)
				.execute();
			// Without any snapshot the whole log is the document; with one, only what it still holds.
			const starts = snapshots.length > 0 ? snapshots : [{ seq: 0, bytes: null }];
			return {
				epoch: document.epoch,
				versions: starts.map(({ seq, bytes }) => ({
					seq,
					snapshot: bytes,
					tail: updates.filter((update) => update.seq > seq).map((update) => update.bytes)
				})),
				seq: Math.max(snapshots[0]?.seq ?? 0, updates.at(-1)?.seq ?? 0),
				clients: new Map(clients.map((row) => [Number(row.client), row.member_id]))
			};
		});
	}

	append(batch: readonly Append[]): Promise<void> {
		return this.#store.transaction((trx) => writeAppends(trx, batch, this.#now()));
	}

	saveSnapshot(document: string, seq: number, bytes: Uint8Array): Promise<void> {
		return this.#store.transaction(async (trx) => {
			const previous = await trx
				.selectFrom('snapshot')
				.select('seq')
				.where('document', '=', document)
				.orderBy('seq', 'desc')
				.executeTakeFirst();
			await trx
				.insertInto('snapshot')
				.values({ document, seq, bytes, at: this.#now().toISOString() })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
			if (!previous || previous.seq >= seq) return;
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
}

/** A document that the server makes, whole, inside somebody's transaction. */
export async function writeNewDocument(
	trx: Transaction<Schema>,
	document: Omit<Append, 'seq'>,
	now: Date
): Promise<void> {
	await trx
		.insertInto('document')
		.values({ name: document.document, epoch: 1, created_at: now.toISOString() })
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
			bytes
		}));
	const clients = batch.flatMap(({ document, clients }) =>
		clients.map(({ client, memberId }) => ({ document, client, member_id: memberId }))
	);
	const authors = batch.flatMap(({ document, authorship }) =>
		[...authorship].map(([thing, member_id]) => ({ document, thing, member_id }))
	);
	for (const rows of inBatches(updates)) await trx.insertInto('update_log').values(rows).execute();
	for (const rows of inBatches(clients)) {
		await trx
			.insertInto('document_client')
			.values(rows)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
	for (const rows of inBatches(authors)) {
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

function inBatches<T>(rows: T[]): T[][] {
	const batches: T[][] = [];
	for (let at = 0; at < rows.length; at += ROWS) batches.push(rows.slice(at, at + ROWS));
	return batches;
}
