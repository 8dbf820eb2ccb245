import { actorOf, openLabInside, orError } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLabInside(locals, params.lab);
	return { book: orError(await locals.services.requests.experts(actor, lab)) };
};
