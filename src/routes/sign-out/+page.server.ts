import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: async ({ locals, cookies }) => {
		const { signIns, cookie } = locals.services;
		if (locals.signIn) await signIns.end(locals.signIn.id);
		cookies.delete(cookie.name, cookie.options);
		redirect(303, '/');
	}
};
