import type { Db } from '../server/store/schema.ts';

/** Answers that went on to another question: what stood at that number, and where it is now. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('answer_moved')
		.addColumn('answer_id', 'text', (c) => c.notNull().references('answer.id'))
		.addColumn('from_question', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('answer_moved_pk', ['answer_id', 'from_question'])
		.execute();
	await db.schema
		.createIndex('answer_moved_from')
		.on('answer_moved')
		.column('from_question')
		.execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('answer_moved').execute();
}
