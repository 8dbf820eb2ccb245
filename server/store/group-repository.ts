import type { Transaction } from 'kysely';
import type { Db, Schema } from './schema.ts';

export interface Group {
	id: string;
	name: string;
	memberIds: string[];
}

/** Subgroups of a board and who is in them. */
export class GroupRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** Groups of a board in their order. */
	async list(boardId: string): Promise<Group[]> {
		const groups = await this.#db
			.selectFrom('board_group')
			.select(['id', 'name'])
			.where('board_id', '=', boardId)
			.orderBy('position')
			.execute();
		const members = await this.#db
			.selectFrom('board_group_member')
			.select(['group_id', 'member_id'])
			.where('board_id', '=', boardId)
			.orderBy('member_id')
			.execute();
		return groups.map((group) => ({
			...group,
			memberIds: members.flatMap((row) => (row.group_id === group.id ? row.member_id : []))
		}));
	}
}

export async function addGroup(
	trx: Transaction<Schema>,
	boardId: string,
	group: { id: string; name: string; position: number }
): Promise<void> {
	await trx
		.insertInto('board_group')
		.values({ ...group, board_id: boardId })
		.execute();
}

/** Puts a member in a group, or in none. */
export async function placeInGroup(
	trx: Transaction<Schema>,
	boardId: string,
	memberId: string,
	groupId: string | null
): Promise<void> {
	await trx
		.deleteFrom('board_group_member')
		.where('board_id', '=', boardId)
		.where('member_id', '=', memberId)
		.execute();
	if (groupId === null) return;
	await trx
		.insertInto('board_group_member')
		.values({ board_id: boardId, member_id: memberId, group_id: groupId })
		.execute();
}

export async function removeGroups(trx: Transaction<Schema>, boardId: string): Promise<void> {
	await trx.deleteFrom('board_group_member').where('board_id', '=', boardId).execute();
	await trx.deleteFrom('board_group').where('board_id', '=', boardId).execute();
}
