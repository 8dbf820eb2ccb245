import type { Db } from '../server/store/schema.ts';

/** When she last showed, after signing in, that it is she: taking a board along asks for that. */
export async function up(db: Db): Promise<void> {
	await db.schema.alterTable('sign_in').addColumn('confirmed_at', 'text').execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.alterTable('sign_in').dropColumn('confirmed_at').execute();
}
