import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database, Statement } from 'better-sqlite3';
import { Kysely, sql, type Transaction } from 'kysely';
import type pg from 'pg';
import { postgresDialect, sqliteDialect, type DialectName } from './dialects.ts';
import { migrate } from './migrate.ts';
import type { Db, Schema } from './schema.ts';

/** How long a commit waits for a lock another process holds, in ms. */
const LOCK_PATIENCE = 5_000;

/** The database, open and migrated. */
export interface Store {
	readonly db: Db;
	readonly dialect: DialectName;
	/** On SQLite, the short way to a commit. */
	readonly sqlite: SqliteShortcut | null;
	/** Runs `work` in one transaction. It awaits nothing but the store, for SQLite has one connection. */
	transaction<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
	/** Throws when nothing can be committed. */
	probe(): Promise<void>;
	/**
	 * What was deleted before then is in no file of the store any more, as far as the database can see
	 * to that. False: not yet, for somebody else holds on to it.
	 */
	forget(since: Date): Promise<boolean>;
	close(): Promise<void>;
}

/**
 * Prepared statements straight on the handle, for what every keystroke of everybody goes through:
 * half of the time of a small commit through Kysely is making its queries.
 */
export interface SqliteShortcut {
	prepare(sql: string): Statement;
	/** Runs `work`, which waits for nothing, as one transaction while nobody else has the handle. */
	commit(work: () => void): Promise<void>;
}

/** `postgres://...` or the path of a SQLite file (`:memory:` for a test). */
export async function openStore(address: string): Promise<Store> {
	const dialect: DialectName = /^postgres(ql)?:\/\//.test(address) ? 'postgres' : 'sqlite';
	const { db, database, pool } =
		dialect === 'postgres' ? openPostgres(address) : openSqlite(address);
	try {
		await patiently(() => migrate(db, dialect));
	} catch (error) {
		await db.destroy();
		throw error;
	}
	const transaction: Store['transaction'] = (work) =>
		patiently(() => db.transaction().execute(work));
	return {
		db,
		dialect,
		sqlite: database && shortcutOf(db, database),
		transaction,
		probe: () =>
			transaction(async (trx) => {
				await sql`update probe set at = ${new Date().toISOString()}`.execute(trx);
			}),
		forget: (since) => (pool ? forgetPostgres(pool, since) : forgetSqlite(db)),
		close: () => db.destroy()
	};
}

/**
 * SQLite overwrote what was deleted, but the write-ahead log keeps a page as it was until all of it is
 * written back, which waits for whoever reads.
 */
async function forgetSqlite(db: Db): Promise<boolean> {
	const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
	return rows[0]?.busy === 0;
}

/** Tables that what is erased was in. */
const erasable = [
	'update_log',
	'snapshot',
	'document_client',
	'authorship',
	'quarantine',
	'document',
	'allowed_phrase',
	'board_phase',
	'board_change',
	'board_visit',
	'board_version',
	'action_status',
	'board_group_member',
	'ballot',
	'vote',
	'card_marking',
	'invitation',
	'search_entry',
	'session_me_too',
	'session_poll_answer',
	'draft_writer',
	'draft_phrase'
] as const;
/**
 * Small ones with words in rows beside others', or of which no trace may stay: a vacuum makes such a
 * row's place free and leaves its letters in the page, so they are written anew.
 */
const rewritten = [
	'board',
	'board_group',
	'board_message',
	'casus_remark',
	'session',
	'session_question',
	'session_poll_question',
	'question',
	'question_event',
	'answer',
	'foothold',
	'lab_item',
	'secret_participation',
	'secret_vote'
] as const;
/** Ms such a table may be waited for: whoever asks for it meanwhile waits as well. */
const LOCK_WAIT = 200;
/** Ms a vacuum may take: longer than any other query, for it waits for other maintenance. */
const VACUUM = 10 * 60_000;

/** Ms whoever is at work may take to end; ms between two looks. */
const OTHERS_END = 1_000;
const LOOK = 20;

/** A deleted row stays until a vacuum, and that spares what a transaction might still look at. */
async function forgetPostgres(pool: pg.Pool, since: Date): Promise<boolean> {
	if ((await countOthers(pool, since.toISOString())) > 0) return false;
	// Whoever began after that, but before the erasing was committed, still sees what is erased.
	const { rows } = await pool.query<{ now: string }>('select clock_timestamp()::text as now');
	const now = rows[0]?.now ?? since.toISOString();
	const until = performance.now() + OTHERS_END;
	while ((await countOthers(pool, now)) > 0) {
		if (performance.now() > until) return false;
		await wait(LOOK);
	}
	for (const table of erasable) {
		await pool.query({ text: `vacuum ${table}`, query_timeout: VACUUM } as pg.QueryConfig);
	}
	return rewrite(pool);
}

/** Other transactions that began before then and are still at work. */
async function countOthers(pool: pg.Pool, before: string): Promise<number> {
	const { rows } = await pool.query<{ older: string }>(
		`select count(*) as older from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid() and xact_start < $1`,
		[before]
	);
	return Number(rows[0]?.older ?? 0);
}

/** False: somebody reads them now, a dump for one. */
async function rewrite(pool: pg.Pool): Promise<boolean> {
	const client = await pool.connect();
	try {
		await client.query(`set lock_timeout = ${LOCK_WAIT}`);
		for (const table of rewritten) {
			await client.query({
				text: `vacuum (full) ${table}`,
				query_timeout: VACUUM
			} as pg.QueryConfig);
		}
		return true;
	} catch (error) {
		if ((error as { code?: unknown }).code === '55P03') return false;
		throw error;
	} finally {
		await client.query('set lock_timeout = default').catch(() => undefined);
		client.release();
	}
}

/** It takes the one connection like any transaction of Kysely's, so that neither is inside the other. */
function shortcutOf(db: Db, database: Database): SqliteShortcut {
	const atomically = database.transaction((work: () => void) => work());
	return {
		prepare: (statement) => database.prepare(statement),
		commit: (work) =>
			patiently(() => db.connection().execute(() => Promise.resolve(atomically.immediate(work))))
	};
}

interface Opened {
	db: Db;
	database: Database | null;
	pool: pg.Pool | null;
}

function openSqlite(path: string): Opened {
	if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	const { dialect, database } = sqliteDialect(path);
	return { db: new Kysely<Schema>({ dialect }), database, pool: null };
}

function openPostgres(url: string): Opened {
	const { dialect, pool } = postgresDialect(url);
	return { db: new Kysely<Schema>({ dialect }), database: null, pool };
}

/** Tries again while SQLite is locked by another process: a backup, an administrator's shell. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
	const until = Date.now() + LOCK_PATIENCE;
	for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
		try {
			return await attempt();
		} catch (error) {
			if (!isLocked(error) || Date.now() > until) throw error;
			await wait(pause);
		}
	}
}

function isLocked(error: unknown): boolean {
	const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
	if (typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code)) return true;
	return cause !== undefined && isLocked(cause);
}
