import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { PollInput } from '$server/services/session-polls.ts';
import { statusOf } from '$lib/domain/outcome';
import { pollLimits } from '$lib/domain/poll';
import { findingsOf } from '$lib/forms/guarded-text';
import { readForm } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { pollOfForm } from '$lib/server/poll-form';
import { reasonOf } from '$lib/server/refusal-words';
import { orNotThere } from '$lib/server/session-page';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { locals, params } = event;
	const lab = await openLab(locals, params.lab);
	const { polls, allowed } = locals.services;
	const outcome = await polls.read(actorOf(locals), lab, params.session);
	return {
		poll: await orNotThere(event, lab, outcome),
		sessionId: params.session,
		places: pollLimits.questions,
		agreed: await allowed.ofLab(lab)
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const lab = await openLab(locals, params.lab);
		const { polls, allowed } = locals.services;
		const { values, all } = await readForm(request);
		const notPersonal = all('not-personal');
		const found = findingsOf(values, [...(await allowed.ofLab(lab)), ...notPersonal]);
		const sent = { values, notPersonal, found };
		const asked = pollOfForm(values);
		const form = v.safeParse(
			PollInput,
			asked.map(({ question }) => question)
		);
		if (!form.success) {
			const problems: Record<string, string> = {};
			for (const { path, message } of form.issues) {
				const place = asked[Number(path?.[0]?.key)]?.place ?? 0;
				const field = path?.[1]?.key === 'options' ? 'options' : 'text';
				problems[`${field}-${place}`] ??= message;
			}
			return fail(400, { problems, sent, refused: null });
		}
		const wanted = { questions: form.output, notPersonal };
		const outcome = await polls.save(actorOf(locals), lab, params.session, wanted);
		if (outcome.ok) redirect(303, `/labs/${lab.slug}/sessions/${params.session}`);
		const { reason } = outcome;
		return fail(statusOf[reason], { problems: {}, sent, refused: reasonOf(reason) });
	}
};
