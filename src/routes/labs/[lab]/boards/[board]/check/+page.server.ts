import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { ChangeRequest, Signing } from '$server/services/casus-form.ts';
import { casusWords } from '$lib/components/casus/casus-words';
import type { CheckAnswer } from '$lib/components/casus/check-answer';
import { findingsIn } from '$lib/forms/guarded-text';
import { statusOf } from '$lib/domain/outcome';
import { problemsOf, readForm, type SentForm } from '$lib/server/form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

/** For the second reader of a casus that is not open yet; for anybody else there is no such page. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const { casus, allowed } = locals.services;
	const check = orError(await casus.toCheck(actorOf(locals), lab, params.board));
	return {
		check,
		about: check.casus && casusWords(check.casus),
		agreed: await allowed.ofLab(lab)
	};
};

/** The answer to one of the two forms of the anonymity check; what was typed stays in it. */
function answerTo(
	did: CheckAnswer['did'],
	{ values, all }: SentForm,
	problem: string | null,
	agreed: readonly string[]
): { check: CheckAnswer } {
	const text = problem === null ? '' : (values[did === 'sign' ? 'note' : 'remark'] ?? '');
	const notPersonal = all('not-personal');
	const found = findingsIn(text, [...agreed, ...notPersonal]);
	return { check: { did, problem, text, found, notPersonal, checked: all('checked') } };
}

export const actions: Actions = {
	/** The anonymity check by a second person. */
	sign: async ({ locals, params, request }) => {
		const sent = await readForm(request);
		const lab = await openLab(locals, params.lab);
		const agreed = await locals.services.allowed.ofLab(lab);
		const form = v.safeParse(Signing, {
			version: '',
			note: '',
			...sent.values,
			checked: sent.all('checked'),
			notPersonal: sent.all('not-personal')
		});
		if (!form.success) {
			const [problem = 'invalid'] = Object.values(problemsOf(form.issues));
			return fail(400, answerTo('sign', sent, problem, agreed));
		}
		const { casus } = locals.services;
		const outcome = await casus.sign(actorOf(locals), lab, params.board, form.output);
		if (!outcome.ok) {
			return fail(statusOf[outcome.reason], answerTo('sign', sent, outcome.reason, agreed));
		}
		redirect(303, `/labs/${params.lab}/boards/${params.board}`);
	},
	/** What has to change before she signs. */
	ask: async ({ locals, params, request }) => {
		const sent = await readForm(request);
		const lab = await openLab(locals, params.lab);
		const agreed = await locals.services.allowed.ofLab(lab);
		const notPersonal = sent.all('not-personal');
		const form = v.safeParse(ChangeRequest, { remark: '', ...sent.values, notPersonal });
		if (!form.success) {
			const [problem = 'invalid'] = Object.values(problemsOf(form.issues));
			return fail(400, answerTo('ask', sent, problem, agreed));
		}
		const { casus } = locals.services;
		const outcome = await casus.askChanges(actorOf(locals), lab, params.board, form.output);
		if (!outcome.ok) {
			return fail(statusOf[outcome.reason], answerTo('ask', sent, outcome.reason, agreed));
		}
		return answerTo('ask', sent, null, agreed);
	}
};
