import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { partRights } from '../../src/lib/domain/board-access.ts';
import type { Actor } from '../../src/lib/domain/access.ts';
import type { Clock } from '../../src/lib/domain/board-mode.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Board } from '../store/board-repository.ts';
import { changeGroup, placeInGroup, type Group } from '../store/group-repository.ts';
import { addMessage } from '../store/message-repository.ts';
import { changeMoment } from '../store/phase-repository.ts';
import type { ActParts, Given } from './board-acts.ts';
import { nextClock } from './board-lead.ts';
import { writesOn } from './board-people.ts';

type Command<Verb> = Extract<BoardCommand, { do: Verb }>;
/** What somebody does at a table: its host, anybody in it, or whoever leads. */
type AtTable = Command<'group-clock' | 'help'>;

/** Whether she may do this, at that table. */
export async function mayAtTable(
	{ groups }: Pick<ActParts, 'groups'>,
	actor: Actor,
	board: Board,
	isLeading: boolean,
	command: AtTable
): Promise<boolean> {
	if (command.group === null) return isLeading;
	const group = tableOf(await groups.list(board.id), actor, command);
	// Whoever leads hears that there is no such group; for others it is none of theirs.
	if (!group) return isLeading;
	const rights = partRights(actor, board, group, isLeading);
	if (command.do === 'group-clock') return rights.clock;
	return command.on ? rights.ask : rights.answer;
}

/** The one that is named, or else her own. */
function tableOf(
	groups: readonly Group[],
	{ memberId }: Actor,
	{ group }: AtTable
): Group | undefined {
	return groups.find(({ id, memberIds }) =>
		group === undefined ? memberIds.includes(memberId) : id === group
	);
}

export async function nameGroup(
	parts: ActParts,
	given: Given,
	{ group, name }: Command<'name-group'>
): Promise<Outcome> {
	return change(parts, given, group, { name });
}

/** A host sits at her table: whoever becomes one comes in that group. */
export async function setHost(
	parts: ActParts,
	given: Given,
	{ group, member }: Command<'host'>
): Promise<Outcome> {
	const { board } = given;
	const known = (await parts.groups.list(board.id)).find(({ id }) => id === group);
	if (!known) return refused('not-found');
	if (member === null) return change(parts, given, group, { hostId: null });
	const writes = await writesOn(parts, board, member);
	if (writes === null) return refused('not-found');
	if (!writes) return refused('invalid');
	await parts.store.transaction(async (trx) => {
		if (!known.memberIds.includes(member)) await placeInGroup(trx, board.id, member, group);
		await changeGroup(trx, group, { hostId: member });
		await changeMoment(trx, board.id, {});
	});
	return done();
}

/** Of one group or of all at once; those that have no clock to do that with stay as they are. */
export async function setGroupClock(
	parts: ActParts,
	{ board }: Given,
	command: Command<'group-clock'>
): Promise<Outcome> {
	const { group } = command;
	const groups = await parts.groups.list(board.id);
	const those = group === null ? groups : groups.filter(({ id }) => id === group);
	if (those.length === 0) return refused('not-found');
	const now = parts.now().getTime();
	const next = those.flatMap(({ id, clock }): { id: string; clock: Clock | null }[] => {
		const after = nextClock(clock, command, now);
		return after === undefined ? [] : [{ id, clock: after }];
	});
	if (next.length === 0) return refused('invalid');
	await parts.store.transaction(async (trx) => {
		for (const { id, clock } of next) await changeGroup(trx, id, { clock });
		await changeMoment(trx, board.id, {});
	});
	return done();
}

/** A table asks for somebody, from the first who does; or its call is answered. */
export async function callHelp(
	parts: ActParts,
	given: Given,
	command: Command<'help'>
): Promise<Outcome> {
	const { actor, board } = given;
	const group = tableOf(await parts.groups.list(board.id), actor, command);
	if (!group) return refused('not-found');
	if (command.on === (group.asksSince !== null)) return done();
	const asksSince = command.on ? parts.now().toISOString() : null;
	return change(parts, given, group.id, { asksSince });
}

/** Says something to one group at work, or to all. */
export async function sayToGroups(
	parts: ActParts,
	{ board }: Given,
	{ group, text, id = parts.newId() }: Command<'group-message'>
): Promise<Outcome> {
	const groups = await parts.groups.list(board.id);
	const isThere = group === null ? groups.length > 0 : groups.some((each) => each.id === group);
	if (!isThere) return refused('not-found');
	await parts.store.transaction(async (trx) => {
		await addMessage(trx, board.id, { id, groupId: group, text, at: parts.now().toISOString() });
		await changeMoment(trx, board.id, {});
	});
	return done();
}

async function change(
	{ store, groups }: ActParts,
	{ board }: Given,
	group: string,
	what: Parameters<typeof changeGroup>[2]
): Promise<Outcome> {
	if (!(await groups.list(board.id)).some(({ id }) => id === group)) return refused('not-found');
	await store.transaction(async (trx) => {
		await changeGroup(trx, group, what);
		await changeMoment(trx, board.id, {});
	});
	return done();
}
