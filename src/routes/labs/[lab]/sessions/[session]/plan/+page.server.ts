import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { statusOf } from '$lib/domain/outcome';
import { PLAN_JSON } from '$lib/documents/session-plan';
import { formOf, readForm } from '$lib/server/form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { Appointment } from '$server/services/session-plans.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, request }) => {
	const { sessionPlans, sessions, allowed } = locals.services;
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const outcome = await sessionPlans.open(actor, lab, params.session);
	// Who may know of the session and asked for what is not hers is told so; the page is not there.
	if (!outcome.ok && request.method === 'POST') {
		orError(await sessions.find(actor, lab, params.session));
		error(403);
	}
	return {
		plan: orError(outcome),
		agreed: await allowed.ofLab(lab)
	};
};

const SaveForm = v.object({
	revision: v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)),
	plan: v.pipe(v.string(), v.maxLength(PLAN_JSON))
});

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const { values, all } = await readForm(request);
		const lab = await openLab(locals, params.lab);
		const form = v.safeParse(SaveForm, values);
		if (!form.success) return fail(400, { refused: 'invalid' as const });
		const outcome = await locals.services.sessionPlans.save(actorOf(locals), lab, params.session, {
			revision: form.output.revision,
			plan: parsed(form.output.plan),
			notPersonal: all('not-personal')
		});
		if (outcome.ok) return { saved: outcome.value };
		const { reason } = outcome;
		return fail(statusOf[reason], {
			refused: reason,
			newest: 'newest' in outcome ? outcome.newest : null,
			problems: 'problems' in outcome ? outcome.problems : [],
			/** Place of the text that points at somebody. */
			held: reason === 'personal-data' && 'field' in outcome ? (outcome.field ?? null) : null
		});
	},
	appoint: async ({ locals, params, request }) => {
		const lab = await openLab(locals, params.lab);
		const form = v.safeParse(Appointment, await formOf(request));
		if (!form.success) return fail(400, { appointed: 'invalid' as const });
		const { sessionPlans } = locals.services;
		const outcome = await sessionPlans.appoint(actorOf(locals), lab, params.session, form.output);
		if (!outcome.ok) {
			// She plans the session, and may not give or take this task.
			const isTask = outcome.reason === 'forbidden' && outcome.field === 'role';
			const appointed = isTask ? ('not-yours' as const) : outcome.reason;
			return fail(statusOf[outcome.reason], { appointed });
		}
		return { appointed: 'done' as const };
	},
	remove: async ({ locals, params }) => {
		const lab = await openLab(locals, params.lab);
		const { sessionPlans } = locals.services;
		const outcome = await sessionPlans.remove(actorOf(locals), lab, params.session);
		if (!outcome.ok) return fail(statusOf[outcome.reason], { removed: outcome.reason });
		redirect(303, `/labs/${lab.slug}/sessions?removed`);
	}
};

/** What is no JSON is no plan. */
function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}
