import { sql, type Insertable, type Transaction } from 'kysely';
import { foldedWords } from '../../../src/lib/documents/search-words.ts';
import type { ParentKind } from '../../../src/lib/domain/search.ts';
import type { DialectName } from '../dialects.ts';
import type { Schema } from '../schema.ts';
import type { IndexedParent, SearchDb, SearchEntry, SearchParent } from './search-index.ts';

type Trx = Transaction<Schema>;
type Row = Omit<Insertable<Schema['search_entry']>, 'n'>;

/** Rows in one insert, ids in one list: well under the number of variables either database takes. */
const ROWS = 100;

/*
 * Writing the index: the same rows on both databases, whose own triggers and columns keep the words.
 */

/**
 * Everything of one parent, as it is now: only what changed is written, first what must go. False: that
 * was too much for one transaction, and the rest is for a next one; until then it counts as stale.
 */
export async function replaceParent(
	trx: Trx,
	parent: IndexedParent,
	entries: readonly SearchEntry[],
	most = { changed: Infinity, added: Infinity }
): Promise<boolean> {
	const { kind, id, labId } = parent;
	// This row first: two that do the same wait for one another here.
	await writeParent(trx, { ...parent, stamp: '' });
	const there = await trx
		.selectFrom('search_entry')
		.selectAll()
		.where('parent_kind', '=', kind)
		.where('parent_id', '=', id)
		.execute();
	const old = new Map(there.map((row) => [`${row.kind}/${row.anchor}`, row]));
	const added: Row[] = [];
	const changed: { n: number; row: Row }[] = [];
	for (const entry of entries) {
		const row = rowOf(parent, entry);
		const before = old.get(`${row.kind}/${row.anchor}`);
		old.delete(`${row.kind}/${row.anchor}`);
		if (!before) added.push(row);
		else if (isOther(before, row)) changed.push({ n: before.n, row });
	}
	const gone = [...old.values()].map(({ n }) => n);
	await removeRows(trx, gone.slice(0, most.changed));
	const left = Math.max(0, most.changed - gone.length);
	for (const { n, row } of changed.slice(0, left)) {
		await trx.updateTable('search_entry').set(row).where('n', '=', n).execute();
	}
	const fresh = added.slice(0, most.added);
	for (let at = 0; at < fresh.length; at += ROWS) {
		await trx
			.insertInto('search_entry')
			.values(fresh.slice(at, at + ROWS))
			.execute();
	}
	if (gone.length + changed.length > most.changed || added.length > most.added) return false;
	await writeParent(trx, { ...parent, labId });
	return true;
}

async function writeParent(
	trx: Trx,
	{ kind, id, labId, stamp, version = '' }: IndexedParent
): Promise<void> {
	await trx
		.insertInto('search_parent')
		.values({ kind, id, lab_id: labId, stamp, version })
		.onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ stamp, version }))
		.execute();
}

async function removeRows(trx: Trx, ns: readonly number[]): Promise<void> {
	for (let at = 0; at < ns.length; at += ROWS) {
		await trx
			.deleteFrom('search_entry')
			.where('n', 'in', ns.slice(at, at + ROWS))
			.execute();
	}
}

function rowOf({ kind, id, labId }: IndexedParent, entry: SearchEntry): Row {
	return {
		lab_id: labId,
		parent_kind: kind,
		parent_id: id,
		kind: entry.kind,
		anchor: entry.anchor,
		title: stored(entry.title),
		text: stored(entry.text),
		words_title: foldedWords(entry.title),
		words_text: foldedWords(entry.text),
		need: entry.need ?? null,
		domain: entry.domain ?? null,
		state: entry.state ?? null,
		topic: entry.topic ?? null,
		at: entry.at
	};
}

/** No NUL and no half of a character: PostgreSQL takes neither. */
function stored(text: string): string {
	return text.toWellFormed().replaceAll('\0', '');
}

function isOther(before: Row, row: Row): boolean {
	return (Object.keys(row) as (keyof Row)[]).some((column) => before[column] !== row[column]);
}

/**
 * Nothing of these is in the index any more, from this commit on; what is still there of them is read
 * anew at the next search. For a few things at a time: SQLite takes its time to leave no trace.
 */
export async function forgetParents(
	trx: Trx,
	kind: ParentKind,
	ids: readonly string[]
): Promise<void> {
	// In the order in which replaceParent takes them.
	await setStale(trx, kind, ids);
	for (let at = 0; at < ids.length; at += ROWS) {
		await trx
			.deleteFrom('search_entry')
			.where('parent_kind', '=', kind)
			.where('parent_id', 'in', ids.slice(at, at + ROWS))
			.execute();
	}
}

/** It is gone for good. False: not all of it yet, as replaceParent says. */
export async function dropParent(
	trx: Trx,
	{ kind, id }: SearchParent,
	most = Infinity
): Promise<boolean> {
	await setStale(trx, kind, [id]);
	const rows = await trx
		.selectFrom('search_entry')
		.select('n')
		.where('parent_kind', '=', kind)
		.where('parent_id', '=', id)
		.execute();
	await removeRows(
		trx,
		rows.slice(0, most).map(({ n }) => n)
	);
	if (rows.length > most) return false;
	await trx.deleteFrom('search_parent').where('kind', '=', kind).where('id', '=', id).execute();
	return true;
}

