import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { NewQuestionForm } from '$server/services/question-form.ts';
import { roleIn } from '$lib/domain/access';
import { rights } from '$lib/domain/rights';
import { statusOf } from '$lib/domain/outcome';
import { tlps } from '$lib/domain/tlp';
import { problemsOf, readForm } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { sentBack } from '$lib/server/thread-form';
import type { Actions, PageServerLoad } from './$types';

const texts = ['title', 'text', 'context', 'tried'] as const;
const empty = {
	...{ id: '', title: '', text: '', context: '', tried: '', need: '', domain: '' },
	...{ topic: '', size: '', urgency: '', tlp: '', askedAs: '' }
};

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { threads, allowed } = locals.services;
	if (!threads.mayAsk(actor, lab)) error(403);
	const role = roleIn(actor, lab.id);
	const knowsRed = role !== null && rights['board.readRed'][role] !== 'nee';
	return {
		/** Sent twice it is one question. */
		id: crypto.randomUUID(),
		agreed: await allowed.ofLab(lab),
		topics: lab.themes,
		domain: actor.domain,
		tlps: tlps.filter((tlp) => tlp !== 'red' || knowsRed)
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const actor = actorOf(locals);
		const lab = await openLab(locals, params.lab);
		const { threads, allowed } = locals.services;
		const form = await readForm(request);
		const sent = sentBack(form, texts, await allowed.ofLab(lab));
		const notPersonal = form.all('not-personal');
		const parsed = v.safeParse(NewQuestionForm, {
			...empty,
			...form.values,
			// A field called id would hide that of its form.
			id: form.values['uid'] ?? '',
			notPersonal
		});
		if (!parsed.success) return fail(400, { problems: problemsOf(parsed.issues), sent });
		const outcome = await threads.askByForm(actor, lab, parsed.output);
		if (!outcome.ok) {
			const { reason, field = '' } = outcome;
			const problems: Record<string, string> = { [field]: reason };
			return fail(statusOf[reason], { problems, sent });
		}
		const { id, key } = outcome.value;
		// Shown in the answer to the form and nowhere else: no address, cookie or memory holds it.
		if (parsed.output.askedAs === 'nobody') return { asked: { id, key } };
		redirect(303, `/labs/${lab.slug}/questions/${id}?asked`);
	}
};
