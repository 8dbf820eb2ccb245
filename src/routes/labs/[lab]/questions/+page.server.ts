import { actorOf, isGuest, openLab } from '$lib/server/open-lab';
import { chosenOf, within } from '$lib/server/question-filter';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { threads } = locals.services;
	const all = await threads.list(actor, lab);
	const chosen = chosenOf(url.searchParams);
	return {
		questions: all.filter((question) => within(question, chosen)),
		total: all.length,
		chosen,
		topics: lab.themes,
		mayAsk: threads.mayAsk(actor, lab),
		isMember: !isGuest(actor, lab)
	};
};
