import { json } from '@sveltejs/kit';
import { formOf } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import type { RequestHandler } from './$types';

/** Questions like the one somebody is writing; `text` as a form, so that it is in no log. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const lab = await openLab(locals, params.lab);
	const { text = '' } = await formOf(request);
	return json({ items: await locals.services.search.similarQuestions(actorOf(locals), lab, text) });
};
