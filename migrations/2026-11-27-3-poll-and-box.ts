import type { Db } from '../server/store/schema.ts';

/**
 * What people bring into a session themselves: questions and what they answer to its poll; and the
 * code with which guests come in. All of it goes with the session.
 */
export async function up(db: Db): Promise<void> {
	await db.schema
		.alterTable('session')
		.addColumn('box_moderated', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	await db.schema.alterTable('session').addColumn('poll_opened_at', 'text').execute();
	await db.schema.alterTable('session').addColumn('poll_closed_at', 'text').execute();
	await db.schema
		.createTable('session_question')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('session.id').onDelete('cascade')
		)
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('shown', 'integer', (c) => c.notNull())
		.addColumn('dealt', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('thread_id', 'text')
		.execute();
	await db.schema
		.createIndex('session_question_session')
		.on('session_question')
		.columns(['session_id', 'at'])
		.execute();
	await db.schema
		.createTable('session_me_too')
		.addColumn('question_id', 'text', (c) =>
			c.notNull().references('session_question.id').onDelete('cascade')
		)
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addPrimaryKeyConstraint('session_me_too_pk', ['question_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('session_poll_question')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('session.id').onDelete('cascade')
		)
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('options', 'text')
		.execute();
	await db.schema
		.createIndex('session_poll_question_session')
		.on('session_poll_question')
		.columns(['session_id', 'position'])
		.execute();
	await db.schema
		.createTable('session_poll_answer')
		.addColumn('question_id', 'text', (c) =>
			c.notNull().references('session_poll_question.id').onDelete('cascade')
		)
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('choice', 'integer', (c) => c.notNull())
		.addPrimaryKeyConstraint('session_poll_answer_pk', ['question_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('session_code')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('session.id').onDelete('cascade')
		)
		.addColumn('hash', 'text', (c) => c.notNull().unique())
		.addColumn('until', 'text', (c) => c.notNull())
		.addColumn('most', 'integer', (c) => c.notNull())
		.addColumn('boards', 'integer', (c) => c.notNull())
		.addColumn('made_by', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('made_at', 'text', (c) => c.notNull())
		.addColumn('withdrawn_at', 'text')
		.execute();
	await db.schema
		.createIndex('session_code_session')
		.on('session_code')
		.columns(['session_id', 'made_at'])
		.execute();
	await db.schema
		.createTable('session_guest')
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('session.id').onDelete('cascade')
		)
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('code_id', 'text', (c) =>
			c.notNull().references('session_code.id').onDelete('cascade')
		)
		.addColumn('agreed_at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('session_guest_pk', ['session_id', 'member_id'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	for (const table of [
		'session_guest',
		'session_code',
		'session_poll_answer',
		'session_poll_question',
		'session_me_too',
		'session_question'
	]) {
		await db.schema.dropTable(table).execute();
	}
	for (const column of ['poll_closed_at', 'poll_opened_at', 'box_moderated']) {
		await db.schema.alterTable('session').dropColumn(column).execute();
	}
}
