import { sql } from 'kysely';
import type { Db } from '../server/store/schema.ts';

/** Rounds with experts, and in one place by what each guest reads a thing until when. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('guest_access')
		.addColumn('source', 'text', (c) => c.notNull())
		.addColumn('source_id', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id').onDelete('cascade'))
		.addColumn('thing_id', 'text', (c) => c.notNull())
		.addColumn('until', 'text')
		.addPrimaryKeyConstraint('guest_access_pk', ['member_id', 'thing_id', 'source', 'source_id'])
		.execute();
	await sql`
		insert into guest_access (source, source_id, member_id, thing_id, until)
		select 'request', expert_request.id, access.member_id, expert_request.question_id, access.until
		from expert_request_access as access
		join expert_request on expert_request.id = access.request_id
	`.execute(db);
	await db.schema.dropTable('expert_request_access').execute();

	await db.schema
		.createTable('expert_round')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('days', 'text', (c) => c.notNull())
		.addColumn('made_by', 'text', (c) => c.references('member.id'))
		.addColumn('made_at', 'text', (c) => c.notNull())
		.addColumn('opened_at', 'text')
		.addColumn('closed_at', 'text')
		.addColumn('closed_by', 'text', (c) => c.references('member.id'))
		.addColumn('review_on', 'text')
		.addColumn('told', 'text', (c) => c.notNull())
		.addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await db.schema
		.createIndex('expert_round_lab')
		.on('expert_round')
		.columns(['lab_id', 'state'])
		.execute();
	await db.schema
		.createTable('expert_round_question')
		.addColumn('round_id', 'text', (c) =>
			c.notNull().references('expert_round.id').onDelete('cascade')
		)
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('opened_at', 'text')
		.addColumn('closed_at', 'text')
		.addPrimaryKeyConstraint('expert_round_question_pk', ['round_id', 'question_id'])
		.execute();
	await db.schema
		.createIndex('expert_round_of_question')
		.on('expert_round_question')
		.column('question_id')
		.execute();
	await db.schema
		.createTable('expert_round_expert')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('round_id', 'text', (c) =>
			c.notNull().references('expert_round.id').onDelete('cascade')
		)
		.addColumn('member_id', 'text', (c) => c.references('member.id'))
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('organisation', 'text', (c) => c.notNull())
		.addColumn('email', 'text')
		.addColumn('invited_by', 'text', (c) => c.references('member.id'))
		.addColumn('invited_at', 'text')
		.addColumn('is_new', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addUniqueConstraint('expert_round_expert_member', ['round_id', 'member_id'])
		.addUniqueConstraint('expert_round_expert_email', ['round_id', 'email'])
		.execute();
	await db.schema
		.createTable('expert_round_pin')
		.addColumn('round_id', 'text', (c) =>
			c.notNull().references('expert_round.id').onDelete('cascade')
		)
		.addColumn('answer_id', 'text', (c) => c.notNull().references('answer.id'))
		.addColumn('pinned_by', 'text', (c) => c.references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('expert_round_pin_pk', ['round_id', 'answer_id'])
		.execute();
	await db.schema
		.createTable('expert_round_draft')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('round_id', 'text', (c) =>
			c.notNull().references('expert_round.id').onDelete('cascade')
		)
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('conditions', 'text', (c) => c.notNull())
		.addColumn('for_whom', 'text', (c) => c.notNull())
		.addColumn('valid_until', 'text')
		.addColumn('compass', 'text', (c) => c.notNull())
		.addColumn('sources', 'text', (c) => c.notNull())
		.addColumn('made_by', 'text', (c) => c.references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await db.schema
		.createIndex('expert_round_draft_of')
		.on('expert_round_draft')
		.columns(['round_id', 'question_id'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	for (const table of ['draft', 'pin', 'expert', 'question']) {
		await db.schema.dropTable(`expert_round_${table}`).execute();
	}
	await db.schema.dropTable('expert_round').execute();
	await db.schema
		.createTable('expert_request_access')
		.addColumn('request_id', 'text', (c) =>
			c.notNull().references('expert_request.id').onDelete('cascade')
		)
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('until', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('expert_request_access_pk', ['request_id', 'member_id'])
		.execute();
	await db.schema.dropTable('guest_access').execute();
}
