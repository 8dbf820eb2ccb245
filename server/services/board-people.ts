import { rights } from '../../src/lib/domain/rights.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { Participant } from '../../src/lib/documents/board-phase.ts';
import type { ActParts, Given } from './board-acts.ts';

export interface KnownParticipant extends Participant {
	/** Leads by role, so is not divided over groups. */
	leads: boolean;
}

/** Who takes part in writing on this board: here now, or in the lab with the right to. By name. */
export async function participantsOf(
	{ members, groups, rooms, now }: Pick<ActParts, 'members' | 'groups' | 'rooms' | 'now'>,
	{ lab, board }: Pick<Given, 'lab' | 'board'>
): Promise<KnownParticipant[]> {
	const here = rooms.membersIn(boardDocument(board.id));
	const inGroup = new Map(
		(await groups.list(board.id)).flatMap(({ id, memberIds }) =>
			memberIds.map((member) => [member, id] as const)
		)
	);
	const today = now().toISOString();
	const people = await members.listOfLab(lab.id);
	return people
		.filter(({ endedAt, accessUntil }) => !endedAt && (!accessUntil || accessUntil > today))
		.filter(({ role, memberId }) => {
			const right = rights['board.write'][role];
			return right === 'ja' || (right === 'uitgenodigd' && here.has(memberId));
		})
		.map((person) => ({
			memberId: person.memberId,
			name: person.name,
			organisation: person.organisationLabel,
			domain: person.domain,
			isHere: here.has(person.memberId),
			group: inGroup.get(person.memberId) ?? null,
			leads: rights['board.facilitate'][person.role] === 'ja'
		}));
}
