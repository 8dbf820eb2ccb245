import type { Transaction } from 'kysely';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import type { Db, Schema } from './schema.ts';

type Trx = Transaction<Schema>;

/** How a board came to be marked as it is. */
export interface Marked {
	by: string;
	from: Tlp;
	/** ISO 8601. */
	at: string;
}

/** Members who were there, in the order in which they came on the list. */
export async function listAttendance(db: Db, boardId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('board_attendance')
		.select('member_id')
		.where('board_id', '=', boardId)
		.orderBy('added_at')
		.orderBy('member_id')
		.execute();
	return rows.map((row) => row.member_id);
}

/** Cards with a marking of their own. */
export async function listMarkings(db: Db, boardId: string): Promise<Record<string, Tlp>> {
	const rows = await db
		.selectFrom('card_marking')
		.select(['card_id', 'tlp'])
		.where('board_id', '=', boardId)
		.orderBy('card_id')
		.execute();
	return Object.fromEntries(rows.map((row) => [row.card_id, row.tlp]));
}

/** Marks a board; of its cards only these labels remain, the others are as the board. */
export async function markBoard(
	trx: Trx,
	boardId: string,
	{ tlp, kept, marked }: { tlp: Tlp; kept: readonly Tlp[]; marked: Marked }
): Promise<void> {
	await trx
		.updateTable('board')
		.set({ tlp, marked_by: marked.by, marked_from: marked.from, marked_at: marked.at })
		.where('id', '=', boardId)
		.execute();
	await trx
		.deleteFrom('card_marking')
		.where('board_id', '=', boardId)
		.$if(kept.length > 0, (query) => query.where('tlp', 'not in', kept))
		.execute();
}

/** Null: as its board. */
export async function markCard(
	trx: Trx,
	boardId: string,
	card: string,
	tlp: Tlp | null
): Promise<void> {
	await trx
		.deleteFrom('card_marking')
		.where('board_id', '=', boardId)
		.where('card_id', '=', card)
		.execute();
	if (tlp === null) return;
	await trx.insertInto('card_marking').values({ board_id: boardId, card_id: card, tlp }).execute();
}

/** These are on the list from here on; who was on it already stays as she is. */
export async function putOnList(
	trx: Trx,
	boardId: string,
	members: readonly string[],
	added: { by: string; at: Date }
): Promise<void> {
	if (members.length === 0) return;
	await trx
		.insertInto('board_attendance')
		.values(
			members.map((member) => ({
				board_id: boardId,
				member_id: member,
				added_by: added.by,
				added_at: added.at.toISOString()
			}))
		)
		.onConflict((conflict) => conflict.columns(['board_id', 'member_id']).doNothing())
		.execute();
}

export async function takeOffList(
	trx: Trx,
	boardId: string,
	members: readonly string[]
): Promise<void> {
	if (members.length === 0) return;
	await trx
		.deleteFrom('board_attendance')
		.where('board_id', '=', boardId)
		.where('member_id', 'in', members)
		.execute();
}
