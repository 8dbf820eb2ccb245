import type { Transaction } from 'kysely';
import type { Db, Schema } from './schema.ts';

/** What whoever leads said to groups at work. */
export interface GroupMessage {
	id: string;
	/** Null: to all of them. */
	groupId: string | null;
	text: string;
	/** ISO 8601. */
	at: string;
}

/** As many are kept and shown as somebody still reads. */
const MOST = 20;

/** Messages to the groups of a board. */
export class MessageRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** The newest ones, oldest first. */
	async list(boardId: string): Promise<GroupMessage[]> {
		const rows = await this.#db
			.selectFrom('board_message')
			.select(['id', 'group_id', 'text', 'at'])
			.where('board_id', '=', boardId)
			.orderBy('at', 'desc')
			.orderBy('id')
			.limit(MOST)
			.execute();
		return rows.reverse().map(({ group_id, ...row }) => ({ ...row, groupId: group_id }));
	}
}

/** One more; what is older than the last ones goes. Sent again under the same id it is there once. */
export async function addMessage(
	trx: Transaction<Schema>,
	boardId: string,
	{ id, groupId, text, at }: GroupMessage
): Promise<void> {
	await trx
		.insertInto('board_message')
		.values({ id, board_id: boardId, group_id: groupId, text, at })
		.onConflict((conflict) => conflict.column('id').doNothing())
		.execute();
	const kept = await new MessageRepository(trx).list(boardId);
	await trx
		.deleteFrom('board_message')
		.where('board_id', '=', boardId)
		.where(
			'id',
			'not in',
			kept.map((each) => each.id)
		)
		.execute();
}
