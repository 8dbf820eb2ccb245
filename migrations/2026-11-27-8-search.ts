import { sql } from 'kysely';
import type { DialectName } from '../server/store/dialects.ts';
import type { Db } from '../server/store/schema.ts';

/**
 * What can be found in a lab, word by word and three letters by three. Triggers and generated columns
 * keep the indexes: whoever deletes a row, in whatever transaction, deletes its words from them too.
 */
export async function up(db: Db, dialect: DialectName): Promise<void> {
	const isPostgres = dialect === 'postgres';
	if (isPostgres) await needTrigrams(db);
	await db.schema
		.createTable('search_parent')
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('id', 'text', (c) => c.notNull())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id').onDelete('cascade'))
		.addColumn('stamp', 'text', (c) => c.notNull())
		.addColumn('version', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('search_parent_pk', ['kind', 'id'])
		.execute();
	await db.schema
		.createIndex('search_parent_lab')
		.on('search_parent')
		.columns(['lab_id', 'kind', 'stamp'])
		.execute();
	await db.schema
		.createTable('search_entry')
		// A rowid of its own: without one SQLite may number the rows anew, and its index would not know.
		.addColumn('n', isPostgres ? 'bigserial' : 'integer', (c) =>
			isPostgres ? c.primaryKey() : c.primaryKey().autoIncrement()
		)
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id').onDelete('cascade'))
		.addColumn('parent_kind', 'text', (c) => c.notNull())
		.addColumn('parent_id', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('anchor', 'text', (c) => c.notNull())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('words_title', 'text', (c) => c.notNull())
		.addColumn('words_text', 'text', (c) => c.notNull())
		.addColumn('need', 'text')
		.addColumn('domain', 'text')
		.addColumn('state', 'text')
		.addColumn('topic', 'text')
		.addColumn('at', 'text', (c) => c.notNull())
		.addUniqueConstraint('search_entry_place', ['parent_kind', 'parent_id', 'kind', 'anchor'])
		.execute();
	// Everything but the words: what is found is sorted and counted without reading what it says.
	await db.schema
		.createIndex('search_entry_facts')
		.on('search_entry')
		.columns(['n', 'lab_id', 'parent_kind', 'parent_id', 'kind', 'at'])
		.columns(['need', 'domain', 'state', 'topic'])
		.execute();
	await (isPostgres ? indexOnPostgres(db) : indexOnSqlite(db));
}

/** A trusted extension: who owns the database may make it. Where she may not, the start says what to do. */
async function needTrigrams(db: Db): Promise<void> {
	try {
		await sql`create extension if not exists pg_trgm`.execute(db);
	} catch (error) {
		throw new Error(
			'searching needs the PostgreSQL extension pg_trgm, and this account may not make it or the ' +
				'server has no contrib modules; let an administrator of the database run ' +
				`"create extension pg_trgm" once and start again (${error instanceof Error ? error.message : ''})`,
			{ cause: error }
		);
	}
}

async function indexOnPostgres(db: Db): Promise<void> {
	// Not packed as soon as a row is 2 kB: unpacking takes longer than all of the rest of a search.
	await sql`alter table search_entry set (toast_tuple_target = 8160)`.execute(db);
	await sql`alter table search_entry
		add column words tsvector generated always as (
			setweight(to_tsvector('simple', words_title), 'A') ||
			setweight(to_tsvector('simple', words_text), 'B')) stored,
		add column stems tsvector generated always as (
			setweight(to_tsvector('dutch', words_title), 'A') ||
			setweight(to_tsvector('dutch', words_text), 'B')) stored`.execute(db);
	await sql`create index search_entry_words on search_entry using gin (words)`.execute(db);
	await sql`create index search_entry_stems on search_entry using gin (stems)`.execute(db);
	await sql`create index search_entry_letters on search_entry
		using gin ((words_title || ' ' || words_text) gin_trgm_ops)`.execute(db);
}

/** 'secure-delete': a deleted word leaves the index itself, instead of being marked as deleted in it. */
async function indexOnSqlite(db: Db): Promise<void> {
	for (const [table, tokenizer] of [
		['search_word', 'unicode61 remove_diacritics 2'],
		['search_gram', 'trigram']
	] as const) {
		await sql`create virtual table ${sql.table(table)} using fts5(words_title, words_text,
			content = 'search_entry', content_rowid = 'n', tokenize = ${sql.lit(tokenizer)})`.execute(db);
		await sql`insert into ${sql.table(table)} (${sql.ref(table)}, rank)
			values ('secure-delete', 1)`.execute(db);
		const add = sql`insert into ${sql.table(table)} (rowid, words_title, words_text)
			values (new.n, new.words_title, new.words_text)`;
		const remove = sql`insert into ${sql.table(table)}
			(${sql.ref(table)}, rowid, words_title, words_text)
			values ('delete', old.n, old.words_title, old.words_text)`;
		await sql`create trigger ${sql.ref(`${table}_add`)} after insert on search_entry
			begin ${add}; end`.execute(db);
		await sql`create trigger ${sql.ref(`${table}_remove`)} after delete on search_entry
			begin ${remove}; end`.execute(db);
		await sql`create trigger ${sql.ref(`${table}_change`)}
			after update of words_title, words_text on search_entry
			begin ${remove}; ${add}; end`.execute(db);
	}
}

export async function down(db: Db, dialect: DialectName): Promise<void> {
	if (dialect === 'sqlite') {
		for (const table of ['search_gram', 'search_word']) {
			await db.schema.dropTable(table).execute();
		}
	}
	// The extension stays: it may be somebody else's.
	await db.schema.dropTable('search_entry').execute();
	await db.schema.dropTable('search_parent').execute();
}
