import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { NewPassword, PASSWORD_MIN } from '$server/services/account-service.ts';
import { formOf, problemsOf } from '$lib/server/form';
import { askedFor } from '$lib/server/asked-for';
import type { Actions, PageServerLoad } from './$types';

/** Looking uses nothing up: mail scanners look too. */
export const load: PageServerLoad = async ({ locals, params }) => {
	if (!(await locals.services.accounts.linkHolds(params.token))) error(410);
	return { min: PASSWORD_MIN };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { password = '' } = await formOf(request);
		const form = v.safeParse(NewPassword, { token: params.token, password });
		if (!form.success) {
			const problems = problemsOf(form.issues);
			if (problems['token']) error(410);
			return fail(400, { problem: problems['password'] ?? 'short' });
		}
		const outcome = await locals.services.accounts.useLink(form.output);
		if (!outcome.ok) error(410);
		const to = await askedFor(locals.services, outcome.value.memberId);
		redirect(303, to ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in');
	}
};
