import { error } from '@sveltejs/kit';
import type { Outcome } from '$lib/domain/outcome';
import type { Lab } from '$server/store/lab-repository.ts';
import { actorOf, orError } from './open-lab';

/** A page of a session, as it is asked for. */
interface Asked {
	locals: App.Locals;
	params: { session: string };
	request: Request;
}

/**
 * What a page shows that is only for some of those in a session: for the others it is not there. Who
 * asked something of it that is not hers is told so, if she may know of the session.
 */
export async function orNotThere<T>(
	{ locals, params, request }: Asked,
	lab: Lab,
	outcome: Outcome<T>
): Promise<T> {
	if (!outcome.ok && request.method === 'POST') {
		orError(await locals.services.sessions.find(actorOf(locals), lab, params.session));
		error(403);
	}
	return orError(outcome);
}
