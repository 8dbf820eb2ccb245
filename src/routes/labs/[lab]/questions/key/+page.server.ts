import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { AnswerForm, StateForm } from '$server/services/question-form.ts';
import { movesFrom } from '$lib/domain/question-state';
import { statusOf, type Outcome } from '$lib/domain/outcome';
import { problemsOf, readForm, type SentForm } from '$lib/server/form';
import { actorOf, openLab } from '$lib/server/open-lab';
import { reasonOf } from '$lib/server/refusal-words';
import { sentBack } from '$lib/server/thread-form';
import type { Lab } from '$server/store/lab-repository.ts';
import type { Actor } from '$lib/domain/access';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	return { agreed: await locals.services.allowed.ofLab(lab), nextId: crypto.randomUUID() };
};

/** What the key opens, beside whatever else is told: the key itself goes from form to form. */
async function opened({ locals }: RequestEvent, actor: Actor, lab: Lab, key: string) {
	const question = await locals.services.threads.openByKey(actor, lab, key);
	if (!question.ok) return null;
	const { id, title, state, stateAt, domain } = question.value;
	return { id, title, state, stateAt, moves: movesFrom(state), domain, key };
}

type Work = (
	event: RequestEvent,
	about: { actor: Actor; lab: Lab; key: string; form: SentForm }
) => Promise<Outcome<unknown> | { problems: Record<string, string> } | null>;

function withKey(did: string, texts: readonly string[], work: Work) {
	return async (event: RequestEvent<{ lab: string }>) => {
		const actor = actorOf(event.locals);
		const lab = await openLab(event.locals, event.params.lab);
		const form = await readForm(event.request);
		const key = form.values['key'] ?? '';
		const question = await opened(event, actor, lab, key);
		if (!question) return fail(404, { isWrong: true, key });
		const outcome = await work(event, { actor, lab, key, form });
		const sent = sentBack(form, texts, await event.locals.services.allowed.ofLab(lab));
		if (outcome && 'problems' in outcome) {
			return fail(400, { question, did, sent, problems: outcome.problems, reason: null });
		}
		if (outcome && !outcome.ok) {
			const { reason, field = '' } = outcome;
			const problems: Record<string, string> = { [field]: reason };
			return fail(statusOf[reason], { question, did, sent, problems, reason: reasonOf(reason) });
		}
		return { question: (await opened(event, actor, lab, key)) ?? question, did };
	};
}

export const actions: Actions = {
	open: withKey('open', [], () => Promise.resolve(null)),
	add: withKey('add', ['text'], async ({ locals }, { actor, lab, key, form }) => {
		const { values, all } = form;
		const said = { kind: 'tegenvraag', certainty: '', source: '', conditions: '', replyTo: '' };
		const parsed = v.safeParse(AnswerForm, {
			...{ ...said, id: values['uid'] ?? '', text: values['text'] ?? '' },
			...{ domain: values['domain'] ?? '', notPersonal: all('not-personal') }
		});
		if (!parsed.success) return { problems: problemsOf(parsed.issues) };
		return locals.services.threads.addByKey(actor, lab, key, parsed.output);
	}),
	state: withKey('state', ['note'], async ({ locals }, { actor, lab, key, form }) => {
		const notPersonal = form.all('not-personal');
		const parsed = v.safeParse(StateForm, { ...form.values, notPersonal });
		if (!parsed.success) return { problems: problemsOf(parsed.issues) };
		return locals.services.threads.moveByKey(actor, lab, key, parsed.output);
	})
};
