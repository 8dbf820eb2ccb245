import { fail, redirect } from '@sveltejs/kit';
import { CasusForm } from '$server/services/casus-form.ts';
import { statusOf } from '$lib/domain/outcome';
import { parseCasus } from '$lib/server/casus-form';
import { readForm } from '$lib/server/form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { casus, allowed } = locals.services;
	const board = orError(await casus.toRevise(actor, lab, params.board));
	return { board, choices: await casus.choices(actor, lab), agreed: await allowed.ofLab(lab) };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const lab = await openLab(locals, params.lab);
		const agreed = await locals.services.allowed.ofLab(lab);
		const { output, problems, sent } = parseCasus(CasusForm, await readForm(request), agreed);
		if (!output) return fail(400, { problems, sent });
		const actor = actorOf(locals);
		const outcome = await locals.services.casus.revise(actor, lab, params.board, output);
		if (outcome.ok) redirect(303, `/labs/${lab.slug}/boards/${params.board}`);
		const { reason } = outcome;
		return fail(statusOf[reason], { problems: { '': reason }, sent });
	}
};
