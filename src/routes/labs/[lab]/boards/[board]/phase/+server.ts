import { error, json } from '@sveltejs/kit';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { RequestHandler } from './$types';

/** Where the board is in its method now, as this reader may see it; 410 when it was taken back. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { boards } = locals.services;
	const phase = await boards.phase(actor, lab, params.board);
	if (!phase.ok && (await boards.withdrawn(actor, lab, params.board)).ok) error(410);
	return json(orError(phase));
};
