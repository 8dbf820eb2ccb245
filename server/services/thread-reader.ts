import { can, type Actor } from '../../src/lib/domain/access.ts';
import { threadDocument } from '../../src/lib/domain/document-name.ts';
import { refused, done, type Outcome } from '../../src/lib/domain/outcome.ts';
import {
	answersQuestion,
	harvestsQuestion,
	isAsker,
	joinsQuestion,
	leadsQuestion,
	mergesQuestion,
	pinsQuestion,
	readsQuestion,
	redactsQuestion
} from '../../src/lib/domain/question-access.ts';
import { questionStates } from '../../src/lib/domain/question.ts';
import { movesFrom } from '../../src/lib/domain/question-state.ts';
import { fromPlain } from '../../src/lib/documents/rich-text.ts';
import { ThreadDocument } from '../../src/lib/documents/thread.ts';
import type {
	MovedView,
	QuestionSummary,
	QuestionView
} from '../../src/lib/documents/thread-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import { listOnward } from '../store/onward-statements.ts';
import { originOf } from './question-origin.ts';
import { isGuestIn, readable, type ThreadParts } from './thread-parts.ts';
import {
	alsoOf,
	answerView,
	askerFor,
	eventView,
	footholdView,
	pinViews,
	shownIn
} from './thread-views.ts';

/** Questions of the lab she may read: pinned ones first, then the most alive, the newest before others. */
export async function listQuestions(
	parts: ThreadParts,
	actor: Actor,
	lab: Lab
): Promise<QuestionSummary[]> {
	const { threads, members, now } = parts;
	const all = (await threads.list(lab.id)).filter((each) => readsQuestion(actor, each));
	const authors = await members.findAuthors(all.flatMap(({ askedBy }) => askedBy ?? []));
	const pins = await pinViews(parts, actor, lab, await threads.pins(lab.id, now()));
	const followed = await threads.followedBy(actor.memberId, lab.id);
	const unread = await parts.notices.unread(actor, lab.id);
	const summaries = all.map((question) => ({
		id: question.id,
		title: question.title,
		excerpt: question.excerpt,
		need: question.need,
		domain: question.domain,
		topic: question.topic,
		urgency: question.urgency,
		state: question.state,
		stateNote: question.stateNote,
		tlp: question.tlp,
		asker: askerFor(actor, lab, question, authors),
		isMine: isAsker(actor, question),
		askedAt: question.askedAt,
		lastAt: question.lastAt,
		answers: question.answers,
		footholds: question.footholds,
		alsoAtOurs: question.alsoAtOurs,
		follows: followed.has(question.id),
		unread: unread.get(question.id) ?? 0,
		pins: pins.filter((pin) => pin.questionId === question.id),
		isMerged: question.mergedInto !== null
	}));
	return summaries.sort(byLife);
}

/** Pinned ones first, then by state, the newest first. */
function byLife(a: QuestionSummary, b: QuestionSummary): number {
	return (
		Number(b.pins.length > 0) - Number(a.pins.length > 0) ||
		questionStates.indexOf(a.state) - questionStates.indexOf(b.state) ||
		b.askedAt.localeCompare(a.askedAt)
	);
}

