import { json } from '@sveltejs/kit';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { RequestHandler } from './$types';

/** Authors of the cards on the board now, as this reader may see them. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const { boards } = locals.services;
	return json(orError(await boards.authors(actorOf(locals), lab, params.board)));
};
