import type { Db } from '../server/store/schema.ts';

/** Who was there when a board was RED, and how a board came to be marked as it is. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('board_attendance')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id').onDelete('cascade'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('added_by', 'text')
		.addColumn('added_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('board_attendance_pk', ['board_id', 'member_id'])
		.execute();
	for (const column of ['marked_by', 'marked_from', 'marked_at']) {
		await db.schema.alterTable('board').addColumn(column, 'text').execute();
	}
}

export async function down(db: Db): Promise<void> {
	for (const column of ['marked_by', 'marked_from', 'marked_at']) {
		await db.schema.alterTable('board').dropColumn(column).execute();
	}
	await db.schema.dropTable('board_attendance').execute();
}
