import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { statusOf } from '$lib/domain/outcome';
import { formOf } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { reasonOf } from '$lib/server/refusal-words';
import type { Actions, PageServerLoad } from './$types';

const From = v.object({
	kind: v.picklist(['card', 'box']),
	/** The board or the session. */
	of: v.string(),
	/** The card or the question in the box. */
	part: v.string()
});

/** There is nothing here to look at: who comes by an address asks a question of her own. */
export const load: PageServerLoad = ({ params, request }) => {
	if (request.method === 'GET') redirect(303, `/labs/${params.lab}/questions/new`);
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const actor = actorOf(locals);
		const lab = await openLab(locals, params.lab);
		const form = v.safeParse(From, await formOf(request));
		if (!form.success) return fail(400, { reason: reasonOf('invalid') });
		const started = await locals.services.threads.startFrom(actor, lab, {
			kind: form.output.kind,
			id: form.output.of,
			part: form.output.part
		});
		if (!started.ok) return fail(statusOf[started.reason], { reason: reasonOf(started.reason) });
		redirect(303, `/labs/${lab.slug}/drafts/${started.value}`);
	}
};
