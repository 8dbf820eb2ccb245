import { sql } from 'kysely';
import type { Db } from '../server/store/schema.ts';

/** Notices, what people want mailed of them, and the mails on their way. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('notice')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id').onDelete('cascade'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id').onDelete('cascade'))
		.addColumn('question_id', 'text')
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('by_member_id', 'text', (c) => c.references('member.id').onDelete('set null'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('concerns', 'integer', (c) => c.notNull())
		.addColumn('seen_at', 'text')
		.addColumn('in_overview', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('dealt_at', 'text')
		.execute();
	// What the beat looks for every few seconds; nearly all rows are dealt with.
	await db.schema
		.createIndex('notice_undealt')
		.on('notice')
		.columns(['in_overview', 'at'])
		.where(sql.ref('dealt_at'), 'is', null)
		.execute();
	await db.schema
		.createIndex('notice_unseen')
		.on('notice')
		.columns(['member_id', 'lab_id', 'question_id'])
		.where(sql.ref('seen_at'), 'is', null)
		.execute();
	await db.schema
		.createIndex('notice_question')
		.on('notice')
		.columns(['question_id', 'member_id'])
		.execute();

	await db.schema
		.createTable('notice_level')
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id').onDelete('cascade'))
		.addColumn('scope', 'text', (c) => c.notNull())
		.addColumn('scope_id', 'text', (c) => c.notNull())
		.addColumn('level', 'text')
		.addColumn('rhythm', 'text')
		.addPrimaryKeyConstraint('notice_level_pk', ['member_id', 'scope', 'scope_id'])
		.execute();

	await db.schema
		.createTable('mail')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('to_address', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.references('member.id').onDelete('set null'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('language', 'text', (c) => c.notNull())
		.addColumn('payload', 'text', (c) => c.notNull())
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('next_at', 'text', (c) => c.notNull())
		.addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('claimed_at', 'text')
		.addColumn('sent_at', 'text')
		.addColumn('failed_at', 'text')
		.addColumn('last_error', 'text')
		.addColumn('message_id', 'text', (c) => c.notNull().unique())
		.addColumn('once', 'text', (c) => c.unique())
		.execute();
	await db.schema.createIndex('mail_state').on('mail').columns(['state', 'next_at']).execute();
	await db.schema
		.createIndex('mail_address')
		.on('mail')
		.columns(['to_address', 'created_at'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	for (const table of ['mail', 'notice_level', 'notice']) {
		await db.schema.dropTable(table).execute();
	}
}
