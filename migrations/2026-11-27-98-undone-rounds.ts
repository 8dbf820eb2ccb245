import type { Db } from '../server/store/schema.ts';

const columns = ['speaking', 'held'] as const;

/**
 * A phase of a session keeps its round of words and whether its board was held: taking back restores
 * them.
 */
export async function up(db: Db): Promise<void> {
	for (const column of columns) {
		await db.schema.alterTable('session_phase').addColumn(column, 'text').execute();
	}
}

export async function down(db: Db): Promise<void> {
	for (const column of columns) {
		await db.schema.alterTable('session_phase').dropColumn(column).execute();
	}
}
