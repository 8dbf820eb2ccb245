import { json } from '@sveltejs/kit';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { RequestHandler } from './$types';

/** Where the board is in its method now, as this reader may see it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const { boards } = locals.services;
	return json(orError(await boards.phase(actorOf(locals), lab, params.board)));
};
