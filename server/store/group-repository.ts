import type { Transaction } from 'kysely';
import type { Clock } from '../../src/lib/domain/board-mode.ts';
import type { Db, Schema } from './schema.ts';

export interface Group {
	id: string;
	name: string;
	memberIds: string[];
	/** One of them, who keeps the table going. */
	hostId: string | null;
	clock: Clock | null;
	/** Since when (ISO 8601) its table asks for somebody. */
	asksSince: string | null;
}

/** A group as it is made. */
export type NewGroup = { position: number } & Pick<Group, 'id' | 'name' | 'hostId' | 'memberIds'>;

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
			.select(['id', 'name', 'host_id', 'clock', 'asks_since'])
			.where('board_id', '=', boardId)
			.orderBy('position')
			.execute();
		const members = await this.#db
			.selectFrom('board_group_member')
			.select(['group_id', 'member_id'])
			.where('board_id', '=', boardId)
			.orderBy('member_id')
			.execute();
		return groups.map(({ id, name, host_id, clock, asks_since }) => ({
			id,
			name,
			memberIds: members.flatMap((row) => (row.group_id === id ? row.member_id : [])),
			hostId: host_id,
			clock: clock === null ? null : (JSON.parse(clock) as Clock),
			asksSince: asks_since
		}));
	}

	/** Who is in no group because somebody said so. */
	async listKeptOut(boardId: string): Promise<Set<string>> {
		const rows = await this.#db
			.selectFrom('board_group_member')
			.select('member_id')
			.where('board_id', '=', boardId)
			.where('group_id', 'is', null)
			.orderBy('member_id')
			.execute();
		return new Set(rows.map(({ member_id }) => member_id));
	}
}

/** Other groups in the place of those there are; what was said to one of these goes with it. */
export async function replaceGroups(
	trx: Transaction<Schema>,
	boardId: string,
	groups: readonly NewGroup[]
): Promise<void> {
	await trx
		.deleteFrom('board_message')
		.where('board_id', '=', boardId)
		.where('group_id', 'is not', null)
		.execute();
	await trx
		.deleteFrom('board_group_member')
		.where('board_id', '=', boardId)
		.where('group_id', 'is not', null)
		.execute();
	await trx.deleteFrom('board_group').where('board_id', '=', boardId).execute();
	for (const { id, name, position, hostId, memberIds } of groups) {
		await trx
			.insertInto('board_group')
			.values({ id, board_id: boardId, name, position, host_id: hostId })
			.execute();
		for (const member of memberIds) await placeInGroup(trx, boardId, member, id);
	}
}

/** Puts a member in a group, or by hand in none. Whoever hosted another does not any more. */
export async function placeInGroup(
	trx: Transaction<Schema>,
	boardId: string,
	memberId: string,
	groupId: string | null
): Promise<void> {
	await trx
		.updateTable('board_group')
		.set({ host_id: null })
		.where('board_id', '=', boardId)
		.where('host_id', '=', memberId)
		.where('id', '<>', groupId ?? '')
		.execute();
	await trx
		.deleteFrom('board_group_member')
		.where('board_id', '=', boardId)
		.where('member_id', '=', memberId)
		.execute();
	await trx
		.insertInto('board_group_member')
		.values({ board_id: boardId, member_id: memberId, group_id: groupId })
		.execute();
}

/** Changes something of one group; what is left out stays. */
export async function changeGroup(
	trx: Transaction<Schema>,
	groupId: string,
	{ name, hostId, clock, asksSince }: Partial<Omit<Group, 'id' | 'memberIds'>>
): Promise<void> {
	await trx
		.updateTable('board_group')
		.set({
			...(name === undefined ? {} : { name }),
			...(hostId === undefined ? {} : { host_id: hostId }),
			...(clock === undefined ? {} : { clock: clock && JSON.stringify(clock) }),
			...(asksSince === undefined ? {} : { asks_since: asksSince })
		})
		.where('id', '=', groupId)
		.execute();
}

/** Groups begin to work anew: no clock runs, nobody asks, and nothing was said to them. */
export async function quietGroups(trx: Transaction<Schema>, boardId: string): Promise<void> {
	await trx
		.updateTable('board_group')
		.set({ clock: null, asks_since: null })
		.where('board_id', '=', boardId)
		.execute();
	await trx.deleteFrom('board_message').where('board_id', '=', boardId).execute();
}
