import type { Transaction } from 'kysely';
import type { ActionStatus } from '../../src/lib/domain/action-status.ts';
import type { Db, Schema } from './schema.ts';

/** What became of the actions of a lab, by id, of those of which somebody said so. */
export async function listActionStatuses(
	db: Db,
	labId: string
): Promise<Map<string, ActionStatus>> {
	const rows = await db
		.selectFrom('action_status')
		.select(['action_id', 'status'])
		.where('lab_id', '=', labId)
		.orderBy('action_id')
		.execute();
	return new Map(rows.map(({ action_id, status }) => [action_id, status]));
}

/** Actions of a lab of which somebody said what became of them since then (ISO 8601). */
export async function listActionsSaidSince(
	db: Db,
	labId: string,
	since: string
): Promise<Set<string>> {
	const rows = await db
		.selectFrom('action_status')
		.select('action_id')
		.where('lab_id', '=', labId)
		.where('set_at', '>', since)
		.execute();
	return new Set(rows.map(({ action_id }) => action_id));
}

/** When somebody last said so in a lab (ms since epoch); 0: never. */
export async function lastActionStatus(db: Db, labId: string): Promise<number> {
	const row = await db
		.selectFrom('action_status')
		.select((select) => select.fn.max('set_at').as('at'))
		.where('lab_id', '=', labId)
		.executeTakeFirst();
	return row?.at ? Date.parse(row.at) : 0;
}

export async function putActionStatus(
	trx: Transaction<Schema>,
	{
		id,
		labId,
		boardId,
		status,
		by,
		at
	}: {
		id: string;
		labId: string;
		boardId: string | null;
		status: ActionStatus;
		by: string;
		at: Date;
	}
): Promise<void> {
	const set = { status, set_by: by, set_at: at.toISOString() };
	await trx
		.insertInto('action_status')
		.values({ action_id: id, lab_id: labId, board_id: boardId, ...set })
		.onConflict((conflict) => conflict.column('action_id').doUpdateSet(set))
		.execute();
}
