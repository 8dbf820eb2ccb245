import { sql } from 'kysely';
import type { Db } from '../server/store/schema.ts';

/** What footholds became, and actions of a lab that stand on no board of which one says how they go. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('foothold_item')
		.addColumn('item_id', 'text', (c) => c.primaryKey().references('lab_item.id'))
		.addColumn('foothold_id', 'text', (c) => c.notNull().references('foothold.id'))
		.addColumn('made_by', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('foothold_item_foothold')
		.on('foothold_item')
		.column('foothold_id')
		.execute();
	await remakeStatuses(db, { needsBoard: false });
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('foothold_item').execute();
	await db.deleteFrom('action_status').where('board_id', 'is', null).execute();
	await remakeStatuses(db, { needsBoard: true });
}

/** SQLite cannot say of a column there is that it may be empty. */
async function remakeStatuses(db: Db, { needsBoard }: { needsBoard: boolean }): Promise<void> {
	await db.schema.dropIndex('action_status_lab').execute();
	await db.schema.alterTable('action_status').renameTo('action_status_before').execute();
	await db.schema
		.createTable('action_status')
		.addColumn('action_id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('board_id', 'text', (c) => {
			const column = c.references('board.id');
			return needsBoard ? column.notNull() : column;
		})
		.addColumn('status', 'text', (c) => c.notNull())
		.addColumn('set_by', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('set_at', 'text', (c) => c.notNull())
		.execute();
	await sql`insert into action_status select * from action_status_before`.execute(db);
	await db.schema.dropTable('action_status_before').execute();
	await db.schema
		.createIndex('action_status_lab')
		.on('action_status')
		.columns(['lab_id', 'set_at'])
		.execute();
}
