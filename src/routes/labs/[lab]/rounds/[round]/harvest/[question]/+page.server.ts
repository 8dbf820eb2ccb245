import { RoundDraftChoice, RoundDraftForm } from '$server/services/round-form.ts';
import { error } from '@sveltejs/kit';
import { docsOf } from '$lib/documents/thread-view';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { roundAction } from '$lib/server/round-action';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { rounds, threads, allowed } = locals.services;
	const round = orError(await rounds.open(actor, lab, params.round));
	const drafts = orError(await rounds.drafts(actor, lab, params.round, params.question));
	if (!round.questions.some(({ id }) => id === params.question)) error(404);
	const question = orError(await threads.open(actor, lab, params.question));
	return {
		round,
		question,
		mentionPaths: await locals.services.mentions.pathsIn(actor, lab, docsOf(question)),
		drafts,
		agreed: await allowed.ofLab(lab),
		compass: lab.compass,
		/** Sent twice it is one. */
		nextId: crypto.randomUUID()
	};
};

const several = ['compass', 'sources'];

export const actions: Actions = {
	draft: roundAction(
		'draft',
		RoundDraftForm,
		({ services, actor, lab, id, question }, form) =>
			services.rounds.draft(actor, lab, id, question, form),
		{ texts: ['text', 'conditions', 'forWhom'], several }
	),
	'draft-off': roundAction('draft-off', RoundDraftChoice, ({ services, actor, lab, id }, form) =>
		services.rounds.dropDraft(actor, lab, id, form)
	)
};
