import type { Db } from '../server/store/schema.ts';

/** How one votes in an item of an agenda, as JSON. Of an item from before this it is three dots. */
export async function up(db: Db): Promise<void> {
	await db.schema.alterTable('agenda_item').addColumn('ballot', 'text').execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.alterTable('agenda_item').dropColumn('ballot').execute();
}
