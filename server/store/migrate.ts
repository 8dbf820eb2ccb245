import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { DialectName } from './dialects.ts';
import type { Db } from './schema.ts';

/** A migration gets the dialect, for the few places where SQL differs. */
export interface KennislabMigration {
	up(db: Db, dialect: DialectName): Promise<void>;
	down(db: Db, dialect: DialectName): Promise<void>;
}

/** The schema could not be brought to this version; the old one is as it was. */
export class MigrationFailed extends Error {}

const folder = new URL('../../migrations/', import.meta.url);

/** Brings the schema up to this version; all steps or none. Running it again changes nothing. */
export async function migrate(db: Db, dialect: DialectName, from: URL = folder): Promise<void> {
	const migrations = await readMigrations(dialect, from);
	const schema = dialect === 'postgres' ? await currentSchema(db) : null;
	const migrator = new Migrator({
		db,
		provider: { getMigrations: () => Promise.resolve(migrations) },
		...(schema ? { migrationTableSchema: schema } : {})
	});
	const { error, results } = await migrator.migrateToLatest();
	if (!error) return;
	const failed = results?.find((result) => result.status === 'Error')?.migrationName;
	const cause = error instanceof Error ? error.message : 'unknown';
	if (/corrupted migrations/.test(cause)) {
		throw new MigrationFailed(`the database was made by a newer version (${cause})`, {
			cause: error
		});
	}
	throw new MigrationFailed(`migration ${failed ?? ''} failed, nothing was changed: ${cause}`, {
		cause: error
	});
}

/** Unless told which is ours, Kysely takes the migration tables of any schema for them. */
async function currentSchema(db: Db): Promise<string | null> {
	const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db);
	return rows[0]?.name ?? null;
}

async function readMigrations(dialect: DialectName, from: URL): Promise<Record<string, Migration>> {
	const names = readdirSync(fileURLToPath(from)).filter((file) => file.endsWith('.ts'));
	const entries = await Promise.all(
		names.sort().map(async (file) => {
			const migration = (await import(new URL(file, from).href)) as KennislabMigration;
			return [
				file.replace(/\.ts$/, ''),
				{
					up: (db: Db) => migration.up(db, dialect),
					down: (db: Db) => migration.down(db, dialect)
				}
			] as const;
		})
	);
	return Object.fromEntries(entries);
}
