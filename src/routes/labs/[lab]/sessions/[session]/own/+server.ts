import { json } from '@sveltejs/kit';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { RequestHandler } from './$types';

/** What in a session is hers: her questions and answers, and for who runs it what waits. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	return json(orError(await locals.services.sessions.own(actorOf(locals), lab, params.session)));
};
