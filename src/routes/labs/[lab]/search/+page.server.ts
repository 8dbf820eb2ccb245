import { fail } from '@sveltejs/kit';
import { readForm } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { kindsWithin, readSearch } from '$lib/server/search-form';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const parents = locals.services.search.kinds;
	// What only questions have is offered where there are questions.
	const hasQuestions = parents.includes('question');
	return {
		kinds: kindsWithin(parents),
		needs: hasQuestions ? lab.needs : [],
		topics: hasQuestions ? lab.themes : []
	};
};

export const actions: Actions = {
	// Posted: what somebody looks for is in no address, no history and no log.
	default: async ({ locals, params, request }) => {
		const lab = await openLab(locals, params.lab);
		const asked = readSearch(await readForm(request));
		const found = await locals.services.search.find(actorOf(locals), lab, asked);
		return 'problem' in found ? fail(400, { asked, found }) : { asked, found };
	}
};
