import { can, roleIn, type Actor } from './access.ts';
import { rights } from './rights.ts';

/** What a member is in one session; the others take part. */
export const assignments = ['lead', 'co', 'host'] as const;
export type Assignment = (typeof assignments)[number];

/** What decides who may see and run a session. */
export interface SessionRights {
	id: string;
	labId: string;
	/** Members with a task in it. */
	roles: ReadonlyMap<string, Assignment>;
}

function sessionThing({ id, labId }: SessionRights) {
	return { id, labId };
}

/** Whether she may know of the session and be there. */
export function joinsSession(actor: Actor, session: SessionRights): boolean {
	const isAssigned = session.roles.has(actor.memberId) && roleIn(actor, session.labId) !== null;
	return isAssigned || can(actor, 'session.join', sessionThing(session));
}

/** Whether she runs it: leads, or helps to. */
export function runsSession(actor: Actor, session: SessionRights): boolean {
	const role = session.roles.get(actor.memberId);
	return (role === 'lead' || role === 'co') && joinsSession(actor, session);
}

/** Whether she makes and changes its plan, and reads what is only for who leads. */
export function plansSession(actor: Actor, session: SessionRights): boolean {
	return runsSession(actor, session) || can(actor, 'session.plan', sessionThing(session));
}

/**
 * Whether she says who leads while it runs: who was appointed to, or plans sessions of the lab. Who
 * helps takes over from somebody who is gone, and nothing more.
 */
export function namesLead(actor: Actor, session: SessionRights): boolean {
	const isLead = session.roles.get(actor.memberId) === 'lead' && joinsSession(actor, session);
	return isLead || can(actor, 'session.plan', sessionThing(session));
}

/** Whether she brings in anything herself: who looks on writes nowhere. */
export function writesInSession(actor: Actor, session: SessionRights): boolean {
	const role = roleIn(actor, session.labId);
	return role !== null && rights['board.write'][role] !== 'nee' && joinsSession(actor, session);
}

/** Whether her answer counts where the group is asked. */
export function answersInSession(actor: Actor, session: SessionRights): boolean {
	return joinsSession(actor, session) && can(actor, 'session.vote', sessionThing(session));
}

/** Whether she lets people from outside the lab into it: leads it, or invites guests of the lab. */
export function letsGuestsIn(actor: Actor, session: SessionRights): boolean {
	return (
		session.roles.get(actor.memberId) === 'lead' ||
		can(actor, 'guest.invite', sessionThing(session))
	);
}
