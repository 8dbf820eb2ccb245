import { json } from '@sveltejs/kit';
import { readForm } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { readSearch } from '$lib/server/search-form';
import type { RequestHandler } from './$types';

/** The same form as the page's, answered while one types. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const lab = await openLab(locals, params.lab);
	const asked = readSearch(await readForm(request));
	return json(await locals.services.search.find(actorOf(locals), lab, asked));
};
