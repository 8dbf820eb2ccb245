import { can, type Actor } from '$lib/domain/access';
import type { Assignment } from '$lib/domain/session-access';
import type { Services } from '$server/services.ts';
import type { Lab } from '$server/store/lab-repository.ts';
import { namesOf, sessionsOf, type HomeSession } from './lab-home';

export interface ListedSession extends HomeSession {
	/** What she is in it. */
	role: Assignment | null;
	/** She makes its plan. */
	plans: boolean;
	/** Its time is over and it never began. */
	isMissed: boolean;
}

export interface SessionLists {
	running: ListedSession[];
	coming: ListedSession[];
	/** Newest first. */
	past: ListedSession[];
}

/** Sessions and rounds of a lab by where they are now, for one who may know of them. */
export async function readSessions(
	services: Services,
	actor: Actor,
	lab: Lab
): Promise<SessionLists> {
	const meetings = await services.sessions.list(actor, lab);
	const items = await services.labs.listItems(actor, lab, 'session');
	const experts = items.flatMap(({ data }) =>
		typeof data['expertId'] === 'string' ? data['expertId'] : []
	);
	const nameOf = namesOf(await services.people.findAuthors(experts), lab.attribution);
	const byId = new Map(meetings.map((meeting) => [meeting.id, meeting]));
	const plansAll = can(actor, 'session.plan', { labId: lab.id });
	const now = services.now().getTime();
	const all = sessionsOf(meetings, items, nameOf).map((session): ListedSession => {
		const meeting = byId.get(session.id);
		const role = meeting?.role ?? null;
		const ends = meeting ? Date.parse(meeting.startsAt) + meeting.minutes * 60_000 : Infinity;
		return {
			...session,
			role,
			plans: meeting !== undefined && (plansAll || role === 'lead' || role === 'co'),
			isMissed: meeting?.status === 'planned' && ends < now
		};
	});
	const isPast = ({ status, isMissed }: ListedSession) => status === 'afgerond' || isMissed;
	return {
		running: all.filter(({ status }) => status === 'loopt'),
		coming: all.filter((session) => session.status === 'gepland' && !isPast(session)),
		past: all.filter(isPast).reverse()
	};
}
