import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { ChangeRequest, Signing } from '$server/services/casus-form.ts';
import type { CheckAnswer } from '$lib/documents/casus-view';
import { statusOf } from '$lib/domain/outcome';
import { problemsOf, readForm, type SentForm } from '$lib/server/form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { boards, casus } = locals.services;
	const withdrawn = await boards.withdrawn(actor, lab, params.board);
	if (withdrawn.ok) return { board: null, casus: null, withdrawn: withdrawn.value };
	return {
		board: orError(await boards.open(actor, lab, params.board)),
		casus: orError(await casus.view(actor, lab, params.board)),
		withdrawn: null
	};
};

/** The answer to one of the two forms of the anonymity check; what was typed stays in it. */
function answerTo(
	did: CheckAnswer['did'],
	{ values, all }: SentForm,
	problem: string | null
): { check: CheckAnswer } {
	const text = problem === null ? '' : (values[did === 'sign' ? 'note' : 'remark'] ?? '');
	return {
		check: { did, problem, text, notPersonal: all('not-personal'), checked: all('checked') }
	};
}

export const actions: Actions = {
	/** The anonymity check by a second person. */
	sign: async ({ locals, params, request }) => {
		const sent = await readForm(request);
		const form = v.safeParse(Signing, {
			version: '',
			note: '',
			...sent.values,
			checked: sent.all('checked'),
			notPersonal: sent.all('not-personal')
		});
		if (!form.success) {
			const [problem = 'invalid'] = Object.values(problemsOf(form.issues));
			return fail(400, answerTo('sign', sent, problem));
		}
		const lab = await openLab(locals, params.lab);
		const { casus } = locals.services;
		const outcome = await casus.sign(actorOf(locals), lab, params.board, form.output);
		if (!outcome.ok) return fail(statusOf[outcome.reason], answerTo('sign', sent, outcome.reason));
		redirect(303, `/labs/${params.lab}/boards/${params.board}`);
	},
	/** What has to change before she signs. */
	ask: async ({ locals, params, request }) => {
		const sent = await readForm(request);
		const notPersonal = sent.all('not-personal');
		const form = v.safeParse(ChangeRequest, { remark: '', ...sent.values, notPersonal });
		if (!form.success) {
			const [problem = 'invalid'] = Object.values(problemsOf(form.issues));
			return fail(400, answerTo('ask', sent, problem));
		}
		const lab = await openLab(locals, params.lab);
		const { casus } = locals.services;
		const outcome = await casus.askChanges(actorOf(locals), lab, params.board, form.output);
		if (!outcome.ok) return fail(statusOf[outcome.reason], answerTo('ask', sent, outcome.reason));
		return answerTo('ask', sent, null);
	}
};
