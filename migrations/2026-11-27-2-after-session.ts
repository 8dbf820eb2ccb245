import type { Db } from '../server/store/schema.ts';

/** After a session: its boards close, its report is written on, and what became of its actions. */
export async function up(db: Db): Promise<void> {
	await db.schema.alterTable('session').addColumn('boards_closed_at', 'text').execute();
	await db.schema
		.alterTable('session')
		.addColumn('report_text', 'text', (c) => c.notNull().defaultTo(''))
		.execute();
	await db.schema.alterTable('session').addColumn('report_final_at', 'text').execute();
	// What ended before there was this rule stays as open as people know it.
	await db
		.updateTable('session')
		.set((set) => ({ boards_closed_at: set.ref('ended_at') }))
		.where('status', '=', 'ended')
		.execute();
	await db.schema
		.createTable('action_status')
		.addColumn('action_id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('status', 'text', (c) => c.notNull())
		.addColumn('set_by', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('set_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('action_status_lab')
		.on('action_status')
		.columns(['lab_id', 'set_at'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('action_status').execute();
	for (const column of ['boards_closed_at', 'report_text', 'report_final_at']) {
		await db.schema.alterTable('session').dropColumn(column).execute();
	}
}
