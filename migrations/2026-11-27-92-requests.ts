import type { Db } from '../server/store/schema.ts';

/** Questions put to an expert or a pool of them, the term each has, and by whose hands each went. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('expert_request')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('asked_by', 'text', (c) => c.references('member.id'))
		.addColumn('pool_kind', 'text')
		.addColumn('pool_id', 'text')
		.addColumn('to_member', 'text', (c) => c.references('member.id'))
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('asked_at', 'text', (c) => c.notNull())
		.addColumn('started_at', 'text', (c) => c.notNull())
		.addColumn('accepted_at', 'text')
		.addColumn('waiting_since', 'text')
		.addColumn('waited', 'bigint', (c) => c.notNull().defaultTo(0))
		.addColumn('reaction_days', 'integer', (c) => c.notNull())
		.addColumn('answer_days', 'integer', (c) => c.notNull())
		.addColumn('reminder_sent_at', 'text')
		.addColumn('late_at', 'text')
		.addColumn('ended_at', 'text')
		.addColumn('answer_id', 'text', (c) => c.references('answer.id'))
		.addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await db.schema
		.createIndex('expert_request_question')
		.on('expert_request')
		.columns(['question_id', 'state'])
		.execute();
	await db.schema
		.createIndex('expert_request_member')
		.on('expert_request')
		.columns(['to_member', 'state'])
		.execute();
	// The sweep looks for what is open, whoever has it.
	await db.schema
		.createIndex('expert_request_state')
		.on('expert_request')
		.column('state')
		.execute();
	await db.schema
		.createTable('expert_request_step')
		.addColumn('request_id', 'text', (c) =>
			c.notNull().references('expert_request.id').onDelete('cascade')
		)
		.addColumn('n', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('by_member', 'text', (c) => c.references('member.id'))
		.addColumn('to_member', 'text', (c) => c.references('member.id'))
		.addColumn('note', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('expert_request_step_pk', ['request_id', 'n'])
		.execute();
	// Guests whose access came with a request: it goes with it.
	await db.schema
		.createTable('expert_request_access')
		.addColumn('request_id', 'text', (c) =>
			c.notNull().references('expert_request.id').onDelete('cascade')
		)
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('until', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('expert_request_access_pk', ['request_id', 'member_id'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	for (const table of ['expert_request_access', 'expert_request_step', 'expert_request']) {
		await db.schema.dropTable(table).execute();
	}
}
