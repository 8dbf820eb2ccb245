import { error, fail } from '@sveltejs/kit';
import { statusOf } from '$lib/domain/outcome';
import { formOf } from '$lib/server/form';
import { joinSign } from '$lib/server/join-sign';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

/** What a room is shown, for who runs the session or lets guests in: nothing in it is only theirs. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const session = orError(
		await locals.services.sessions.open(actorOf(locals), lab, params.session)
	);
	const { id, title, live, runs, own } = session;
	const manages = own.guests?.manages ?? false;
	if (!runs && !manages) error(404);
	return { screen: { id, title, live }, manages };
};

export const actions: Actions = {
	/** The code is typed, or comes from the page on which it was made: it is kept nowhere. */
	show: async ({ locals, params, request }) => {
		const lab = await openLab(locals, params.lab);
		const { code = '' } = await formOf(request);
		const { guests, origin } = locals.services;
		const known = await guests.knowsCode(actorOf(locals), lab, params.session, code);
		if (known.ok) return { sign: joinSign(origin, known.value), code: '' };
		if (known.field !== 'code') error(statusOf[known.reason]);
		return fail(400, { sign: null, code });
	}
};
