import { fail, redirect } from '@sveltejs/kit';
import { statusOf } from '$lib/domain/outcome';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	return { board: orError(await locals.services.boards.open(actor, lab, params.board)) };
};

export const actions: Actions = {
	/** The anonymity check by a second person. */
	sign: async ({ locals, params }) => {
		const actor = actorOf(locals);
		const lab = await openLab(locals, params.lab);
		const outcome = await locals.services.boards.sign(actor, lab, params.board);
		if (!outcome.ok) return fail(statusOf[outcome.reason], { reason: outcome.reason });
		redirect(303, `/labs/${params.lab}/boards/${params.board}`);
	}
};
