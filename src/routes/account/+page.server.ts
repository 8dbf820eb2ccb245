import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { deviceOf } from '$lib/server/device';
import { formOf } from '$lib/server/form';
import { actorOf } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

const Language = v.object({ language: v.picklist(['nl', 'en']) });
const Theme = v.object({ theme: v.picklist(['light', 'dark', 'system']) });
const Choice = v.object({ signIn: v.pipe(v.string(), v.maxLength(100)) });

/** In seconds: 400 days, the longest a browser keeps a cookie. */
const KEPT = 34_560_000;
/** What `?saved=` may say; the page has a sentence for each. */
const saved = ['language', 'theme', 'ended', 'ended-others'] as const;

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
	const actor = actorOf(locals);
	const theme = v.safeParse(v.picklist(['light', 'dark']), cookies.get('kennislab-theme'));
	const signIns = await locals.services.signIns.listOf(actor.memberId);
	return {
		me: {
			name: actor.name,
			email: actor.email,
			organisation: actor.organisationLabel,
			domain: actor.domain,
			account: actor.account
		},
		theme: theme.success ? theme.output : ('system' as const),
		saved: saved.find((each) => each === url.searchParams.get('saved')) ?? null,
		signIns: signIns.map(({ id, userAgent, createdAt, lastUsedAt }) => ({
			id,
			device: deviceOf(userAgent),
			createdAt,
			lastUsedAt,
			isThis: id === locals.signIn?.id
		}))
	};
};

/* Each action ends in a redirect, so that the page comes back whole: in the new language and colours. */
export const actions: Actions = {
	language: async ({ locals, request, cookies }) => {
		const form = v.safeParse(Language, await formOf(request));
		if (!form.success) return fail(400, { failed: true });
		const { language } = form.output;
		const { cookie, people } = locals.services;
		await people.setLanguage(actorOf(locals).memberId, language);
		// The page reads this one itself, to stay in the language it was served in.
		cookies.set('kennislab-language', language, {
			...cookie.options,
			httpOnly: false,
			maxAge: KEPT
		});
		redirect(303, '/account?saved=language');
	},

	theme: async ({ locals, request, cookies }) => {
		const form = v.safeParse(Theme, await formOf(request));
		if (!form.success) return fail(400, { failed: true });
		const { theme } = form.output;
		const { options } = locals.services.cookie;
		if (theme === 'system') cookies.delete('kennislab-theme', options);
		else cookies.set('kennislab-theme', theme, { ...options, maxAge: KEPT });
		redirect(303, '/account?saved=theme');
	},

	end: async ({ locals, request, cookies }) => {
		const form = v.safeParse(Choice, await formOf(request));
		if (!form.success) return fail(400, { failed: true });
		const { signIn } = form.output;
		const { signIns, cookie } = locals.services;
		if (!(await signIns.endOwn(actorOf(locals).memberId, signIn)))
			return fail(404, { failed: true });
		if (signIn !== locals.signIn?.id) redirect(303, '/account?saved=ended');
		cookies.delete(cookie.name, cookie.options);
		redirect(303, '/');
	},

	endOthers: async ({ locals }) => {
		const { memberId } = actorOf(locals);
		await locals.services.signIns.endOthers(memberId, locals.signIn?.id ?? null);
		redirect(303, '/account?saved=ended-others');
	}
};
