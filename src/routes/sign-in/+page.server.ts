import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { safePath } from '$lib/server/safe-path';
import { formOf } from '$lib/server/form';
import type { Actions, PageServerLoad } from './$types';

const SignInForm = v.object({
	email: v.pipe(v.string(), v.maxLength(320)),
	password: v.pipe(v.string(), v.maxLength(1000)),
	to: v.optional(v.string(), '')
});

export const load: PageServerLoad = async ({ locals, url }) => {
	const to = safePath(url.searchParams.get('to'));
	if (locals.actor) redirect(303, to);
	return { to, demo: locals.services.demo ? await locals.services.people.listDemo() : [] };
};

export const actions: Actions = {
	default: async ({ locals, request, cookies, getClientAddress, setHeaders, url }) => {
		const form = v.safeParse(SignInForm, await formOf(request));
		if (!form.success) return fail(400, { reason: 'wrong' as const, to: safePath(null) });
		const { services } = locals;
		const wanted = safePath(form.output.to || url.searchParams.get('to'));
		const { cookie } = services;
		const client = {
			address: getClientAddress(),
			userAgent: request.headers.get('user-agent') ?? ''
		};
		const previous = cookie.read(request.headers.get('cookie'));
		const outcome = await services.signIns.enter(
			form.output.email,
			form.output.password,
			client,
			previous
		);
		if (!outcome.ok) {
			if (outcome.reason === 'wrong') return fail(400, { reason: 'wrong' as const, to: wanted });
			setHeaders({ 'Retry-After': String(outcome.retryAfterSeconds) });
			return fail(429, { reason: 'too-many' as const, to: wanted });
		}
		cookies.set(cookie.name, outcome.secret, {
			...cookie.options,
			expires: outcome.signIn.expiresAt
		});
		cookies.set('kennislab-language', outcome.actor.language, {
			...cookie.options,
			httpOnly: false,
			maxAge: 34_560_000
		});
		const { by, signIn, actor } = outcome;
		// By a key for one time there is another to be told first; a guest has one place to go.
		const back =
			by === 'once' || wanted === safePath(null)
				? await services.guestKeys.returned(actor.memberId, { signInId: signIn.id, by })
				: null;
		redirect(303, back ?? wanted);
	}
};
