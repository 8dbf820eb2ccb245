import { sql } from 'kysely';
import type { DialectName } from '../server/store/dialects.ts';
import type { Db } from '../server/store/schema.ts';

/** Checksums that find a damaged row, bytes set apart for a person to look at, and the audit trail. */
export async function up(db: Db, dialect: DialectName): Promise<void> {
	const bytes = dialect === 'postgres' ? sql`bytea` : sql`blob`;
	await db.schema.alterTable('update_log').addColumn('crc', 'bigint').execute();
	await db.schema.alterTable('snapshot').addColumn('crc', 'bigint').execute();
	await db.schema.alterTable('snapshot').addColumn('state_vector', bytes).execute();
	await db.schema
		.createTable('quarantine')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('document', 'text', (c) => c.notNull().references('document.name'))
		.addColumn('member_id', 'text')
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('bytes', bytes, (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('quarantine_document')
		.on('quarantine')
		.columns(['document', 'at'])
		.execute();
	await db.schema
		.createTable('audit')
		.addColumn('seq', 'integer', (c) => c.primaryKey())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('act', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text')
		.addColumn('subject', 'text', (c) => c.notNull())
		.addColumn('detail', 'text', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull())
		.execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('audit').execute();
	await db.schema.dropTable('quarantine').execute();
	await db.schema.alterTable('snapshot').dropColumn('state_vector').execute();
	await db.schema.alterTable('snapshot').dropColumn('crc').execute();
	await db.schema.alterTable('update_log').dropColumn('crc').execute();
}
