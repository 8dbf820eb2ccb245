import { mayContribute } from '../../src/lib/domain/board-access.ts';
import { rights, type Role } from '../../src/lib/domain/rights.ts';
import { roleIn } from '../../src/lib/domain/access.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { Attendee, Participant } from '../../src/lib/documents/board-phase.ts';
import type { Board } from '../store/board-repository.ts';
import type { LabMember, MemberRepository } from '../store/member-repository.ts';
import { listAttendance } from '../store/marking-repository.ts';
import type { ActParts, Given } from './board-acts.ts';

export interface KnownParticipant extends Participant {
	/** Leads by role or runs its session, so is not divided over groups. */
	leads: boolean;
	role: Role;
}

/**
 * Who takes part in writing on this board: here now, or in the lab with the right to. By name.
 * `arriving` is about to be here.
 */
export async function participantsOf(
	{ members, groups, rooms, now }: Pick<ActParts, 'members' | 'groups' | 'rooms' | 'now'>,
	board: Board,
	arriving?: string
): Promise<KnownParticipant[]> {
	const here = rooms.membersIn(boardDocument(board.id));
	if (arriving !== undefined) here.add(arriving);
	const inGroup = new Map(
		(await groups.list(board.id)).flatMap(({ id, memberIds }) =>
			memberIds.map((member) => [member, id] as const)
		)
	);
	const people = await presentMembers(members, board.labId, now());
	return people
		.filter(
			({ memberId }) =>
				board.tlp !== 'red' || here.has(memberId) || board.attendance.includes(memberId)
		)
		.filter(({ role, memberId }) => {
			const right = rights['board.write'][role];
			const isGuestHere = here.has(memberId) || inGroup.has(memberId);
			return right === 'ja' || (right === 'uitgenodigd' && isGuestHere);
		})
		.map((person) => ({
			memberId: person.memberId,
			name: person.name,
			organisation: person.organisationLabel,
			domain: person.domain,
			isHere: here.has(person.memberId),
			group: inGroup.get(person.memberId) ?? null,
			leads:
				rights['board.facilitate'][person.role] === 'ja' || board.sessionLeads.has(person.memberId),
			role: person.role
		}));
}

/** Whether somebody writes on this board, at this moment; null: there is no such member. */
export async function writesOn(
	{ members, now }: Pick<ActParts, 'members' | 'now'>,
	board: Board,
	memberId: string
): Promise<boolean | null> {
	const actor = await members.findActor(memberId, now());
	if (!actor || roleIn(actor, board.labId) === null) return null;
	return mayContribute(actor, board);
}

/** Who can be on the list of who was there. By name. */
export async function attendeesOf(
	{ store, members, rooms, now }: Pick<ActParts, 'store' | 'members' | 'rooms' | 'now'>,
	{ actor, lab, board }: Pick<Given, 'actor' | 'lab' | 'board'>
): Promise<Attendee[]> {
	const here = rooms.membersIn(boardDocument(board.id));
	const list = new Set(await listAttendance(store.db, board.id));
	const people = await presentMembers(members, lab.id, now());
	/** They say who is on it: nobody of them is put off her own list. */
	const always = [actor.memberId, board.contributorId ?? board.createdBy];
	return people
		.filter(({ role }) => rights['board.readRed'][role] !== 'nee')
		.map(({ memberId, name, organisationLabel, role }) => {
			const isFixed = always.includes(memberId) || rights['board.facilitate'][role] === 'ja';
			return {
				memberId,
				name,
				organisation: organisationLabel,
				isHere: here.has(memberId),
				// As long as there is no list these read it, and nobody else.
				isOnList: list.size > 0 ? list.has(memberId) : isFixed,
				isFixed
			};
		});
}

async function presentMembers(
	members: MemberRepository,
	labId: string,
	now: Date
): Promise<LabMember[]> {
	const today = now.toISOString();
	return (await members.listOfLab(labId)).filter(
		({ endedAt, accessUntil }) => !endedAt && (!accessUntil || accessUntil > today)
	);
}
