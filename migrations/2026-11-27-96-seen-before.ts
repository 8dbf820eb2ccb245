import type { Db } from '../server/store/schema.ts';

/** When somebody was at a question before this visit: what came since then stays marked as new in it. */
export async function up(db: Db): Promise<void> {
	await db.schema.alterTable('question_seen').addColumn('before_at', 'text').execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.alterTable('question_seen').dropColumn('before_at').execute();
}
