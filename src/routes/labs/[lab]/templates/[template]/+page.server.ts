import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { statusOf } from '$lib/domain/outcome';
import { readForm } from '$lib/server/form';
import { actorOf, openLabInside, orError } from '$lib/server/open-lab';
import { AdaptForm } from '$lib/server/template-form';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = actorOf(locals);
	const { templates, allowed } = locals.services;
	const lab = await openLabInside(locals, params.lab);
	const { shown, newestOwn } = orError(await templates.open(actor, lab, params.template));
	const mayAdapt = templates.mayAdapt(actor, lab);
	const isEditing = url.searchParams.has('edit');
	if (isEditing && !mayAdapt) error(404);
	return {
		shown,
		newestOwn: newestOwn && { id: newestOwn.id, version: newestOwn.version },
		mayAdapt,
		isEditing,
		isSaved: url.searchParams.has('saved'),
		agreed: isEditing ? await allowed.ofLab(lab) : []
	};
};

type Asked = RequestEvent<{ lab: string; template: string }>;

/** Out of the choices, or back in: without JavaScript too. */
function choose(did: 'withdraw' | 'put_back') {
	return async ({ locals, params }: Asked) => {
		const lab = await openLabInside(locals, params.lab);
		const actor = actorOf(locals);
		const { templates } = locals.services;
		const outcome = await templates.withdraw(actor, lab, params.template, did === 'withdraw');
		if (!outcome.ok) return fail(statusOf[outcome.reason], { refused: outcome.reason });
		return { did };
	};
}

export const actions: Actions = {
	withdraw: choose('withdraw'),
	put_back: choose('put_back'),
	save: async ({ locals, params, request }) => {
		const { values, all } = await readForm(request);
		const lab = await openLabInside(locals, params.lab);
		const form = v.safeParse(AdaptForm, values);
		if (!form.success) return fail(400, { refused: 'invalid' as const });
		const outcome = await locals.services.templates.adapt(actorOf(locals), lab, {
			from: params.template,
			...form.output,
			notPersonal: all('not-personal')
		});
		if (outcome.ok) redirect(303, `/labs/${lab.slug}/templates/${outcome.value}?saved`);
		const { reason } = outcome;
		return fail(statusOf[reason], {
			refused: reason,
			newest: 'newest' in outcome ? outcome.newest : null,
			problems: 'problems' in outcome ? outcome.problems : [],
			/** Place of the text that points at somebody. */
			held: reason === 'personal-data' && 'field' in outcome ? (outcome.field ?? null) : null
		});
	}
};
