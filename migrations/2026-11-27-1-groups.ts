import type { Db } from '../server/store/schema.ts';

/** Groups have a host, a clock and a call for help; whoever leads sends them messages. */
export async function up(db: Db): Promise<void> {
	for (const column of ['host_id', 'clock', 'asks_since']) {
		await db.schema.alterTable('board_group').addColumn(column, 'text').execute();
	}
	// In no group because somebody said so, is another thing than not placed yet.
	await remakeMembers(db, { mayBeNone: true, key: 'board_group_placed_pk' });
	await db.schema
		.createTable('board_message')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('group_id', 'text')
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('board_message_board')
		.on('board_message')
		.columns(['board_id', 'at'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('board_message').execute();
	await db.deleteFrom('board_group_member').where('group_id', 'is', null).execute();
	await remakeMembers(db, { mayBeNone: false, key: 'board_group_member_pk' });
	for (const column of ['host_id', 'clock', 'asks_since']) {
		await db.schema.alterTable('board_group').dropColumn(column).execute();
	}
}

/** SQLite changes no column: the table is made anew. */
async function remakeMembers(
	db: Db,
	{ mayBeNone, key }: { mayBeNone: boolean; key: string }
): Promise<void> {
	const rows = await db.selectFrom('board_group_member').selectAll().execute();
	await db.schema.dropTable('board_group_member').execute();
	await db.schema
		.createTable('board_group_member')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('group_id', 'text', (c) => {
			const column = c.references('board_group.id');
			return mayBeNone ? column : column.notNull();
		})
		.addPrimaryKeyConstraint(key, ['board_id', 'member_id'])
		.execute();
	for (const row of rows) await db.insertInto('board_group_member').values(row).execute();
}
