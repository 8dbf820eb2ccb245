import Database from 'better-sqlite3';
import {
	PostgresDialect,
	SqliteAdapter,
	SqliteDialect,
	SqliteDriver,
	type DatabaseConnection,
	type Dialect
} from 'kysely';
import pg from 'pg';

export type DialectName = 'sqlite' | 'postgres';

/**
 * Kysely says SQLite has no transactional DDL; it has, so a failed migration can be rolled back whole.
 * And where SQLite rolled back by itself (a full disk), rolling back once more would hide why.
 */
class OurSqliteDialect extends SqliteDialect {
	readonly #database: Database.Database;

	constructor(database: Database.Database) {
		super({ database });
		this.#database = database;
	}

	override createDriver(): SqliteDriver {
		const database = this.#database;
		return new (class extends SqliteDriver {
			override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
				if (database.inTransaction) await super.rollbackTransaction(connection);
			}
		})({ database });
	}

	override createAdapter(): SqliteAdapter {
		return new (class extends SqliteAdapter {
			override get supportsTransactionalDdl(): boolean {
				return true;
			}
		})();
	}
}

/**
 * SQLite in one file (or `:memory:`): write-ahead log, every commit on disk before it is answered.
 * `timeout: 0`: a lock held by another process is waited for on a timer (store.ts), never by
 * blocking the event loop.
 */
export function sqliteDialect(path: string): { dialect: Dialect; database: Database.Database } {
	const database = new Database(path, { timeout: 0 });
	database.pragma('journal_mode = WAL');
	database.pragma('synchronous = FULL');
	database.pragma('foreign_keys = ON');
	database.pragma('secure_delete = ON');
	return { dialect: new OurSqliteDialect(database), database };
}

export function postgresDialect(url: string): { dialect: Dialect; pool: pg.Pool } {
	const pool = new pg.Pool({
		connectionString: url,
		max: 10,
		connectionTimeoutMillis: 5_000,
		query_timeout: 5_000,
		// "Saved" means on disk, also where an operator set the server otherwise.
		options: '-c synchronous_commit=on'
	});
	// A connection that breaks is replaced by the pool, and who used it hears of it by its query;
	// unheard here, it would end the process.
	pool.on('error', () => undefined);
	pool.on('connect', (client) => client.on('error', () => undefined));
	return { dialect: new PostgresDialect({ pool }), pool };
}
