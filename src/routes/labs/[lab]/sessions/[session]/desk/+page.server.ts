import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

/** To who does not run the session there is no such page. */
export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends('kennislab:session');
	const lab = await openLab(locals, params.lab);
	const { sessions, allowed, now } = locals.services;
	const actor = actorOf(locals);
	const desk = orError(await sessions.desk(actor, lab, params.session));
	return {
		desk,
		session: orError(await sessions.open(actor, lab, params.session)),
		agreed: await allowed.ofLab(lab),
		at: now().getTime()
	};
};
