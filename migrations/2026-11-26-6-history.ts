import { sql } from 'kysely';
import type { DialectName } from '../server/store/dialects.ts';
import type { Db } from '../server/store/schema.ts';

/** What changed on a board and who saw it, its versions, and which of them is frozen. */
export async function up(db: Db, dialect: DialectName): Promise<void> {
	const bytes = dialect === 'postgres' ? sql`bytea` : sql`blob`;
	await db.schema
		.createTable('board_change')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id').onDelete('cascade'))
		.addColumn('thing', 'text', (c) => c.notNull())
		.addColumn('what', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text')
		.addPrimaryKeyConstraint('board_change_pk', ['board_id', 'thing', 'what'])
		.execute();
	await db.schema
		.createIndex('board_change_at')
		.on('board_change')
		.columns(['board_id', 'at'])
		.execute();
	await db.schema
		.createTable('board_visit')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id').onDelete('cascade'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('since', 'text', (c) => c.notNull())
		.addColumn('last_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('board_visit_pk', ['board_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('board_version')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id').onDelete('cascade'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('label', 'text', (c) => c.notNull())
		.addColumn('step', 'integer', (c) => c.notNull())
		.addColumn('made_by', 'text')
		.addColumn('members', 'text', (c) => c.notNull())
		.addColumn('counts', 'text', (c) => c.notNull())
		.addColumn('cards', 'integer', (c) => c.notNull())
		.addColumn('content', bytes, (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('board_version_at')
		.on('board_version')
		.columns(['board_id', 'at'])
		.execute();
	for (const column of ['frozen_at', 'frozen_version']) {
		await db.schema.alterTable('board').addColumn(column, 'text').execute();
	}
}

export async function down(db: Db): Promise<void> {
	for (const column of ['frozen_at', 'frozen_version']) {
		await db.schema.alterTable('board').dropColumn(column).execute();
	}
	for (const table of ['board_version', 'board_visit', 'board_change']) {
		await db.schema.dropTable(table).execute();
	}
}
