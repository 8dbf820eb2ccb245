import { NewRoundForm } from '$server/services/round-form.ts';
import { dayOf } from '$lib/domain/working-days';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { roundAction } from '$lib/server/round-action';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { rounds, allowed, now } = locals.services;
	return {
		/** Sent twice it is one round. */
		id: crypto.randomUUID(),
		choices: orError(await rounds.choices(actor, lab)),
		agreed: await allowed.ofLab(lab),
		today: dayOf(now())
	};
};

export const actions: Actions = {
	default: roundAction(
		'make',
		NewRoundForm,
		({ services, actor, lab }, form) => services.rounds.make(actor, lab, form),
		{
			texts: ['title', 'text'],
			several: ['questions'],
			next: ({ lab }, id) => `/labs/${lab.slug}/rounds/${id}?made`
		}
	)
};
