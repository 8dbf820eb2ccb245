import { sql } from 'kysely';
import type { DialectName } from '../server/store/dialects.ts';
import type { Db } from '../server/store/schema.ts';

/** Templates and boards (decisions), and the Yjs documents with their log (co-edited content). */
export async function up(db: Db, dialect: DialectName): Promise<void> {
	const bytes = dialect === 'postgres' ? sql`bytea` : sql`blob`;
	await db.schema
		.createTable('template')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('lab_id', 'text', (c) => c.references('lab.id'))
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('definition', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('board')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('template_id', 'text', (c) => c.notNull().references('template.id'))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('question', 'text', (c) => c.notNull())
		.addColumn('summary', 'text', (c) => c.notNull())
		.addColumn('status', 'text', (c) => c.notNull())
		.addColumn('mode', 'text', (c) => c.notNull())
		.addColumn('current_step', 'integer', (c) => c.notNull())
		.addColumn('tlp', 'text', (c) => c.notNull())
		.addColumn('owner_organisation_id', 'text', (c) => c.references('organisation.id'))
		.addColumn('contributor_id', 'text', (c) => c.references('member.id'))
		.addColumn('contributor_label', 'text', (c) => c.notNull())
		.addColumn('anonymity_checked_by', 'text', (c) => c.references('member.id'))
		.addColumn('anonymity_checked_at', 'text')
		.addColumn('anonymity_notes', 'text', (c) => c.notNull())
		.addColumn('opened_at', 'text')
		.addColumn('conclusion', 'text')
		.addColumn('created_by', 'text', (c) => c.references('member.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('board_lab').on('board').column('lab_id').execute();
	await db.schema
		.createTable('card_marking')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('card_id', 'text', (c) => c.notNull())
		.addColumn('tlp', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('card_marking_pk', ['board_id', 'card_id'])
		.execute();
	await db.schema
		.createTable('vote')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('card_id', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addPrimaryKeyConstraint('vote_pk', ['board_id', 'card_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('lab_item')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('data', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('lab_item_kind')
		.on('lab_item')
		.columns(['lab_id', 'kind', 'position'])
		.execute();
	await db.schema
		.createTable('imported_as')
		.addColumn('demo_id', 'text', (c) => c.primaryKey())
		.addColumn('id', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('document')
		.addColumn('name', 'text', (c) => c.primaryKey())
		.addColumn('epoch', 'integer', (c) => c.notNull().defaultTo(1))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('update_log')
		.addColumn('document', 'text', (c) => c.notNull().references('document.name'))
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('member_id', 'text')
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('bytes', bytes, (c) => c.notNull())
		.addPrimaryKeyConstraint('update_log_pk', ['document', 'seq'])
		.execute();
	await db.schema
		.createTable('snapshot')
		.addColumn('document', 'text', (c) => c.notNull().references('document.name'))
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('bytes', bytes, (c) => c.notNull())
		.addPrimaryKeyConstraint('snapshot_pk', ['document', 'seq'])
		.execute();
	await db.schema
		.createTable('document_client')
		.addColumn('document', 'text', (c) => c.notNull().references('document.name'))
		.addColumn('client', 'bigint', (c) => c.notNull())
		.addColumn('member_id', 'text')
		.addPrimaryKeyConstraint('document_client_pk', ['document', 'client'])
		.execute();
	await db.schema
		.createTable('authorship')
		.addColumn('document', 'text', (c) => c.notNull().references('document.name'))
		.addColumn('thing', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text')
		.addPrimaryKeyConstraint('authorship_pk', ['document', 'thing'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	for (const table of [
		'authorship',
		'document_client',
		'snapshot',
		'update_log',
		'document',
		'imported_as',
		'lab_item',
		'vote',
		'card_marking',
		'board',
		'template'
	]) {
		await db.schema.dropTable(table).execute();
	}
}
