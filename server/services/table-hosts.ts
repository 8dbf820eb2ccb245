import type { Board } from '../store/board-repository.ts';
import { changeGroup, placeInGroup, type Group } from '../store/group-repository.ts';
import { changeMoment } from '../store/phase-repository.ts';
import type { ActParts } from './board-acts.ts';
import type { KnownParticipant } from './board-people.ts';

/** A group to host; `id` null: it is still to be made. */
export type Table = Pick<Group, 'hostId'> & { id: string | null };

/**
 * Which table (by its index) each of those who host in the session gets: one each, and only where
 * nobody hosts yet, for whoever was chosen by hand goes before. Whoever sits at one hosts that.
 */
export function hostsFor(
	{ sessionHosts }: Pick<Board, 'sessionHosts'>,
	tables: readonly Table[],
	people: readonly KnownParticipant[]
): Map<string, number> {
	const hosting = new Set(tables.map(({ hostId }) => hostId));
	const free = people
		.filter(({ memberId }) => sessionHosts.has(memberId) && !hosting.has(memberId))
		.sort((a, b) => Number(b.isHere) - Number(a.isHere));
	const given = new Map<number, string>();
	const give = (isHers: (person: KnownParticipant, table: Table) => boolean) => {
		for (const [at, table] of tables.entries()) {
			if (table.hostId !== null || given.has(at)) continue;
			const next = free.findIndex((person) => isHers(person, table));
			for (const { memberId } of next < 0 ? [] : free.splice(next, 1)) given.set(at, memberId);
		}
	};
	give(({ group }, { id }) => group !== null && group === id);
	give(() => true);
	return new Map([...given].map(([at, memberId]) => [memberId, at]));
}

/** Gives tables that have no host one of these, where they host in the session. True: somebody got one. */
export async function seatHosts(
	{ groups, store }: Pick<ActParts, 'groups' | 'store'>,
	board: Board,
	people: readonly KnownParticipant[]
): Promise<boolean> {
	if (!people.some(({ memberId }) => board.sessionHosts.has(memberId))) return false;
	const tables = await groups.list(board.id);
	const keptOut = await groups.listKeptOut(board.id);
	const allowed = people.filter(({ memberId }) => !keptOut.has(memberId));
	const hosts = [...hostsFor(board, tables, allowed)].flatMap(([hostId, at]) => {
		const table = tables[at];
		return table ? { hostId, table } : [];
	});
	if (hosts.length === 0) return false;
	await store.transaction(async (trx) => {
		for (const { hostId, table } of hosts) {
			// She sits at her table.
			if (!table.memberIds.includes(hostId)) await placeInGroup(trx, board.id, hostId, table.id);
			await changeGroup(trx, table.id, { hostId });
		}
		await changeMoment(trx, board.id, {});
	});
	return true;
}
