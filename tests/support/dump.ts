import { sql } from 'kysely';
import type { PeopleOnBoard } from './people-on-board.ts';
import type { Place } from './stores.ts';

/** Everything a store holds, as letters: every file of SQLite, every table of PostgreSQL. */
export async function dumpOf(place: Place, walk: PeopleOnBoard): Promise<string> {
	if (!place.address.startsWith('postgres')) return walk.files().toString('latin1');
	const { db } = walk.server.store;
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
