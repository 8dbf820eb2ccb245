import { error, fail, redirect } from '@sveltejs/kit';
import { NewCasus } from '$server/services/casus-form.ts';
import { can } from '$lib/domain/access';
import { statusOf } from '$lib/domain/outcome';
import { parseCasus } from '$lib/server/casus-form';
import { readForm } from '$lib/server/form';
import { methodsOf } from '$lib/server/methods';
import { actorOf, openLab } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	if (!can(actor, 'casus.bring', { labId: lab.id })) {
		// Who starts boards otherwise does so on the page of boards; for others there is no such page.
		if (can(actor, 'board.create', { labId: lab.id }))
			redirect(303, `/labs/${lab.slug}/boards#start`);
		error(404);
	}
	const { casus, allowed } = locals.services;
	return {
		choices: await casus.choices(actor, lab),
		agreed: await allowed.ofLab(lab),
		methods: await methodsOf(locals.services, lab),
		composes: url.searchParams.has('compose')
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const lab = await openLab(locals, params.lab);
		const agreed = await locals.services.allowed.ofLab(lab);
		const { output, problems, sent } = parseCasus(NewCasus, await readForm(request), agreed);
		// She is shown the way, and nothing of what she typed comes back.
		if (sent.values['person'] === 'yes') return fail(400, { isAboutPerson: true });
		if (!output) return fail(400, { problems, sent });
		const outcome = await locals.services.casus.bring(actorOf(locals), lab, output);
		if (outcome.ok) redirect(303, `/labs/${lab.slug}/boards/${outcome.value}`);
		const { reason } = outcome;
		return fail(statusOf[reason], { problems: { '': reason }, sent });
	}
};
