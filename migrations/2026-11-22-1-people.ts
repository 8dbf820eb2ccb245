import { sql } from 'kysely';
import type { Db } from '../server/store/schema.ts';

/** Organisations, members, labs and who is in them; sign-ins after Lucia's design. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('probe')
		.addColumn('id', 'integer', (c) => c.primaryKey())
		.addColumn('at', 'text', (c) => c.notNull())
		.execute();
	await sql`insert into probe (id, at) values (1, '')`.execute(db);
	await db.schema
		.createTable('organisation')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('label', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('size_class', 'text')
		.addColumn('domain', 'text')
		.addColumn('about', 'text', (c) => c.notNull().defaultTo('{}'))
		.execute();
	await db.schema
		.createTable('member')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('email', 'text', (c) => c.notNull().unique())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('initials', 'text', (c) => c.notNull())
		.addColumn('organisation_id', 'text', (c) => c.references('organisation.id'))
		.addColumn('job_title', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('bio', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('domain', 'text', (c) => c.notNull())
		.addColumn('language', 'text', (c) => c.notNull().defaultTo('nl'))
		.addColumn('account', 'text', (c) => c.notNull().defaultTo('member'))
		.addColumn('password_hash', 'text')
		.addColumn('demo', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('about', 'text', (c) => c.notNull().defaultTo('{}'))
		.addColumn('disabled_at', 'text')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('lab')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('slug', 'text', (c) => c.notNull().unique())
		.addColumn('name_nl', 'text', (c) => c.notNull())
		.addColumn('name_en', 'text', (c) => c.notNull())
		.addColumn('tagline', 'text', (c) => c.notNull())
		.addColumn('why', 'text', (c) => c.notNull())
		.addColumn('central_question', 'text', (c) => c.notNull())
		.addColumn('status', 'text', (c) => c.notNull())
		.addColumn('started_at', 'text', (c) => c.notNull())
		.addColumn('planned_until', 'text', (c) => c.notNull())
		.addColumn('owner_organisation_id', 'text', (c) => c.references('organisation.id'))
		.addColumn('attribution', 'text', (c) => c.notNull())
		.addColumn('default_tlp', 'text', (c) => c.notNull())
		.addColumn('about', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('membership')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('access_until', 'text')
		.addColumn('ended_at', 'text')
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('membership_once', ['lab_id', 'member_id'])
		.execute();
	await db.schema.createIndex('membership_member').on('membership').column('member_id').execute();
	await db.schema
		.createTable('invitation')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('thing_kind', 'text', (c) => c.notNull())
		.addColumn('thing_id', 'text', (c) => c.notNull())
		.addColumn('access_until', 'text')
		.addColumn('invited_by', 'text', (c) => c.references('member.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addUniqueConstraint('invitation_once', ['member_id', 'thing_id'])
		.execute();
	await db.schema
		.createTable('sign_in')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.addColumn('last_used_at', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('user_agent', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('sign_in_member').on('sign_in').column('member_id').execute();
	await db.schema
		.createTable('account_link')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('expires_at', 'text', (c) => c.notNull())
		.addColumn('used_at', 'text')
		.execute();
}

export async function down(db: Db): Promise<void> {
	for (const table of [
		'account_link',
		'sign_in',
		'invitation',
		'membership',
		'lab',
		'member',
		'organisation',
		'probe'
	]) {
		await db.schema.dropTable(table).execute();
	}
}
