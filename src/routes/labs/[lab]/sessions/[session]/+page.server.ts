import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	return {
		session: orError(await locals.services.sessions.open(actorOf(locals), lab, params.session)),
		agreed: await locals.services.allowed.ofLab(lab)
	};
};