/**
 * What these say is not theirs to say any more, from this commit on: nothing of it is found before it
 * was read anew. Whoever erases it has it read before she is told that it is done.
 */
export async function setStale(trx: Trx, kind: ParentKind, ids: readonly string[]): Promise<void> {
	for (let at = 0; at < ids.length; at += ROWS) {
		await trx
			.updateTable('search_parent')
			.set({ stamp: '', version: '' })
			.where('kind', '=', kind)
			.where('id', 'in', ids.slice(at, at + ROWS))
			.execute();
	}
}

/**
 * Something of it changed in this transaction: it is read anew at the next search of its lab. What it
 * said before is found until then; where that must not be, forgetParents.
 */
export async function markStale(
	trx: Trx,
	{ kind, id, labId }: SearchParent & { labId: string }
): Promise<void> {
	await trx
		.insertInto('search_parent')
		.values({ kind, id, lab_id: labId, stamp: '', version: '' })
		.onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ stamp: '' }))
		.execute();
}

/** Stamps of one kind of parents of a lab, by id. */
export async function listStamps(
	db: SearchDb,
	labId: string,
	kind: ParentKind
): Promise<Map<string, string>> {
	const rows = await db
		.selectFrom('search_parent')
		.select(['id', 'stamp'])
		.where('lab_id', '=', labId)
		.where('kind', '=', kind)
		.execute();
	return new Map(rows.map(({ id, stamp }) => [id, stamp]));
}

/** Ids of all of a kind that are in the index and not stale. */
export async function listIndexed(db: SearchDb, kind: ParentKind): Promise<Set<string>> {
	const rows = await db
		.selectFrom('search_parent')
		.select('id')
		.where('kind', '=', kind)
		.where('stamp', '<>', '')
		.execute();
	return new Set(rows.map(({ id }) => id));
}

/** And of those that are stale. */
export async function listAllStale(db: SearchDb, kind: ParentKind): Promise<string[]> {
	const rows = await db
		.selectFrom('search_parent')
		.select('id')
		.where('kind', '=', kind)
		.where('stamp', '=', '')
		.orderBy('id')
		.execute();
	return rows.map(({ id }) => id);
}

/** Parents of a lab that must be read anew, some at a time. */
export async function listStale(
	db: SearchDb,
	labId: string,
	kind: ParentKind,
	limit: number
): Promise<string[]> {
	const rows = await db
		.selectFrom('search_parent')
		.select('id')
		.where('lab_id', '=', labId)
		.where('kind', '=', kind)
		.where('stamp', '=', '')
		.orderBy('id')
		.limit(limit)
		.execute();
	return rows.map(({ id }) => id);
}

/** Where a document stands: epoch and sequence number. Null: there is none. */
export async function versionOf(db: SearchDb, document: string): Promise<string | null> {
	const [row] = await versions(db).where('document.name', '=', document).execute();
	return row ? asVersion(row) : null;
}

/** Parents whose document went on since it was read: somebody wrote, and the server stopped. */
export async function listBehind(db: SearchDb, kind: 'board'): Promise<string[]> {
	const rows = await versions(db)
		.innerJoin('search_parent', (join) =>
			join
				.on('search_parent.kind', '=', kind)
				.on(sql`${sql.lit(`${kind}/`)} || search_parent.id`, '=', sql.ref('document.name'))
		)
		.select(['search_parent.id', 'search_parent.version'])
		.execute();
	return rows.filter((row) => row.version !== asVersion(row)).map(({ id }) => id);
}

function versions(db: SearchDb) {
	return db.selectFrom('document').select((select) => [
		'document.epoch',
		select
			.selectFrom('update_log')
			.select((log) => log.fn.max('seq').as('seq'))
			.whereRef('update_log.document', '=', 'document.name')
			.as('logged'),
		select
			.selectFrom('snapshot')
			.select((snapshot) => snapshot.fn.max('seq').as('seq'))
			.whereRef('snapshot.document', '=', 'document.name')
			.as('kept')
	]);
}

function asVersion(row: { epoch: number; logged: number | null; kept: number | null }): string {
	return `${row.epoch}.${Math.max(row.logged ?? 0, row.kept ?? 0)}`;
}

/**
 * Whether a document still is what was read of it, but for what was written since; it cannot be made
 * anew before this transaction ends. `version`: null when there was none.
 */
export async function holdDocument(
	trx: Trx,
	dialect: DialectName,
	document: string,
	version: string | null
): Promise<boolean> {
	const row = await trx
		.selectFrom('document')
		.select('epoch')
		.where('name', '=', document)
		.$if(dialect === 'postgres', (query) => query.forShare())
		.executeTakeFirst();
	return (row?.epoch ?? null) === (version === null ? null : Number(version.split('.')[0]));
}
