import { sql } from 'kysely';
import type { DialectName } from '../server/store/dialects.ts';
import type { Db } from '../server/store/schema.ts';

/**
 * Two kinds of voting. Of a secret ballot there is who took part and what was chosen how often, and
 * nothing that belongs to both: on SQLite also no number of a row (WITHOUT ROWID).
 */
export async function up(db: Db, dialect: DialectName): Promise<void> {
	await db.schema
		.alterTable('ballot')
		.addColumn('kind', 'text', (c) => c.notNull().defaultTo('stippen'))
		.execute();
	await db.schema
		.alterTable('ballot')
		.addColumn('cap', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await db.schema.alterTable('ballot').addColumn('result', 'text').execute();
	await db.schema
		.alterTable('vote')
		.addColumn('dots', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();

	const withoutRowid = dialect === 'sqlite' ? sql` without rowid` : sql``;
	await sql`create table secret_participation (
		ballot_id text not null references ballot (id),
		member_id text not null references member (id),
		constraint secret_participation_pk primary key (ballot_id, member_id)
	)${withoutRowid}`.execute(db);
	await sql`create table secret_vote (
		ballot_id text not null references ballot (id),
		choice text not null,
		votes integer not null,
		constraint secret_vote_pk primary key (ballot_id, choice)
	)${withoutRowid}`.execute(db);
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('secret_vote').execute();
	await db.schema.dropTable('secret_participation').execute();
	await sql`delete from ballot where kind = 'geheim'`.execute(db);
	await db.schema.alterTable('vote').dropColumn('dots').execute();
	for (const column of ['kind', 'cap', 'result']) {
		await db.schema.alterTable('ballot').dropColumn(column).execute();
	}
}
