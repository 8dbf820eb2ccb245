import { sql } from 'kysely';
import type { Db } from '../server/store/schema.ts';

/** Where a board is in its method, groups, ballots, and how much of an author each thing shows. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.alterTable('board')
		.addColumn('phase', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await db.schema.alterTable('board').addColumn('phase_at', 'text').execute();
	await db.schema
		.alterTable('board')
		.addColumn('turn', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await db.schema
		.alterTable('board')
		.addColumn('attribution', 'text', (c) => c.notNull().defaultTo('name'))
		.execute();
	await db.schema.alterTable('board').addColumn('revealed_phase', 'integer').execute();
	await db.schema
		.alterTable('board')
		.addColumn('notes_epoch', 'integer', (c) => c.notNull().defaultTo(1))
		.execute();
	await db.schema.alterTable('board').addColumn('speaker_id', 'text').execute();
	await db.schema.alterTable('board').addColumn('leader_id', 'text').execute();
	await db.schema.alterTable('board').addColumn('clock', 'text').execute();
	await db.schema
		.alterTable('board')
		.addColumn('shown_zones', 'text', (c) => c.notNull().defaultTo('[]'))
		.execute();
	await sql`update board set phase_at = created_at`.execute(db);

	await db.schema
		.createTable('board_phase')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('n', 'integer', (c) => c.notNull())
		.addColumn('step', 'integer', (c) => c.notNull())
		.addColumn('mode', 'text', (c) => c.notNull())
		.addColumn('at', 'text', (c) => c.notNull())
		.addColumn('led_by', 'text')
		.addColumn('undone', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('speaker_id', 'text')
		.addColumn('clock', 'text')
		.addPrimaryKeyConstraint('board_phase_pk', ['board_id', 'n'])
		.execute();
	await sql`insert into board_phase (board_id, n, step, mode, at)
		select id, 1, current_step, mode, created_at from board`.execute(db);

	await db.schema
		.createTable('board_group')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('position', 'integer', (c) => c.notNull())
		.addColumn('name', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('board_group_board').on('board_group').column('board_id').execute();
	await db.schema
		.createTable('board_group_member')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('group_id', 'text', (c) => c.notNull().references('board_group.id'))
		.addPrimaryKeyConstraint('board_group_member_pk', ['board_id', 'member_id'])
		.execute();

	await db.schema.alterTable('authorship').addColumn('attribution', 'text').execute();

	await db.schema
		.createTable('ballot')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('step', 'integer', (c) => c.notNull())
		.addColumn('budget', 'integer', (c) => c.notNull())
		.addColumn('opened_at', 'text', (c) => c.notNull())
		.addColumn('closed_at', 'text')
		.execute();
	await db.schema.createIndex('ballot_board').on('ballot').columns(['board_id', 'step']).execute();
	// Votes from before there were ballots are one that is closed.
	await sql`insert into ballot (id, board_id, step, budget, opened_at, closed_at)
		select id, id, 0, 99, created_at, created_at from board
		where id in (select board_id from vote)`.execute(db);
	await db.schema.alterTable('vote').renameTo('vote_before').execute();
	await db.schema
		.createTable('vote')
		.addColumn('ballot_id', 'text', (c) => c.notNull().references('ballot.id'))
		.addColumn('card_id', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addPrimaryKeyConstraint('ballot_vote_pk', ['ballot_id', 'card_id', 'member_id'])
		.execute();
	await sql`insert into vote (ballot_id, card_id, member_id)
		select board_id, card_id, member_id from vote_before`.execute(db);
	await db.schema.dropTable('vote_before').execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.alterTable('vote').renameTo('vote_after').execute();
	await db.schema
		.createTable('vote')
		.addColumn('board_id', 'text', (c) => c.notNull().references('board.id'))
		.addColumn('card_id', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addPrimaryKeyConstraint('vote_down_pk', ['board_id', 'card_id', 'member_id'])
		.execute();
	await sql`insert into vote (board_id, card_id, member_id)
		select distinct ballot.board_id, card_id, member_id from vote_after
		join ballot on ballot.id = ballot_id where closed_at is not null`.execute(db);
	await db.schema.dropTable('vote_after').execute();
	await db.schema.dropTable('ballot').execute();
	await db.schema.alterTable('authorship').dropColumn('attribution').execute();
	await db.schema.dropTable('board_group_member').execute();
	await db.schema.dropTable('board_group').execute();
	await db.schema.dropTable('board_phase').execute();
	for (const column of [
		'phase',
		'phase_at',
		'turn',
		'attribution',
		'revealed_phase',
		'notes_epoch',
		'speaker_id',
		'leader_id',
		'clock',
		'shown_zones'
	]) {
		await db.schema.alterTable('board').dropColumn(column).execute();
	}
}
