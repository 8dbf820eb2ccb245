import type { Actor } from '../../src/lib/domain/access.ts';
import {
	coarser,
	showAuthor,
	unknownAuthor,
	type Attribution,
	type Author,
	type ShownAuthor
} from '../../src/lib/domain/attribution.ts';
import { harvestsQuestion, pinsQuestion } from '../../src/lib/domain/question-access.ts';
import { joinsSession } from '../../src/lib/domain/session-access.ts';
import type { AnswerText } from '../../src/lib/documents/thread.ts';
import type {
	AnswerView,
	Counted,
	FootholdView,
	MovedView,
	PinView,
	QuestionEventView,
	QuestionView
} from '../../src/lib/documents/thread-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Onward } from '../store/onward-statements.ts';
import type {
	Answer,
	Follower,
	Foothold,
	Pin,
	Question,
	QuestionEvent
} from '../store/thread-rows.ts';
import { isFresh, takesBack } from './onward-acts.ts';
import { tellsAsker } from './split-acts.ts';
import type { ThreadParts } from './thread-parts.ts';

type Authors = ReadonlyMap<string, Author>;
type Show = (memberId: string | null) => ShownAuthor;

export function shownIn(attribution: Attribution, author: Author | undefined): ShownAuthor {
	return author ? showAuthor(author, attribution, null) : unknownAuthor;
}

/**
 * Who asked, as this reader may see her. Of a question that is known to who leads only, they see her
 * and nobody else does.
 */
export function askerFor(
	actor: Actor,
	lab: Pick<Lab, 'attribution'>,
	question: Question,
	authors: Authors
): ShownAuthor {
	const author = question.askedBy === null ? undefined : authors.get(question.askedBy);
	switch (question.askedAs) {
		case 'name':
			return shownIn(lab.attribution, author);
		case 'organisation':
			return shownIn(coarser(lab.attribution, 'organisation'), author);
		case 'facilitator':
			return pinsQuestion(actor, question) ? shownIn('name', author) : unknownAuthor;
		case 'nobody':
			return unknownAuthor;
	}
}

/** An answer; of the asker's own no more is shown of her than the question shows. */
export function answerView(
	answer: Answer,
	about: {
		actor: Actor;
		question: Question;
		seenAt: string | null;
		show: Show;
		asker: ShownAuthor;
		text: AnswerText | null | undefined;
	}
): AnswerView {
	const { actor, question, seenAt, show, asker, text } = about;
	const byAsker = answer.memberId === question.askedBy;
	const isMine = answer.memberId !== null && answer.memberId === actor.memberId;
	return {
		id: answer.id,
		n: answer.position,
		kind: answer.kind,
		domain: answer.domain,
		certainty: answer.certainty,
		author: byAsker ? asker : show(answer.memberId),
		byAsker,
		writers: byAsker && question.askedAs !== 'name' ? [] : answer.writers.map(show),
		at: answer.at,
		editedAt: answer.editedAt,
		text: answer.state === 'placed' ? (text ?? null) : null,
		state: answer.state,
		stateNote: answer.stateNote,
		replyTo: answer.replyTo,
		helpful: answer.helpful.length,
		helpsMe: answer.helpful.includes(actor.memberId),
		isMine,
		mayMove: answer.state === 'placed' && !tellsAsker(question, answer),
		isNew: !isMine && seenAt !== null && answer.at > seenAt
	};
}

export function footholdView(
	foothold: Foothold,
	about: {
		actor: Actor;
		lab: Pick<Lab, 'attribution'>;
		question: Question;
		answers: readonly AnswerView[];
		moved: readonly MovedView[];
		/** What footholds of this question became. */
		onward: readonly Onward[];
	}
): FootholdView {
	const { actor, lab, question, answers, moved, onward } = about;
	const { tried } = foothold;
	const where = (worked: boolean) =>
		counted(
			lab,
			tried.flatMap((each) => (each.worked === worked ? each.label : []))
		);
	return {
		id: foothold.id,
		text: foothold.text,
		conditions: foothold.conditions,
		forWhom: foothold.forWhom,
		validUntil: foothold.validUntil,
		compass: foothold.compass,
		version: foothold.version,
		at: foothold.at,
		sources: [
			...answers
				.filter(({ id }) => foothold.sources.includes(id))
				.map(({ id, n, author }) => ({ id, n, author, movedTo: null })),
			// Who wrote what stands elsewhere is told there.
			...moved
				.filter(({ id }) => foothold.sources.includes(id))
				.map(({ id, to }) => ({ id, n: to.n, author: unknownAuthor, movedTo: to.id }))
		],
		worked: where(true),
		failed: where(false),
		ours: tried.find((each) => each.organisationId === actor.organisationId)?.worked ?? null,
		became: onward
			.filter(({ footholdId }) => footholdId === foothold.id)
			.map((item) => ({
				...{ id: item.id, kind: item.kind, title: item.title },
				mayTakeBack: isFresh(item) && takesBack(actor, question, item)
			})),
		mayChange:
			harvestsQuestion(actor, question) &&
			(foothold.setBy === actor.memberId || pinsQuestion(actor, question))
	};
}

/** Organisations that say it plays there too, each once. */
export function alsoOf(
	lab: Pick<Lab, 'attribution'>,
	followers: readonly Follower[],
	authors: Authors,
	own: Follower | undefined
): QuestionView['also'] {
	const saying = followers.filter(({ alsoAtOurs }) => alsoAtOurs);
	const labels = new Map(
		saying.map(({ memberId, organisationId }) => [
			organisationId ?? '',
			authors.get(memberId)?.organisationLabel ?? ''
		])
	);
	return { ...counted(lab, [...labels.values()]), mine: own?.alsoAtOurs ?? false };
}

function counted({ attribution }: Pick<Lab, 'attribution'>, labels: string[]): Counted {
	const isNamed = attribution === 'name' || attribution === 'organisation';
	return { n: labels.length, names: isNamed ? labels.toSorted() : [] };
}

export function eventView(
	{ n, at, act, memberId, detail }: QuestionEvent,
	show: Show
): QuestionEventView {
	const { name, organisation } = show(memberId);
	return { n, at, act, name: name ?? organisation, detail };
}

/** Where questions are pinned: a session stands there for who may be in it. */
export async function pinViews(
	{ sessions }: Pick<ThreadParts, 'sessions'>,
	actor: Actor,
	lab: Lab,
	pins: readonly Pin[]
): Promise<PinView[]> {
	const views = await Promise.all(
		pins.map(async ({ place, placeId, ...pin }): Promise<PinView | null> => {
			if (place === 'home') return { ...pin, place, label: '', path: `/labs/${lab.slug}` };
			if (place === 'theme') {
				const path = `/labs/${lab.slug}/questions?topic=${encodeURIComponent(placeId)}`;
				return { ...pin, place, label: placeId, path };
			}
			const session = await sessions.find(placeId);
			if (!session || !joinsSession(actor, session)) return null;
			const path = `/labs/${lab.slug}/sessions/${session.id}`;
			return { ...pin, place, label: session.title, path };
		})
	);
	return views.filter((view) => view !== null);
}
