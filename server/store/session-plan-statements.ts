import { sql, type Transaction } from 'kysely';
import type { PlannedItem } from '../../src/lib/domain/session.ts';
import type { Schema } from './schema.ts';
import { writeAgenda } from './session-repository.ts';

/** A new session with its agenda. */
export async function insertSession(
	trx: Transaction<Schema>,
	session: {
		id: string;
		labId: string;
		title: string;
		goal: string;
		/** ISO 8601. */
		startsAt: string;
		createdBy: string;
		at: Date;
		items: readonly PlannedItem[];
	}
): Promise<void> {
	await trx
		.insertInto('session')
		.values({
			id: session.id,
			lab_id: session.labId,
			title: session.title,
			goal: session.goal,
			starts_at: session.startsAt,
			status: 'planned',
			created_by: session.createdBy,
			created_at: session.at.toISOString()
		})
		.execute();
	await writeAgenda(trx, session.id, session.items);
}

/** What of a plan can be other than it was. */
export interface PlanUpdate {
	title: string;
	goal: string;
	startsAt: string;
	roomLink: string;
	items: readonly PlannedItem[];
}

/** Writes a plan over the revision somebody saw. False: there is a newer one, or it is over. */
export async function updatePlan(
	trx: Transaction<Schema>,
	id: string,
	revision: number,
	plan: PlanUpdate
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('session')
		.set({
			title: plan.title,
			goal: plan.goal,
			starts_at: plan.startsAt,
			room_link: plan.roomLink,
			revision: revision + 1,
			turn: sql<number>`turn + 1`
		})
		.where('id', '=', id)
		.where('revision', '=', revision)
		.where('status', '<>', 'ended')
		.executeTakeFirst();
	if (Number(numUpdatedRows) !== 1) return false;
	await writeAgenda(trx, id, plan.items);
	return true;
}

/** Minutes went out of later items while somebody plans: what she opened is not the newest any more. */
export async function touchPlan(trx: Transaction<Schema>, id: string): Promise<void> {
	await trx
		.updateTable('session')
		.set({ revision: sql<number>`revision + 1` })
		.where('id', '=', id)
		.execute();
}

/** A running session gets boards and lets go of others: one that is in another session stays there. */
export async function exchangeBoards(
	trx: Transaction<Schema>,
	sessionId: string,
	{ more, less }: { more: readonly string[]; less: readonly string[] }
): Promise<void> {
	if (more.length > 0) {
		await trx
			.updateTable('board')
			.set({ session_id: sessionId, held: null, turn: sql<number>`turn + 1` })
			.where('id', 'in', more)
			.where('session_id', 'is', null)
			.execute();
	}
	if (less.length > 0) {
		await trx
			.updateTable('board')
			.set({ session_id: null, held: null, turn: sql<number>`turn + 1` })
			.where('id', 'in', less)
			.where('session_id', '=', sessionId)
			.execute();
	}
}

/** A session that never began, with everything about it. False: it did begin, or is gone. */
export async function deleteSession(trx: Transaction<Schema>, id: string): Promise<boolean> {
	const planned = await trx
		.selectFrom('session')
		.select('id')
		.where('id', '=', id)
		.where('status', '=', 'planned')
		.executeTakeFirst();
	if (!planned) return false;
	for (const table of [
		'agenda_item',
		'session_role',
		'session_phase',
		'session_attendance',
		'session_event',
		'session_line'
	] as const) {
		await trx.deleteFrom(table).where('session_id', '=', id).execute();
	}
	await trx.deleteFrom('invitation').where('thing_id', '=', id).execute();
	const { numDeletedRows } = await trx
		.deleteFrom('session')
		.where('id', '=', id)
		.where('status', '=', 'planned')
		.executeTakeFirst();
	// Somebody began it between the two: all of the above is taken back.
	if (Number(numDeletedRows) !== 1) throw new Error(`session ${id} began while it was removed`);
	return true;
}
