import { error } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Looking changes nothing: mail scanners look too. Without a sign-in; the link is what lets one. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const stoppable = await locals.services.mailStopping.look(params.token);
	if (!stoppable) error(410);
	return { stoppable };
};

export const actions: Actions = {
	/** Answers with a page, never elsewhere: mail programs that post this themselves follow no redirect. */
	default: async ({ locals, params }) => {
		const stopped = await locals.services.mailStopping.stop(params.token);
		if (!stopped) error(410);
		return { isStopped: true };
	}
};
