import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { Kysely, sql, type Transaction } from 'kysely';
import { postgresDialect, sqliteDialect, type DialectName } from './dialects.ts';
import { migrate } from './migrate.ts';
import type { Db, Schema } from './schema.ts';

/** How long a commit waits for a lock another process holds, in ms. */
const LOCK_PATIENCE = 5_000;

/** The database, open and migrated. */
export interface Store {
	readonly db: Db;
	readonly dialect: DialectName;
	/** The handle itself, on SQLite: for prepared statements inside a transaction of this store. */
	readonly sqlite: Database | null;
	/** Runs `work` in one transaction. It awaits nothing but the store, for SQLite has one connection. */
	transaction<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
	/** Throws when nothing can be committed. */
	probe(): Promise<void>;
	close(): Promise<void>;
}

/** `postgres://...` or the path of a SQLite file (`:memory:` for a test). */
export async function openStore(address: string): Promise<Store> {
	const dialect: DialectName = /^postgres(ql)?:\/\//.test(address) ? 'postgres' : 'sqlite';
	const { db, sqlite } = dialect === 'postgres' ? openPostgres(address) : openSqlite(address);
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
		sqlite,
		transaction,
		probe: () =>
			transaction(async (trx) => {
				await sql`update probe set at = ${new Date().toISOString()}`.execute(trx);
			}),
		close: () => db.destroy()
	};
}

function openSqlite(path: string): { db: Db; sqlite: Database } {
	if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	const { dialect, database } = sqliteDialect(path);
	return { db: new Kysely<Schema>({ dialect }), sqlite: database };
}

function openPostgres(url: string): { db: Db; sqlite: null } {
	return { db: new Kysely<Schema>({ dialect: postgresDialect(url).dialect }), sqlite: null };
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
