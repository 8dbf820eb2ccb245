import { actorOf, isGuest, openLab } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { rounds } = locals.services;
	return {
		rounds: await rounds.list(actor, lab),
		mayRun: rounds.mayRun(actor, lab),
		isGuest: isGuest(actor, lab)
	};
};
