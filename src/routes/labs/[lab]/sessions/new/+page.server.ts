import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { statusOf } from '$lib/domain/outcome';
import { findingsOf } from '$lib/forms/guarded-text';
import { problemsOf, readForm } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { NewSession } from '$server/services/session-plans.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, request }) => {
	const actor = actorOf(locals);
	const { sessionPlans, templates, sessions, boards, allowed } = locals.services;
	const lab = await openLab(locals, params.lab);
	// For who plans nothing there is no such page.
	if (!sessionPlans.mayPlan(actor, lab)) error(request.method === 'POST' ? 403 : 404);
	const methods = await templates.choices(lab);
	const earlier = await sessions.list(actor, lab);
	return {
		scripts: sessionPlans
			.scripts()
			.map(({ id, name, totalMinutes }) => ({ id, name, minutes: totalMinutes })),
		methods: methods.map(({ id, version, labId, template: { name, totalMinutes } }) => {
			return { id, name, minutes: totalMinutes, version, isOwn: labId !== null };
		}),
		earlier: earlier.map(({ id, title, startsAt }) => ({ id, title, startsAt })).reverse(),
		boards: (await boards.list(actor, lab)).map(({ id, title }) => ({ id, title })),
		agreed: await allowed.ofLab(lab)
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { values, all } = await readForm(request);
		const notPersonal = all('not-personal');
		const lab = await openLab(locals, params.lab);
		const agreed = await locals.services.allowed.ofLab(lab);
		const found = findingsOf({ title: values['title'] ?? '' }, [...agreed, ...notPersonal]);
		const sent = { values, notPersonal, found };
		const empty = { title: '', startsAt: '', from: '' };
		const form = v.safeParse(
			NewSession,
			{ ...empty, ...values, notPersonal },
			{ abortPipeEarly: true }
		);
		if (!form.success) return fail(400, { problems: problemsOf(form.issues), sent });
		const outcome = await locals.services.sessionPlans.create(actorOf(locals), lab, form.output);
		if (!outcome.ok) {
			const problems: Record<string, string> = { [outcome.field ?? '']: outcome.reason };
			return fail(statusOf[outcome.reason], { problems, sent });
		}
		redirect(303, `/labs/${lab.slug}/sessions/${outcome.value}/plan`);
	}
};
