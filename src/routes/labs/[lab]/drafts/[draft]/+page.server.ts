import * as v from 'valibot';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import {
	draftFormFields,
	marksOf,
	type DraftForm,
	type SeenMarks
} from '$server/services/draft-form.ts';
import { roleIn } from '$lib/domain/access';
import { rights } from '$lib/domain/rights';
import { tlps } from '$lib/domain/tlp';
import { m } from '$lib/paraglide/messages';
import { reasonOf } from '$lib/server/refusal-words';
import { DraftedAnswer, DraftedQuestion } from '$server/services/question-form.ts';
import type { DraftChoices } from '$server/services/draft-placing.ts';
import type { Draft } from '$server/store/draft-repository.ts';
import type { Lab } from '$server/store/lab-repository.ts';
import type { DraftView } from '$lib/components/draft/DraftEditor.svelte';
import { statusOf, type Outcome } from '$lib/domain/outcome';
import { problemsOf, readForm } from '$lib/server/form';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const lab = await openLab(locals, params.lab);
	const { drafts } = locals.services;
	const actor = actorOf(locals);
	const found = orError(await drafts.find(actor, params.draft));
	const { draft, access, isAuthor } = found;
	if (draft.labId !== lab.id) error(404);
	const content = await drafts.contentOf(draft.id);
	if (!content) error(503);
	const view: DraftView = {
		id: draft.id,
		kind: draft.kind,
		isAuthor,
		mayWrite: access === 'write',
		isPlaced: draft.placedAt !== null,
		isDropped: draft.droppedAt !== null,
		content,
		marks: marksOf(content),
		people: await drafts.people(draft),
		candidates: access === 'write' ? await drafts.candidates(actor, found) : [],
		allowed: await drafts.allowedIn(lab, draft.id),
		me: actor.memberId
	};
	const role = roleIn(actor, lab.id);
	const knowsRed = role !== null && rights['board.readRed'][role] !== 'nee';
	return {
		draft: view,
		mentions: {
			terms: (await locals.services.mentions.terms(actor, lab)).map((term) => ({
				...term,
				kind: 'term' as const
			})),
			search: `/labs/${lab.slug}/search`
		},
		isReply: draft.replyTo !== null,
		mayPlace: access === 'write' && (isAuthor || draft.kind === 'summary'),
		about: draft.questionId && `/labs/${lab.slug}/questions/${draft.questionId}`,
		topics: lab.themes,
		tlps: tlps.filter((tlp) => tlp !== 'red' || knowsRed),
		domain: actor.domain
	};
};

type Ask = (
	event: RequestEvent,
	about: { id: string; values: Record<string, string> }
) => Promise<Outcome>;

/** Back to the draft, or why not. */
const act = (ask: Ask) => async (event: RequestEvent) => {
	const { lab = '', draft: id = '' } = event.params;
	await openLab(event.locals, lab);
	const { values } = await readForm(event.request);
	const outcome = await ask(event, { id, values });
	if (!outcome.ok) {
		const { reason, field = null } = outcome;
		return fail(statusOf[reason], { reason, field, sent: values });
	}
	redirect(303, `/labs/${lab}/drafts/${id}`);
};

/** Texts of a page without script; one with script has sent them by now. */
function textsOf(values: Record<string, string>): DraftForm {
	const texts: DraftForm = {};
	for (const field of draftFormFields) {
		const text = values[field];
		if (text !== undefined) texts[field] = text;
	}
	return texts;
}

/** What the page showed of each. */
function marksIn(values: Record<string, string>): SeenMarks {
	const marks = draftFormFields.map((field) => [field, values[`seen-${field}`]]);
	return Object.fromEntries(marks.filter(([, mark]) => mark !== undefined)) as SeenMarks;
}

/** Where it is read once it is placed: a question and an answer have the id of their draft. */
function placedAt(lab: Lab, { id, kind, questionId, answerId }: Draft): string {
	const at = `/labs/${lab.slug}/questions/${questionId ?? id}`;
	if (kind === 'answer') return `${at}#answer-${answerId ?? id}`;
	return kind === 'question' ? `${at}?asked` : at;
}

const choicesOf = {
	question: (form: unknown) => v.safeParse(DraftedQuestion, form),
	answer: (form: unknown) => v.safeParse(DraftedAnswer, form)
};

export const actions: Actions = {
	place: async ({ locals, params, request }) => {
		const actor = actorOf(locals);
		const lab = await openLab(locals, params.lab);
		const { values } = await readForm(request);
		const { drafts } = locals.services;
		const { draft } = orError(await drafts.find(actor, params.draft));
		const { kind } = draft;
		// Pressed twice: it is there already.
		if (draft.placedAt !== null) redirect(303, placedAt(lab, draft));
		const texts = textsOf(values);
		if (Object.keys(texts).length > 0) {
			const saved = await drafts.save(actor, lab, params.draft, texts, marksIn(values));
			if (!saved.ok) {
				const { reason, field = '' } = saved;
				const problems: Record<string, string> = { [field]: reason };
				const about = { problems, field, sent: values };
				return fail(statusOf[reason], { ...about, reason: reasonOf(reason) });
			}
		}
		let choices: DraftChoices = { kind: 'summary' };
		if (kind !== 'summary') {
			const said = { need: '', domain: '', topic: '', size: '', urgency: '', tlp: '', askedAs: '' };
			const parsed = choicesOf[kind]({ ...said, kind: '', certainty: '', ...values });
			if (!parsed.success) {
				const problems = problemsOf(parsed.issues);
				return fail(400, { problems, field: null, sent: values, reason: m.thread_not_placed() });
			}
			choices = { kind, chosen: parsed.output } as DraftChoices;
		}
		const outcome = await locals.services.threads.placeDraft(actor, lab, params.draft, choices);
		if (!outcome.ok) {
			const { reason, field } = outcome;
			return fail(statusOf[reason], {
				problems: field ? { [field]: reason } : {},
				field: field ?? null,
				sent: values,
				reason: reason === 'invalid' && field ? m.thread_not_placed() : reasonOf(reason)
			});
		}
		redirect(303, placedAt(lab, draft));
	},
	save: act(async ({ locals, params }, { id, values }) => {
		const lab = await openLab(locals, params['lab'] ?? '');
		return locals.services.drafts.save(actorOf(locals), lab, id, textsOf(values), marksIn(values));
	}),
	letIn: act(({ locals }, { id, values }) =>
		locals.services.drafts.letIn(actorOf(locals), id, values['member'] ?? '')
	),
	letOut: act(({ locals }, { id, values }) =>
		locals.services.drafts.letOut(actorOf(locals), id, values['member'] ?? '')
	),
	drop: act(({ locals }, { id }) => locals.services.drafts.drop(actorOf(locals), id)),
	takeBack: act(({ locals }, { id }) => locals.services.drafts.takeBack(actorOf(locals), id)),
	allow: async ({ locals, params, request }) => {
		await openLab(locals, params.lab);
		const { values } = await readForm(request);
		const outcome = await locals.services.drafts.allow(
			actorOf(locals),
			params.draft,
			values['phrase'] ?? ''
		);
		return outcome.ok
			? { allowed: true }
			: fail(statusOf[outcome.reason], { reason: outcome.reason });
	}
};
