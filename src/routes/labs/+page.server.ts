import { actorOf } from '$lib/server/open-lab';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const actor = actorOf(locals);
	const labs = await locals.services.labs.list(actor);
	return {
		account: actor.account,
		labs: labs.map(({ lab, role }) => ({
			slug: lab.slug,
			name: lab.name,
			centralQuestion: lab.centralQuestion,
			role
		}))
	};
};
