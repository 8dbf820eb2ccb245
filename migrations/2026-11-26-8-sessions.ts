import type { Db } from '../server/store/schema.ts';

/** Sessions of a lab: their agenda, who leads, where a running one is, who was there, what happened. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('session')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('lab_id', 'text', (c) => c.notNull().references('lab.id'))
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('goal', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('room_link', 'text', (c) => c.notNull().defaultTo(''))
		.addColumn('starts_at', 'text', (c) => c.notNull())
		.addColumn('status', 'text', (c) => c.notNull())
		.addColumn('revision', 'integer', (c) => c.notNull().defaultTo(1))
		.addColumn('phase', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('phase_at', 'text')
		.addColumn('item_id', 'text')
		.addColumn('turn', 'integer', (c) => c.notNull().defaultTo(1))
		.addColumn('clock', 'text')
		.addColumn('lead_id', 'text', (c) => c.references('member.id'))
		.addColumn('message', 'text')
		.addColumn('summon', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('speaking', 'text')
		.addColumn('started_at', 'text')
		.addColumn('ended_at', 'text')
		.addColumn('created_by', 'text', (c) => c.references('member.id'))
		.addColumn('created_at', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('session_lab')
		.on('session')
		.columns(['lab_id', 'starts_at'])
		.execute();
	await db.schema
		.createTable('agenda_item')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('title', 'text', (c) => c.notNull())
		.addColumn('minutes', 'integer', (c) => c.notNull())
		.addColumn('who', 'text', (c) => c.notNull())
		.addColumn('instruction', 'text', (c) => c.notNull())
		.addColumn('notes', 'text', (c) => c.notNull())
		.addColumn('board_id', 'text', (c) => c.references('board.id'))
		.addColumn('mode', 'text')
		.addColumn('step', 'integer')
		.addColumn('is_break', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('dropped', 'integer', (c) => c.notNull().defaultTo(0))
		.execute();
	await db.schema
		.createIndex('agenda_item_session')
		.on('agenda_item')
		.columns(['session_id', 'position'])
		.execute();
	await db.schema
		.createTable('session_phase')
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
		.addColumn('n', 'integer', (c) => c.notNull())
		.addColumn('item_id', 'text', (c) => c.notNull())
		.addColumn('round', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('led_by', 'text')
		.addColumn('undone', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('clock', 'text')
		.addColumn('board_phase', 'integer')
		.addPrimaryKeyConstraint('session_phase_pk', ['session_id', 'n'])
		.execute();
	await db.schema
		.createTable('session_role')
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('role', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('session_role_pk', ['session_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('session_attendance')
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('first_at', 'text', (c) => c.notNull())
		.addColumn('rules_at', 'text')
		.addColumn('ready_phase', 'integer')
		.addPrimaryKeyConstraint('session_attendance_pk', ['session_id', 'member_id'])
		.execute();
	await db.schema
		.createTable('session_event')
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
		.addColumn('n', 'integer', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('act', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text')
		.addColumn('detail', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('session_event_pk', ['session_id', 'n'])
		.execute();
	await db.schema
		.createTable('session_line')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id'))
		.addColumn('member_id', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('text', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createIndex('session_line_session')
		.on('session_line')
		.columns(['session_id', 'at'])
		.execute();
	await db.schema.alterTable('board').addColumn('session_id', 'text').execute();
	await db.schema.alterTable('board').addColumn('held', 'text').execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.alterTable('board').dropColumn('held').execute();
	await db.schema.alterTable('board').dropColumn('session_id').execute();
	for (const table of [
		'session_line',
		'session_event',
		'session_attendance',
		'session_role',
		'session_phase',
		'agenda_item',
		'session'
	]) {
		await db.schema.dropTable(table).execute();
	}
}