/** One question with everything she may see of it. `seenAt`: when she was here last. */
export async function openQuestion(
	parts: ThreadParts,
	actor: Actor,
	lab: Lab,
	id: string,
	seenAt: string | null
): Promise<Outcome<QuestionView>> {
	const question = await readable(parts, actor, lab, id);
	if (!question) return refused('not-found');
	const { threads, members, rooms, now } = parts;
	const answers = await threads.answers(id);
	const footholds = await threads.footholds(id);
	// A guest sees no actions and lessons of the lab.
	const onward = isGuestIn(actor, lab.id) ? [] : await listOnward(parts.store.db, id);
	const followers = await threads.followers(id);
	const events = await threads.events(id);
	const texts = await rooms.read(threadDocument(id), (doc) => {
		const thread = new ThreadDocument(doc);
		return {
			question: thread.question,
			summary: thread.summary,
			answers: new Map(answers.map((answer) => [answer.id, thread.answer(answer.id)]))
		};
	});
	const people = [
		question.askedBy,
		...answers.flatMap(({ memberId, writers }) => [memberId, ...writers]),
		...followers.map(({ memberId }) => memberId),
		...events.map(({ memberId }) => memberId)
	];
	const authors = await members.findAuthors(people.filter((each) => each !== null));
	const show = (memberId: string | null) =>
		shownIn(lab.attribution, memberId === null ? undefined : authors.get(memberId));
	const asker = askerFor(actor, lab, question, authors);
	const answerViews = answers.map((answer) => {
		const text = texts?.answers.get(answer.id);
		return answerView(answer, { actor, question, seenAt, show, asker, text });
	});
	const own = followers.find(({ memberId }) => memberId === actor.memberId);
	const kin = await threads.kin(id);
	const target = question.mergedInto && (await threads.find(question.mergedInto));
	const source = question.splitFrom && (await threads.find(question.splitFrom));
	const moved = await movedViews(parts, actor, id);
	return done({
		id,
		title: question.title,
		text: texts?.question ?? {
			text: fromPlain(question.excerpt),
			context: fromPlain(''),
			tried: fromPlain('')
		},
		need: question.need,
		domain: question.domain,
		topic: question.topic,
		size: question.size,
		urgency: question.urgency,
		tlp: question.tlp,
		asker,
		askedAs: isAsker(actor, question) || pinsQuestion(actor, question) ? question.askedAs : null,
		isMine: isAsker(actor, question),
		askedAt: question.askedAt,
		state: question.state,
		stateNote: question.stateNote,
		stateAt: question.stateAt,
		validUntil: question.validUntil,
		summary:
			texts?.summary && question.summaryAt ? { text: texts.summary, at: question.summaryAt } : null,
		also: alsoOf(lab, followers, authors, own),
		follows: own !== undefined,
		answers: answerViews,
		footholds: footholds
			.filter(({ isWithdrawn }) => !isWithdrawn)
			.map((foothold) =>
				footholdView(foothold, { actor, lab, question, answers: answerViews, moved, onward })
			),
		pins: (await pinViews(parts, actor, lab, await threads.pins(lab.id, now()))).filter(
			({ questionId }) => questionId === id
		),
		log: events.map((event) => eventView(event, show)),
		origin: await originOf(parts, actor, lab, question),
		mergedInto:
			target && readsQuestion(actor, target) ? { id: target.id, title: target.title } : null,
		kin: [
			...kin.merged.map((each) => ({ ...each, kind: 'merged' as const })),
			...kin.split.map((each) => ({ ...each, kind: 'split' as const }))
		]
			.filter((each) => readsQuestion(actor, each))
			.map(({ id, title, kind }) => ({ id, title, kind })),
		splitFrom:
			source && readsQuestion(actor, source) ? { id: source.id, title: source.title } : null,
		moved,
		turn: question.turn,
		may: {
			answer: answersQuestion(actor, question),
			move: leadsQuestion(actor, question) ? movesFrom(question.state) : [],
			harvest: harvestsQuestion(actor, question),
			pin: pinsQuestion(actor, question),
			also: joinsQuestion(actor, question),
			tried:
				actor.organisationId !== '' &&
				can(actor, 'thread.alsoAtOurs', { labId: lab.id, id: question.id }),
			moderate: pinsQuestion(actor, question),
			revise: isAsker(actor, question) && question.mergedInto === null,
			merge: mergesQuestion(actor, question),
			redact: redactsQuestion(actor, question)
		}
	});
}

/** Answers that stand elsewhere now, where she may read that. */
async function movedViews(
	{ threads }: Pick<ThreadParts, 'threads'>,
	actor: Actor,
	id: string
): Promise<MovedView[]> {
	const views: MovedView[] = [];
	for (const { id: answer, position, questionId, n } of await threads.movedFrom(id)) {
		const to = questionId === id ? null : await threads.find(questionId);
		if (to && readsQuestion(actor, to)) {
			views.push({ id: answer, n: position, to: { id: to.id, title: to.title, n } });
		}
	}
	return views;
}
