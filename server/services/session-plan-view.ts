import type { Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import { LED_ALONE } from '../../src/lib/domain/session.ts';
import type { PlanBoard, PlanMember, PlanView } from '../../src/lib/documents/session-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Session } from '../store/session-repository.ts';
import type { SessionParts } from './session-acts.ts';

type ViewParts = Pick<SessionParts, 'sessions' | 'boards' | 'members' | 'now'>;

/** A plan with all that is chosen from while somebody makes it. */
export async function planViewOf(
	parts: ViewParts,
	{ actor, lab }: { actor: Actor; lab: Lab },
	session: Session
): Promise<PlanView> {
	const members = await planMembers(parts, session);
	const expected = members.filter(({ isExpected }) => isExpected).length;
	const { id, title, goal, roomLink, startsAt, status, revision, items } = session;
	return {
		...{ id, title, goal, roomLink, startsAt, status, revision, items },
		ran: [...(await itemsRan(parts, session))],
		boards: await planBoards(parts, actor, lab),
		members: members.map(({ isExpected, ...member }) => {
			void isExpected;
			return member;
		}),
		expected,
		needsCo: expected > LED_ALONE && !members.some(({ role }) => role === 'co')
	};
}

/** Ids of the items that ran or run. */
export async function itemsRan(
	{ sessions }: Pick<ViewParts, 'sessions'>,
	session: Pick<Session, 'id' | 'itemId'>
): Promise<Set<string>> {
	const phases = await sessions.phases(session.id);
	const ran = phases.filter(({ isUndone }) => !isUndone).map(({ itemId }) => itemId);
	return new Set(session.itemId === null ? ran : [session.itemId, ...ran]);
}

/** Boards she may put on an agenda, newest first. */
export async function planBoards(
	{ boards }: Pick<ViewParts, 'boards'>,
	actor: Actor,
	lab: Lab
): Promise<PlanBoard[]> {
	const readable = (await boards.listOfLab(lab.id)).filter((board) => readsBoard(actor, board));
	return Promise.all(
		readable.map(async ({ id, title, templateId }) => {
			const template = (await boards.findTemplate(templateId))?.template;
			const steps = (template?.steps ?? []).map(({ n, name }) => ({ n, name }));
			return { id, title, steps, noSums: template?.noSums ?? false };
		})
	);
}

/** Members now, by name, with their task in it and whether they are expected. */
export async function planMembers(
	{ members, now }: Pick<ViewParts, 'members' | 'now'>,
	session: Pick<Session, 'labId' | 'roles'>
): Promise<(PlanMember & { isExpected: boolean })[]> {
	const today = now().toISOString();
	return (await members.listOfLab(session.labId))
		.filter(({ endedAt, accessUntil }) => !endedAt && (!accessUntil || accessUntil > today))
		.map(({ memberId, name, organisationLabel, role }) => ({
			memberId,
			name,
			organisation: organisationLabel,
			role: session.roles.get(memberId) ?? null,
			isExpected: session.roles.has(memberId) || rights['session.join'][role] === 'ja'
		}));
}
