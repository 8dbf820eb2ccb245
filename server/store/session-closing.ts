import { sql, type Transaction } from 'kysely';
import type { Db, Schema } from './schema.ts';

/** Sessions that ended before then, of which nobody settled yet whether their boards stay open. */
export async function listToClose(db: Db, endedBefore: Date): Promise<string[]> {
	const rows = await db
		.selectFrom('session')
		.select('id')
		.where('status', '=', 'ended')
		.where('boards_closed_at', 'is', null)
		.where('ended_at', '<=', endedBefore.toISOString())
		.orderBy('ended_at')
		.orderBy('id')
		.execute();
	return rows.map(({ id }) => id);
}

/**
 * Boards it was the last to work on: not one that is in a session now, nor one that was in a session
 * that ended after it, which closes it in its own time.
 */
export async function boardsToClose(db: Db, sessionId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('agenda_item')
		.innerJoin('board', 'board.id', 'agenda_item.board_id')
		.innerJoin('session', 'session.id', 'agenda_item.session_id')
		.select('board.id')
		.distinct()
		.where('session.id', '=', sessionId)
		.where('board.session_id', 'is', null)
		.where('board.withdrawn_at', 'is', null)
		.where((where) =>
			where.not(
				where.exists(
					where
						.selectFrom('agenda_item as also')
						.innerJoin('session as later', 'later.id', 'also.session_id')
						.select('later.id')
						.whereRef('also.board_id', '=', 'board.id')
						.whereRef('later.id', '<>', 'session.id')
						.where('later.status', '=', 'ended')
						.whereRef('later.ended_at', '>', 'session.ended_at')
				)
			)
		)
		.orderBy('board.id')
		.execute();
	return rows.map(({ id }) => id);
}

/** Boards of these that are closed for participants. */
export async function countClosed(db: Db, boards: readonly string[]): Promise<number> {
	if (boards.length === 0) return 0;
	const { n } = await db
		.selectFrom('board')
		.select((select) => select.fn.countAll().as('n'))
		.where('id', 'in', [...boards])
		.where('held', '=', 'over')
		.executeTakeFirstOrThrow();
	return Number(n);
}

/** Closes these for participants, or opens them again; those that changed. */
export async function holdOver(
	trx: Transaction<Schema>,
	boards: readonly string[],
	on: boolean
): Promise<string[]> {
	const changed: string[] = [];
	for (const id of boards) {
		const { numUpdatedRows } = await trx
			.updateTable('board')
			.set({ held: on ? 'over' : null, turn: sql<number>`turn + 1` })
			.where('id', '=', id)
			// It may have begun to work in another session meanwhile.
			.where('session_id', 'is', null)
			.where('held', on ? 'is' : '=', on ? null : 'over')
			.executeTakeFirst();
		if (Number(numUpdatedRows) === 1) changed.push(id);
	}
	return changed;
}

/** Whether closing its boards is settled; null: it is not, and comes by itself. False: it is not over. */
export async function settleClosing(
	trx: Transaction<Schema>,
	sessionId: string,
	at: Date | null
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('session')
		.set({ boards_closed_at: at && at.toISOString(), turn: sql<number>`turn + 1` })
		.where('id', '=', sessionId)
		.where('status', '=', 'ended')
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}
