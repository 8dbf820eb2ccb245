import { json } from '@sveltejs/kit';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { RequestHandler } from './$types';

/** What those who run the session see of it now; to others it is not there. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	return json(orError(await locals.services.sessions.desk(actorOf(locals), lab, params.session)));
};
