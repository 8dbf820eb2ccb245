import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { NewBoard } from '$server/services/board-service.ts';
import { can } from '$lib/domain/access';
import { statusOf } from '$lib/domain/outcome';
import { formOf, problemsOf } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const { boards } = locals.services;
	const lab = await openLab(locals, params.lab);
	const mayStart = can(actor, 'board.create', { labId: lab.id });
	return {
		boards: await boards.list(actor, lab),
		mayStart,
		/** What she brings stays with few until somebody else has read it. */
		bringsCasus: can(actor, 'casus.bring', { labId: lab.id }),
		methods: mayStart
			? (await boards.listTemplates(lab)).map(({ key, template }) => ({
					key,
					name: template.name,
					purpose: template.purpose,
					minutes: template.totalMinutes
				}))
			: []
	};
};

export const actions: Actions = {
	create: async ({ locals, params, request }) => {
		const values = await formOf(request);
		const form = v.safeParse(NewBoard, { template: '', title: '', question: '', ...values });
		if (!form.success) return fail(400, { problems: problemsOf(form.issues), values });
		const lab = await openLab(locals, params.lab);
		const outcome = await locals.services.boards.create(actorOf(locals), lab, form.output);
		if (!outcome.ok) {
			const { reason, field = reason === 'invalid' ? 'template' : '' } = outcome;
			return fail(statusOf[reason], { problems: { [field]: reason }, values });
		}
		redirect(303, `/labs/${lab.slug}/boards/${outcome.value}`);
	}
};
