import { error, fail, redirect } from '@sveltejs/kit';
import { statusOf } from '$lib/domain/outcome';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const casus = orError(await locals.services.casus.view(actorOf(locals), lab, params.board));
	if (casus.harvested === null) error(404);
	return { board: params.board, harvested: casus.harvested };
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const actor = actorOf(locals);
		const lab = await openLab(locals, params.lab);
		const { commands } = locals.services;
		const outcome = await commands.run(actor, lab, params.board, { do: 'withdraw' });
		if (!outcome.ok) return fail(statusOf[outcome.reason], { reason: outcome.reason });
		redirect(303, `/labs/${lab.slug}/boards?withdrawn`);
	}
};
