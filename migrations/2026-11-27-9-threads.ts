import type { Db } from '../server/store/schema.ts';

/**
 * Questions of a lab, what was answered and what may be used of it. The texts themselves are in the
 * document `thread/<question>`; what somebody decided about them is here.
 */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('question')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('excerpt', 'text', (c) => c.notNull())
		.addColumn('need', 'text', (c) => c.notNull())
		.addColumn('domain', 'text', (c) => c.notNull())
		.addColumn('topic', 'text')
		.addColumn('size_class', 'text')
		.addColumn('urgency', 'text', (c) => c.notNull())
		.addColumn('tlp', 'text', (c) => c.notNull())
		.addColumn('asked_as', 'text', (c) => c.notNull())
		.addColumn('asked_by', 'text', (c) => c.references('member.id'))
		.addColumn('organisation_id', 'text', (c) => c.references('organisation.id'))
		.addColumn('key_hash', 'text', (c) => c.unique())
		.addColumn('asked_at', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('state_note', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('state_at', 'text', (c) => c.notNull())
		.addColumn('valid_until', 'text')
		.addColumn('origin_kind', 'text')
		.addColumn('origin_id', 'text')
		.addColumn('origin_part', 'text')
		.addColumn('merged_into', 'text', (c) => c.references('question.id'))
		.addColumn('split_from', 'text', (c) => c.references('question.id'))
		.addColumn('summary_at', 'text')
		.addColumn('turn', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	await db.schema
		.createIndex('question_lab')
		.on('question')
		.columns(['lab_id', 'asked_at', 'id'])
		.execute();
	await db.schema
		.createTable('question_event')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('n', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('act', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.references('member.id'))
		.addColumn('detail', 'text', (c) => c.notNull())
		.addUniqueConstraint('question_event_n', ['question_id', 'n'])
		.execute();
	// Whoever says it is hers too follows it; who only follows says nothing of her organisation.
	await db.schema
		.createTable('question_follower')
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('also_at_ours', 'integer', (c) => c.notNull().defaultTo(0))
		.addPrimaryKeyConstraint('question_follower_pk', ['question_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('question_seen')
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('question_seen_pk', ['question_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('answer')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.references('member.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('domain', 'text', (c) => c.notNull())
		.addColumn('certainty', 'text')
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('state_note', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('reply_to', 'text', (c) => c.references('answer.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('edited_at', 'text')
		.addUniqueConstraint('answer_position', ['question_id', 'position'])
		.execute();
	// Who wrote it along with its author.
	await db.schema
		.createTable('answer_writer')
		.addColumn('answer_id', 'text', (c) => c.notNull().references('answer.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addPrimaryKeyConstraint('answer_writer_pk', ['answer_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('answer_helpful')
		.addColumn('answer_id', 'text', (c) => c.notNull().references('answer.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addPrimaryKeyConstraint('answer_helpful_pk', ['answer_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('foothold')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.addColumn('conditions', 'text', (c) => c.notNull())
		.addColumn('for_whom', 'text', (c) => c.notNull())
		.addColumn('valid_until', 'text')
		.addColumn('compass', 'text', (c) => c.notNull())
		.addColumn('set_by', 'text', (c) => c.references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
		.addColumn('withdrawn_at', 'text')
		.addUniqueConstraint('foothold_position', ['question_id', 'position'])
		.execute();
	await db.schema
		.createTable('foothold_source')
		.addColumn('foothold_id', 'text', (c) => c.notNull().references('foothold.id'))
		.addColumn('answer_id', 'text', (c) => c.notNull().references('answer.id'))
		.addPrimaryKeyConstraint('foothold_source_pk', ['foothold_id', 'answer_id'])
		.execute();
	// What came of it where somebody tried it: once per organisation.
	await db.schema
		.createTable('foothold_tried')
		.addColumn('foothold_id', 'text', (c) => c.notNull().references('foothold.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('worked', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('foothold_tried_pk', ['foothold_id', 'organisation_id'])
		.execute();
	await db.schema
		.createTable('question_pin')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('question_id', 'text', (c) => c.notNull().references('question.id'))
		.addColumn('place', 'text', (c) => c.notNull())
		.addColumn('place_id', 'text', (c) => c.notNull())
		.addColumn('until', 'text', (c) => c.notNull())
		.addColumn('pinned_by', 'text', (c) => c.references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addUniqueConstraint('question_pin_place', ['question_id', 'place', 'place_id'])
		.execute();
	// A question, an answer or the summary while it is written: the document `draft/<id>`.
	await db.schema
		.createTable('draft')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('question_id', 'text', (c) => c.references('question.id'))
		.addColumn('answer_id', 'text', (c) => c.references('answer.id'))
		.addColumn('reply_to', 'text', (c) => c.references('answer.id'))
		.addColumn('origin_kind', 'text')
		.addColumn('origin_id', 'text')
		.addColumn('origin_part', 'text')
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('made_at', 'text', (c) => c.notNull())
		.addColumn('placed_at', 'text')
		.addColumn('dropped_at', 'text')
		.execute();
	await db.schema
		.createIndex('draft_member')
		.on('draft')
		.columns(['member_id', 'lab_id', 'made_at'])
		.execute();
	await db.schema
		.createTable('draft_writer')
		.addColumn('draft_id', 'text', (c) => c.notNull().references('draft.id').onDelete('cascade'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('draft_writer_pk', ['draft_id', 'member_id'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	for (const table of [
		'draft_writer',
		'draft',
		'question_pin',
		'foothold_tried',
		'foothold_source',
		'foothold',
		'answer_helpful',
		'answer_writer',
		'answer',
		'question_seen',
		'question_follower',
		'question_event',
		'question'
	]) {
		await db.schema.dropTable(table).execute();
	}
}
