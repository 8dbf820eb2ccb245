import { createHash } from 'node:crypto';
import type { Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import type { DeskPerson, DeskView } from '../../src/lib/documents/session-view.ts';
import type { Session } from '../store/session-repository.ts';
import { deskBallotsOf } from './open-ballots.ts';
import type { SessionParts } from './session-acts.ts';
import { deskBoardOf, type DeskBoardParts } from './session-desk-board.ts';

export type DeskParts = Pick<
	SessionParts,
	'sessions' | 'members' | 'presence' | 'ballots' | 'now'
> &
	DeskBoardParts;

/** The desk of a session, for one of those who run it; `actor` null: for who asks only if it changed. */
export async function deskOf(
	parts: DeskParts,
	actor: Actor | null,
	session: Session
): Promise<DeskView> {
	const lines = await parts.sessions.lines(session.id);
	const names = await parts.members.findAuthors(lines.map(({ memberId }) => memberId));
	const isLead = session.leadId === actor?.memberId;
	const lead = session.leadId && parts.presence.whereabouts(session)(session.leadId);
	return {
		people: await peopleOf(parts, session),
		notes: Object.fromEntries(
			session.items.filter(({ notes }) => notes !== '').map(({ id, notes }) => [id, notes])
		),
		lines: lines.map(({ id, memberId, at, text }) => ({
			id,
			name: names.get(memberId)?.name ?? '',
			isMine: memberId === actor?.memberId,
			at: Date.parse(at),
			text
		})),
		leadGone: lead && !isLead ? lead.goneSince : null,
		leadId: session.leadId,
		board: await deskBoardOf(parts, actor, session),
		ballots: await deskBallotsOf(parts, actor, session),
		order: [...(session.speaking?.order ?? [])]
	};
}

/** Whoever was seen or is expected: who is not where the session is comes first. */
async function peopleOf(parts: DeskParts, session: Session): Promise<DeskPerson[]> {
	const { sessions, members, presence, now } = parts;
	const seen = new Set((await sessions.attendance(session.id)).map(({ memberId }) => memberId));
	const today = now().toISOString();
	const expected = (await members.listOfLab(session.labId)).filter(
		({ memberId, role, endedAt, accessUntil }) =>
			!endedAt &&
			(!accessUntil || accessUntil > today) &&
			(seen.has(memberId) || session.roles.has(memberId) || rights['session.join'][role] === 'ja')
	);
	const place = await placeOf(
		parts,
		session,
		expected.map(({ memberId }) => memberId)
	);
	const whereabouts = presence.whereabouts(session);
	const people = expected.map((person) => {
		const { isHere, boards, goneSince } = whereabouts(person.memberId);
		return {
			memberId: person.memberId,
			name: person.name,
			initials: person.initials,
			organisation: person.organisationLabel,
			domain: person.domain,
			role: session.roles.get(person.memberId) ?? null,
			isHere,
			isOnBoard: place?.readers.has(person.memberId) ? boards.has(place.boardId) : null,
			goneSince: isHere || !seen.has(person.memberId) ? null : goneSince,
			wasSeen: seen.has(person.memberId)
		};
	});
	const rank = (person: DeskPerson) =>
		Number(person.isHere) + Number(person.isHere && person.isOnBoard !== false);
	return people.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** The board of this moment, and who of these may read it; null: there is none. */
async function placeOf(
	{ boards, members, now }: DeskParts,
	session: Session,
	people: readonly string[]
): Promise<{ boardId: string; readers: ReadonlySet<string> } | null> {
	const boardId = session.items.find(({ id }) => id === session.itemId)?.boardId;
	const board = boardId ? await boards.find(boardId) : null;
	if (!board) return null;
	const actors = [...(await members.findActors(people, now())).values()];
	const readers = actors.filter((actor) => readsBoard(actor, board));
	return { boardId: board.id, readers: new Set(readers.map(({ memberId }) => memberId)) };
}

/** Other whenever somebody at the desk would see something else; nothing of it can be read from this. */
export async function signOfDesk(parts: DeskParts, session: Session): Promise<string> {
	const view = await deskOf(parts, null, session);
	return createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16);
}
