import type { Db } from '../server/store/schema.ts';

/** Phrases that are no personal data: at once for who says so, for the lab once it is agreed. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('allowed_phrase')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id').onDelete('cascade'))
		.addColumn('phrase', 'text', (c) => c.notNull())
		.addColumn('folded', 'text', (c) => c.notNull())
		.addColumn('proposed_by', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('proposed_at', 'text', (c) => c.notNull())
		.addColumn('agreed_by', 'text', (c) => c.references('member.id'))
		.addColumn('agreed_at', 'text')
		.addUniqueConstraint('allowed_phrase_once', ['board_id', 'proposed_by', 'folded'])
		.execute();
	await db.schema.createIndex('allowed_phrase_lab').on('allowed_phrase').column('lab_id').execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('allowed_phrase').execute();
}
