import { error, redirect } from '@sveltejs/kit';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

/** For a guest by code: how she comes back. To others there is no such page. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const lab = await openLab(locals, params.lab);
	const { guestKeys } = locals.services;
	const own = orError(await guestKeys.own(actorOf(locals), lab, params.session));
	return {
		own,
		/** Just made, and told this once. */
		key: locals.signIn && guestKeys.tell(locals.signIn.id),
		signInAt: `${url.host}/sign-in`,
		sessionId: params.session
	};
};

export const actions: Actions = {
	make: async ({ locals, params }) => {
		const lab = await openLab(locals, params.lab);
		const { signIn, services } = locals;
		if (!signIn) error(401);
		const { guestKeys } = services;
		orError(await guestKeys.renew(actorOf(locals), lab, params.session, signIn.id));
		// Asked for anew, the page makes no other key.
		redirect(303, `/labs/${lab.slug}/sessions/${params.session}/back`);
	}
};
