import * as v from 'valibot';
import { redirect } from '@sveltejs/kit';
import {
	ActionForm,
	AnswerAway,
	AnswerForm,
	AnswerSwitch,
	DraftedAlready,
	FootholdChoice,
	FootholdForm,
	FootholdRevision,
	ItemChoice,
	LessonForm,
	MergeForm,
	PhraseForm,
	PinChoice,
	PinForm,
	SplitForm,
	StateForm,
	Switch,
	TriedForm,
	UnmergeForm
} from '$server/services/question-form.ts';
import type { ThreadService } from '$server/services/thread-service.ts';
import type { Lab } from '$server/store/lab-repository.ts';
import type { FoundWords } from '$lib/documents/erased-words';
import type { Actor } from '$lib/domain/access';
import type { Outcome } from '$lib/domain/outcome';
import { followAction } from '$lib/server/follow-action';
import { requestActions } from '$lib/server/request-actions';
import { actorOf, openLab, orError } from '$lib/server/open-lab';
import { docsOf } from '$lib/documents/thread-view';
import { threadAction } from '$lib/server/thread-action';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
	depends('kennislab:question');
	const actor = actorOf(locals);
	const lab = await openLab(locals, params.lab);
	const { threads, allowed, sessions } = locals.services;
	const question = orError(await threads.visit(actor, lab, params.question));
	// A mail leads to what is new; with JavaScript or without, one comes to the first of it.
	if (url.searchParams.has('new')) {
		const first = question.answers.find(({ isNew }) => isNew);
		redirect(303, first ? `${url.pathname}#answer-${first.id}` : url.pathname);
	}
	const requests = orError(await locals.services.requests.ofQuestion(actor, lab, question.id));
	const round = await locals.services.rounds.ofQuestion(actor, lab, question.id);
	return {
		question,
		requests,
		round,
		mentionPaths: await locals.services.mentions.pathsIn(actor, lab, docsOf(question)),
		/** Of the next answer and foothold: sent twice it is one. */
		nextId: crypto.randomUUID(),
		agreed: await allowed.ofLab(lab),
		mergeable: question.may.merge ? await threads.mergeable(actor, lab, question.id) : [],
		compass: lab.compass,
		topics: lab.themes,
		sessions: question.may.pin
			? (await sessions.list(actor, lab))
					.filter(({ status }) => status !== 'ended')
					.map(({ id, title, startsAt }) => ({ id, title, startsAt }))
			: [],
		domain: actor.domain,
		levels: await locals.services.notices.levelsOf(actor, {
			labId: lab.id,
			questionId: question.id
		}),
		/** She comes from asking it. */
		isAsked: url.searchParams.has('asked')
	};
};

type Ask<Wanted, Value> = (
	threads: ThreadService,
	actor: Actor,
	lab: Lab,
	id: string,
	wanted: Wanted
) => Promise<Outcome<Value>>;

function act<S extends v.GenericSchema, Value>(
	did: string,
	schema: S,
	ask: Ask<v.InferOutput<S>, Value>,
	options: Parameters<typeof threadAction<S, Value>>[3] = {}
) {
	return threadAction(
		did,
		schema,
		({ services, actor, lab, id }, wanted) => ask(services.threads, actor, lab, id, wanted),
		options
	);
}

const answerTexts = ['text', 'conditions', 'source'];
const footholdTexts = ['text', 'conditions', 'forWhom'];
const footholdLists = ['compass', 'sources'];

/** To where one writes it with layout, or together. */
const toDraft = ({ lab }: { lab: Lab }, draft: string) => `/labs/${lab.slug}/drafts/${draft}`;

export const actions: Actions = {
	'draft-answer': act('draft', DraftedAlready, (threads, ...rest) => threads.draftAnswer(...rest), {
		texts: answerTexts,
		backAs: 'answer',
		next: toDraft
	}),
	'draft-revision': act(
		'draft',
		DraftedAlready,
		(threads, ...rest) => threads.draftAnswer(...rest),
		{ texts: answerTexts, backAs: 'revise', next: toDraft }
	),
	'draft-summary': act(
		'draft',
		v.object({}),
		(threads, actor, lab, id) => threads.draftSummary(actor, lab, id),
		{
			next: toDraft
		}
	),
	...requestActions,
	answer: act('answer', AnswerForm, (threads, ...rest) => threads.answer(...rest), {
		texts: answerTexts
	}),
	'revise-answer': act('revise', AnswerForm, (threads, ...rest) => threads.sayOtherwise(...rest), {
		texts: answerTexts
	}),
	away: act('away', AnswerAway, (threads, ...rest) => threads.putAway(...rest), {
		texts: ['note']
	}),
	helps: act('helps', AnswerSwitch, (threads, ...rest) => threads.sayHelpful(...rest)),
	also: act('also', Switch, (threads, ...rest) => threads.sayAlsoAtOurs(...rest)),
	level: followAction,
	follow: act('follow', Switch, (threads, ...rest) => threads.follow(...rest)),
	state: act('state', StateForm, (threads, ...rest) => threads.move(...rest), { texts: ['note'] }),
	foothold: act('foothold', FootholdForm, (threads, ...rest) => threads.setDown(...rest), {
		texts: footholdTexts,
		several: footholdLists
	}),
	'revise-foothold': act(
		'foothold',
		FootholdRevision,
		(threads, ...rest) => threads.reviseFoothold(...rest),
		{ texts: footholdTexts, several: footholdLists }
	),
	'withdraw-foothold': act('foothold-away', FootholdChoice, (threads, ...rest) =>
		threads.takeBackFoothold(...rest)
	),
	action: act('action', ActionForm, (threads, ...rest) => threads.makeAction(...rest), {
		texts: ['title', 'firstStep']
	}),
	lesson: act('lesson', LessonForm, (threads, ...rest) => threads.makeLesson(...rest), {
		texts: ['title', 'oneLiner']
	}),
	'item-away': act('item-away', ItemChoice, (threads, ...rest) => threads.takeBackItem(...rest)),
	tried: act('tried', TriedForm, (threads, ...rest) => threads.sayTried(...rest)),
	pin: act('pin', PinForm, (threads, ...rest) => threads.pin(...rest)),
	merge: act('merge', MergeForm, (threads, ...rest) => threads.merge(...rest)),
	unmerge: act('unmerge', UnmergeForm, (threads, ...rest) => threads.unmerge(...rest)),
	split: act('split', SplitForm, (threads, ...rest) => threads.split(...rest), {
		...{ texts: ['title', 'text'], several: ['answers'] },
		next: ({ lab }, id) => `/labs/${lab.slug}/questions/${id}`
	}),
	/** By post: what must not be anywhere is in no address either. */
	'find-words': async (event) => {
		let found: FoundWords | null = null;
		let phrase = '';
		const looked = await act('find-words', PhraseForm, async (threads, ...rest) => {
			const outcome = await threads.findWords(...rest);
			phrase = rest[3].phrase;
			if (outcome.ok) found = outcome.value;
			return outcome;
		})(event);
		return found ? { did: 'find-words' as const, phrase, found: found as FoundWords } : looked;
	},
	redact: act('redact', PhraseForm, (threads, ...rest) => threads.redact(...rest)),
	unpin: act('unpin', PinChoice, (threads, ...rest) => threads.unpin(...rest))
};
