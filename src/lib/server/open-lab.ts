import { error } from '@sveltejs/kit';
import { statusOf, type Outcome } from '$lib/domain/outcome';
import { roleIn, type Actor } from '$lib/domain/access';
import { rights } from '$lib/domain/rights';
import type { Lab } from '$server/store/lab-repository.ts';

/** The value of an outcome, or the page that says why there is none. */
export function orError<T>(outcome: Outcome<T>): T {
	if (!outcome.ok) error(statusOf[outcome.reason]);
	return outcome.value;
}

/** hooks.server.ts lets nobody without a sign-in come here. */
export function actorOf(locals: App.Locals): Actor {
	if (!locals.actor) error(401);
	return locals.actor;
}

/** The lab of this address, if this actor may read it: else 404, as if it were not there. */
export async function openLab(locals: App.Locals, idOrSlug: string): Promise<Lab> {
	return orError(await locals.services.labs.open(actorOf(locals), idOrSlug));
}

/** The same for what guests, who are invited to one thing at a time, are not shown. */
export async function openLabInside(locals: App.Locals, idOrSlug: string): Promise<Lab> {
	const lab = await openLab(locals, idOrSlug);
	if (isGuest(actorOf(locals), lab)) error(404);
	return lab;
}

export function isGuest(actor: Actor, lab: Pick<Lab, 'id'>): boolean {
	const role = roleIn(actor, lab.id);
	return role !== null && rights['board.read'][role] === 'uitgenodigd';
}
