import { fail, redirect } from '@sveltejs/kit';
import { statusOf } from '$lib/domain/outcome';
import { actorOf, openLab } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

/** Drafts of hers, and those she was let into. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const listed = await locals.services.drafts.listMine(actorOf(locals), lab);
	return {
		drafts: listed.map(({ draft, title, excerpt }) => ({
			id: draft.id,
			kind: draft.kind,
			isDropped: draft.droppedAt !== null,
			title: title || excerpt
		}))
	};
};

export const actions: Actions = {
	/** A question of her own. */
	default: async ({ locals, params }) => {
		const lab = await openLab(locals, params.lab);
		const started = await locals.services.drafts.start(actorOf(locals), lab, { kind: 'question' });
		if (!started.ok) return fail(statusOf[started.reason], { reason: started.reason });
		redirect(303, `/labs/${lab.slug}/drafts/${started.value.id}`);
	}
};
