import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { NoticeForm, noticeScope, RhythmForm } from '$lib/server/notice-form';
import { deviceOf } from '$lib/server/device';
import { statusOf } from '$lib/domain/outcome';
import { formOf } from '$lib/server/form';
import { actorOf } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

const Language = v.object({ language: v.picklist(['nl', 'en']) });
const Theme = v.object({ theme: v.picklist(['light', 'dark', 'system']) });
const Choice = v.object({ signIn: v.pipe(v.string(), v.maxLength(100)) });

/** In seconds: 400 days, the longest a browser keeps a cookie. */
const KEPT = 34_560_000;
/** What `?saved=` may say; the page has a sentence for each. */
const saved = ['language', 'theme', 'ended', 'ended-others', 'notices'] as const;

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
	const actor = actorOf(locals);
	const theme = v.safeParse(v.picklist(['light', 'dark']), cookies.get('kennislab-theme'));
	const { signIns: known, notices, labs, mailDesk } = locals.services;
	const signIns = await known.listOf(actor.memberId);
	const choices = await notices.choicesOf(actor);
	return {
		notices: {
			level: choices.person,
			rhythm: choices.rhythm,
			labs: (await labs.list(actor)).map(({ lab: { id, name } }) => ({
				...{ id, name },
				level: choices.labs.get(id) ?? null
			}))
		},
		seesMail: mailDesk.mayLook(actor),
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

	level: async ({ locals, request }) => {
		const form = v.safeParse(NoticeForm, await formOf(request));
		const scope = form.success ? noticeScope(form.output) : null;
		if (!form.success || !scope || scope.of === 'question') return fail(400, { failed: true });
		const { notices } = locals.services;
		const outcome = await notices.setLevel(actorOf(locals), scope, form.output.level);
		if (!outcome.ok) return fail(statusOf[outcome.reason], { failed: true });
		redirect(303, '/account?saved=notices#notices');
	},

	rhythm: async ({ locals, request }) => {
		const form = v.safeParse(RhythmForm, await formOf(request));
		if (!form.success) return fail(400, { failed: true });
		await locals.services.notices.setRhythm(actorOf(locals), form.output.rhythm);
		redirect(303, '/account?saved=notices#notices');
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
