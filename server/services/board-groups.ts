import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument, partDocument } from '../../src/lib/domain/document-name.ts';
import { groupFor, mix, type Mixable } from '../../src/lib/domain/mixing.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { Board } from '../store/board-repository.ts';
import { placeInGroup, replaceGroups, type Group } from '../store/group-repository.ts';
import { changeMoment } from '../store/phase-repository.ts';
import { eraseDocuments, listDocuments } from '../store/sql-update-log.ts';
import type { ActParts, Given } from './board-acts.ts';
import { participantsOf, writesOn, type KnownParticipant } from './board-people.ts';
import { hostsFor, seatHosts, type Table } from './table-hosts.ts';

/** People at a table, at most, where nobody said how many tables there are. */
const TABLE = 8;
const MOST_GROUPS = 12;

/**
 * Divides people over so many groups by the rules of mixing. Whoever hosts one stays in hers, and who
 * hosts in the session gets one.
 */
export async function formGroups(
	parts: ActParts,
	given: Given,
	{ count, of = 'here' }: Extract<BoardCommand, { do: 'groups' }>
): Promise<Outcome> {
	const { board } = given;
	const people = await participantsOf(parts, board);
	const before = await parts.groups.list(board.id);
	const keptOut = await parts.groups.listKeptOut(board.id);
	const there = people.filter(({ memberId, isHere, group }) => {
		// Who was placed and lost her line is not left out for that.
		const isThere = of === 'all' || isHere || (group !== null && board.mode === 'subgroep');
		return isThere && !keptOut.has(memberId);
	});
	const tables = Array.from({ length: count }, (_, i): Table => {
		return before[i] ?? { id: null, hostId: null };
	});
	const hosts = hostsFor(board, tables, there);
	for (const [i, { hostId }] of tables.entries()) if (hostId !== null) hosts.set(hostId, i);
	const divided = people
		.filter((person) => hosts.has(person.memberId) || (there.includes(person) && !person.leads))
		.map((person) => ({ ...mixable(person), ...hosting(hosts.get(person.memberId)) }));
	const groups = mix(divided, count, seedOf(`${board.id} ${board.turn}`));
	const prefix = partDocument(board.id, '');
	return parts.rooms.sealed(prefix, async () => {
		const documents = await listDocuments(parts.store.db, prefix);
		if (await hasCards(parts, documents)) return refused('already-done');
		await parts.store.transaction(async (trx) => {
			// Opened meanwhile, and as empty as the others.
			await eraseDocuments(trx, await listDocuments(trx, prefix));
			await replaceGroups(
				trx,
				board.id,
				groups.map(({ people: those }, position) => ({
					id: parts.newId(),
					name: before[position]?.name ?? `Groep ${position + 1}`,
					position,
					hostId: those.find(({ hosts: at }) => at === position)?.id ?? null,
					memberIds: those.map(({ id }) => id)
				}))
			);
			await changeMoment(trx, board.id, {});
		});
		await parts.rooms.remove(documents, 'documentGone');
		return done();
	});
}

/** Puts one person in a group, or in none: what she wrote in another stays there. */
export async function place(
	parts: ActParts,
	{ board }: Given,
	{ member, group }: Extract<BoardCommand, { do: 'place' }>
): Promise<Outcome> {
	const groups = await parts.groups.list(board.id);
	if (group !== null && !groups.some(({ id }) => id === group)) return refused('not-found');
	const writes = await writesOn(parts, board, member);
	if (writes === null) return refused('not-found');
	if (!writes && group !== null) return refused('invalid');
	await parts.store.transaction(async (trx) => {
		await placeInGroup(trx, board.id, member, group);
		await changeMoment(trx, board.id, {});
	});
	return done();
}

/**
 * A step in groups begins: there are some, whoever is here is in one, and who hosts in the session has
 * a table.
 */
export async function ensureGroups(parts: ActParts, given: Given): Promise<void> {
	const { board } = given;
	const groups = await parts.groups.list(board.id);
	if (groups.length === 0) {
		const here = parts.rooms.membersIn(boardDocument(board.id)).size;
		const count = here > 6 ? Math.max(3, Math.ceil(here / TABLE)) : 2;
		await formGroups(parts, given, { do: 'groups', count: Math.min(count, MOST_GROUPS) });
		return;
	}
	const before = await participantsOf(parts, board);
	const known = before.filter(({ isHere, group }) => isHere || group !== null);
	const isSeated = await seatHosts(parts, board, known);
	const people = isSeated ? await participantsOf(parts, board) : before;
	await placeLate(
		parts,
		board,
		people,
		people.filter(({ isHere }) => isHere)
	);
}

/** Somebody comes to a board whose groups are at work. True: she is in one from now on. */
export async function placeArriving(
	parts: ActParts,
	board: Board,
	memberId: string
): Promise<boolean> {
	const groups = await parts.groups.list(board.id);
	if (groups.some(({ memberIds }) => memberIds.includes(memberId))) return false;
	const people = await participantsOf(parts, board, memberId);
	const arriving = people.filter((person) => person.memberId === memberId);
	if (await seatHosts(parts, board, arriving)) return true;
	return (await placeLate(parts, board, people, arriving)) > 0;
}

/** Each of them in the smallest group that keeps the rules; not whom somebody kept out of all. */
async function placeLate(
	parts: Pick<ActParts, 'groups' | 'store'>,
	board: Board,
	people: readonly KnownParticipant[],
	late: readonly KnownParticipant[]
): Promise<number> {
	const groups = await parts.groups.list(board.id);
	const keptOut = await parts.groups.listKeptOut(board.id);
	const unplaced = late.filter(
		({ memberId, leads, group }) => !leads && group === null && !keptOut.has(memberId)
	);
	if (groups.length === 0 || unplaced.length === 0) return 0;
	const seats = seated(groups, people);
	await parts.store.transaction(async (trx) => {
		for (const person of unplaced) {
			const at = groupFor(mixable(person), seats);
			seats[at]?.push(mixable(person));
			await placeInGroup(trx, board.id, person.memberId, groups[at]?.id ?? null);
		}
		await changeMoment(trx, board.id, {});
	});
	return unplaced.length;
}

/** Who sits where, as the rules of mixing look at them. */
export function seated(groups: readonly Group[], people: readonly KnownParticipant[]): Mixable[][] {
	return groups.map(({ id }) => people.filter(({ group }) => group === id).map(mixable));
}

function mixable({ memberId, domain, organisation, role }: KnownParticipant): Mixable {
	return { id: memberId, domain, organisation, role };
}

function hosting(hosts: number | undefined): { hosts?: number } {
	return hosts === undefined ? {} : { hosts };
}

async function hasCards({ rooms }: ActParts, documents: readonly string[]): Promise<boolean> {
	for (const name of documents) {
		if (await rooms.read(name, (doc) => new BoardDocument(doc).size > 0)) return true;
	}
	return false;
}

/** The same words give the same number (FNV-1a): each time groups are made it is another turn. */
function seedOf(words: string): number {
	let hash = 0x811c9dc5;
	for (const letter of words) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
	return hash >>> 0;
}
