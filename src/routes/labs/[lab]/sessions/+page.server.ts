import { actorOf, openLab } from '$lib/server/open-lab';
import { readSessions } from '$lib/server/session-lists';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	return {
		...(await readSessions(locals.services, actor, lab)),
		mayPlan: locals.services.sessionPlans.mayPlan(actor, lab),
		/** She comes from taking one away. */
		isRemoved: url.searchParams.has('removed')
	};
};
