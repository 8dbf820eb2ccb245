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
		if (!form.success) return fail(400, { reason: 'wrong' as const });
		const { services } = locals;
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
			if (outcome.reason === 'wrong') return fail(400, { reason: 'wrong' as const });
			setHeaders({ 'Retry-After': String(outcome.retryAfterSeconds) });
			return fail(429, { reason: 'too-many' as const });
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
		redirect(303, safePath(form.output.to || url.searchParams.get('to')));
	}
};
