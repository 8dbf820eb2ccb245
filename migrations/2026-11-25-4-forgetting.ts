import type { Db } from '../server/store/schema.ts';

/** What was erased and must still leave the files of the database: kept until that is done. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('forgetting')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('forgetting').execute();
}
