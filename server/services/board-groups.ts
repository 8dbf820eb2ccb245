import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument, partDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { Participant } from '../../src/lib/documents/board-phase.ts';
import { addGroup, placeInGroup, removeGroups } from '../store/group-repository.ts';
import { changeMoment } from '../store/phase-repository.ts';
import { eraseDocuments, listDocuments } from '../store/sql-update-log.ts';
import type { ActParts, Given } from './board-acts.ts';
import { participantsOf } from './board-people.ts';

/** Divides whoever is here over so many groups, both domains and all organisations spread. */
export async function formGroups(
	parts: ActParts,
	given: Given,
	{ count }: Extract<BoardCommand, { do: 'groups' }>
): Promise<Outcome> {
	const { board } = given;
	const people = await participantsOf(parts, given);
	const groups = mixed(
		people.filter(({ isHere, leads }) => isHere && !leads),
		count
	);
	const prefix = partDocument(board.id, '');
	return parts.rooms.sealed(prefix, async () => {
		const documents = await listDocuments(parts.store.db, prefix);
		if (await hasCards(parts, documents)) return refused('already-done');
		await parts.store.transaction(async (trx) => {
			// Opened meanwhile, and as empty as the others.
			await eraseDocuments(trx, await listDocuments(trx, prefix));
			await removeGroups(trx, board.id);
			for (const [position, members] of groups.entries()) {
				const id = parts.newId();
				await addGroup(trx, board.id, { id, name: `Groep ${position + 1}`, position });
				for (const { memberId } of members) await placeInGroup(trx, board.id, memberId, id);
			}
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
	const roles = await parts.members.rolesIn(board.labId, [member]);
	if (!roles.has(member)) return refused('not-found');
	await parts.store.transaction((trx) => placeInGroup(trx, board.id, member, group));
	await parts.phases.change(board.id, {});
	return done();
}

async function hasCards({ rooms }: ActParts, documents: readonly string[]): Promise<boolean> {
	for (const name of documents) {
		if (await rooms.read(name, (doc) => new BoardDocument(doc).size > 0)) return true;
	}
	return false;
}

/** Dealt out by domain and then organisation: neighbours in that order never sit together. */
export function mixed<T extends Pick<Participant, 'domain' | 'organisation' | 'name'>>(
	people: readonly T[],
	count: number
): T[][] {
	const sorted = [...people].sort(
		(a, b) =>
			a.domain.localeCompare(b.domain) ||
			a.organisation.localeCompare(b.organisation) ||
			a.name.localeCompare(b.name)
	);
	const groups: T[][] = Array.from({ length: count }, () => []);
	for (const [i, person] of sorted.entries()) groups[i % count]?.push(person);
	return groups;
}

/** A step in groups begins: there are some, and whoever is here is in one. */
export async function ensureGroups(parts: ActParts, given: Given): Promise<void> {
	const { board } = given;
	const groups = await parts.groups.list(board.id);
	if (groups.length === 0) {
		const here = parts.rooms.membersIn(boardDocument(board.id)).size;
		await formGroups(parts, given, { do: 'groups', count: here > 6 ? 3 : 2 });
		return;
	}
	const people = await participantsOf(parts, given);
	const unplaced = people.filter(({ isHere, leads, group }) => isHere && !leads && group === null);
	await parts.store.transaction(async (trx) => {
		for (const { memberId } of unplaced) {
			const [smallest] = groups.sort((a, b) => a.memberIds.length - b.memberIds.length);
			if (!smallest) return;
			smallest.memberIds.push(memberId);
			await placeInGroup(trx, board.id, memberId, smallest.id);
		}
	});
}
