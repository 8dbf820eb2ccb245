import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { MOST_GUESTS, NewCode } from '$server/services/session-guests.ts';
import { statusOf } from '$lib/domain/outcome';
import { formOf, problemsOf } from '$lib/server/form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const lab = await openLab(locals, params.lab);
	return {
		guests: orError(await locals.services.guests.read(actorOf(locals), lab, params.session)),
		sessionId: params.session,
		joinAt: `${url.host}/join`,
		most: MOST_GUESTS
	};
};

export const actions: Actions = {
	make: async ({ locals, params, request }) => {
		const lab = await openLab(locals, params.lab);
		const { until = '', most = '', boards } = await formOf(request);
		const form = v.safeParse(NewCode, { until, most, boards: boards === 'yes' });
		const sent = { until, most, boards: boards === 'yes' };
		if (!form.success) {
			return fail(400, { problems: problemsOf(form.issues), sent, code: null });
		}
		const { guests } = locals.services;
		const outcome = await guests.makeCode(actorOf(locals), lab, params.session, form.output);
		if (!outcome.ok) {
			const { reason, field = '' } = outcome;
			if (field === '')
				return fail(statusOf[reason], { problems: { '': reason }, sent, code: null });
			return fail(statusOf[reason], { problems: { [field]: 'day' }, sent, code: null });
		}
		return { problems: {} as Record<string, string>, sent: null, code: outcome.value };
	},
	withdraw: async ({ locals, params }) => {
		const lab = await openLab(locals, params.lab);
		orError(await locals.services.guests.withdraw(actorOf(locals), lab, params.session));
		return { problems: {} as Record<string, string>, sent: null, code: null };
	}
};
