import { sql } from 'kysely';
import type { Db } from '../server/store/schema.ts';

/**
 * Versions of a method: those everybody has, and those a lab made of them. Until now the number in
 * `version` was the place of a method in the list, for there was only one version of each.
 */
export async function up(db: Db): Promise<void> {
	await db.schema
		.alterTable('template')
		.addColumn('position', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	for (const column of ['made_by', 'made_at', 'withdrawn_at']) {
		await db.schema.alterTable('template').addColumn(column, 'text').execute();
	}
	await sql`update template set position = version, version = 1`.execute(db);
	// Two who save at once: one of them is told.
	await sql`create unique index template_version
		on template (coalesce(lab_id, ''), key, version)`.execute(db);
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropIndex('template_version').execute();
	await sql`update template set version = position`.execute(db);
	for (const column of ['withdrawn_at', 'made_at', 'made_by', 'position']) {
		await db.schema.alterTable('template').dropColumn(column).execute();
	}
}
