import type { Db } from '../server/store/schema.ts';

/** What a casus is composed of, what a reader before its opening asked, and that it was withdrawn. */
export async function up(db: Db): Promise<void> {
	await db.schema.alterTable('board').addColumn('casus', 'text').execute();
	await db.schema.alterTable('board').addColumn('withdrawn_at', 'text').execute();
	await db.schema
		.createTable('casus_remark')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('casus_remark_board')
		.on('casus_remark')
		.columns(['board_id', 'at'])
		.execute();
	// Who opened a board is read from the trail: by what it is about.
	await db.schema.createIndex('audit_subject').on('audit').columns(['subject', 'act']).execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropIndex('audit_subject').execute();
	await db.schema.dropTable('casus_remark').execute();
	await db.schema.alterTable('board').dropColumn('withdrawn_at').execute();
	await db.schema.alterTable('board').dropColumn('casus').execute();
}
