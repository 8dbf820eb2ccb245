import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Place } from './stores.ts';
import type { TestServer } from './test-server.ts';

/** Everything a store holds, as letters: every file of SQLite, every table of PostgreSQL. */
export async function dumpOf(place: Place, { server }: { server: TestServer }): Promise<string> {
	if (!place.address.startsWith('postgres')) return filesOf(server).toString('latin1');
	const { db } = server.store;
	const { rows } = await sql<{ name: string }>`select table_name as name
		from information_schema.tables where table_schema = 'public'`.execute(db);
	const tables = await Promise.all(
		rows.map(({ name }) => sql<object>`select * from ${sql.table(name)}`.execute(db))
	);
	return tables
		.flatMap((table) => table.rows)
		.flatMap((row) => Object.values(row) as unknown[])
		.map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
		.join('\n');
}

/** Everything the store's files hold. */
export function filesOf({ lab }: TestServer): Buffer {
	const all = readdirSync(lab.config.dataDir, { recursive: true, withFileTypes: true });
	return Buffer.concat(
		all
			.filter((each) => each.isFile())
			.map((each) => readFileSync(join(each.parentPath, each.name)))
	);
}
