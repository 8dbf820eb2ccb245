import { isAsker, leadsQuestion } from '../../src/lib/domain/question-access.ts';
import type { Actor } from '../../src/lib/domain/access.ts';
import type { ShownAuthor } from '../../src/lib/domain/attribution.ts';
import { isOpenRequest, isUntaken, requestLimits } from '../../src/lib/domain/request.ts';
import { defaultTerms, termOf } from '../../src/lib/domain/request-terms.ts';
import { addWorkingDays } from '../../src/lib/domain/working-days.ts';
import type {
	ExpertBook,
	QuestionRequests,
	RequestView
} from '../../src/lib/documents/request-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { ExpertRequest, LabExpert } from '../store/request-repository.ts';
import type { Question } from '../store/thread-rows.ts';
import { mayWithdraw } from './request-acts.ts';
import {
	askable,
	asksExperts,
	holders,
	isClosed,
	isGuest,
	mayAnswer,
	ownerOf,
	poolLabel
} from './request-people.ts';
import { isGuestIn, type ThreadGiven, type ThreadParts } from './thread-parts.ts';
import { shownIn } from './thread-views.ts';

/** What a page of a question shows of asking experts. The question is one she may read. */
export async function requestsOf(
	parts: ThreadParts,
	actor: Actor,
	lab: Lab,
	question: Question
): Promise<QuestionRequests> {
	const { requests, members, now } = parts;
	const list = await requests.ofQuestion(question.id);
	const authors = await members.findAuthors(list.flatMap(({ toMember }) => toMember ?? []));
	const show = (memberId: string) => shownIn(lab.attribution, authors.get(memberId));
	const mayAsk = asksExperts(actor, question);
	const whom = mayAsk || list.length > 0 ? await askable(parts, actor, question) : null;
	const views = await Promise.all(
		list.map((request) =>
			viewOf(parts, request, { actor, lab, question, show, people: whom?.all ?? [] })
		)
	);
	const today = now();
	const given = { actor, lab, question };
	const held = list.filter((_, i) => views[i]?.may.handOver);
	return {
		// Those that wait first, the newest before others.
		list: views.toReversed().sort((a, b) => Number(b.term !== null) - Number(a.term !== null)),
		ask:
			mayAsk && whom
				? {
						people: whom.people,
						pools: whom.pools,
						reactBy: addWorkingDays(today, defaultTerms.reaction).toISOString(),
						answerBy: addWorkingDays(today, defaultTerms.answer).toISOString()
					}
				: null,
		colleagues: (held.length > 0 ? (whom?.people ?? []) : []).filter(
			({ id, guestUntil, isFull }) => !guestUntil && !isFull && mayGetFrom(given, id, held)
		)
	};
}

/** A guest knows of nobody in the lab but of whoever asked her: to that one she may give it back. */
function mayGetFrom(given: ThreadGiven, id: string, held: readonly ExpertRequest[]): boolean {
	return !isGuestIn(given.actor, given.lab.id) || held.some(({ askedBy }) => askedBy === id);
}

async function viewOf(
	parts: ThreadParts,
	request: ExpertRequest,
	about: {
		actor: Actor;
		lab: Lab;
		question: Question;
		show: (memberId: string) => ShownAuthor;
		people: readonly LabExpert[];
	}
): Promise<RequestView> {
	const { actor, lab, question, show, people } = about;
	const isOpen = isOpenRequest(request.state);
	const now = parts.now();
	const term = termOf(request, now);
	const held = isOpen && !isClosed(question) ? holders(request, people, question) : [];
	const own = held.find(({ memberId }) => memberId === actor.memberId);
	const isHers = request.toMember === actor.memberId;
	const owns = async () =>
		(await ownerOf(parts, request, people, question))?.memberId === actor.memberId;
	const steps = request.state === 'declined' ? await parts.requests.steps(request.id) : [];
	const days = term.of === 'reaction' ? request.reactionDays : request.answerDays;
	return {
		id: request.id,
		version: request.version,
		state: request.state,
		text: request.text,
		who: request.toMember === null ? null : show(request.toMember),
		pool: request.pool && { kind: request.pool.kind, label: poolLabel(request.pool, people) },
		askedAt: request.askedAt,
		acceptedAt: request.acceptedAt,
		term: isOpen
			? {
					...{ of: term.of, due: term.due.toISOString(), left: term.daysLeft, days },
					used: Math.min(days, Math.round(term.usedFraction * days * 10) / 10),
					...{ isLate: term.isLate, isStopped: term.isStopped }
				}
			: null,
		note: steps.at(-1)?.note ?? '',
		answerId: request.answerId,
		isMine: own !== undefined,
		guestUntil: own && isGuest(own) ? await accessOf(parts, lab, question, own) : null,
		may: {
			accept: own !== undefined && isUntaken(request.state),
			decline: own !== undefined && (isHers || (await owns())),
			handOver: own !== undefined,
			wait: isHers && request.state === 'accepted' && held.length > 0,
			resume:
				request.state === 'waiting' &&
				(isHers || isAsker(actor, question) || leadsQuestion(actor, question)),
			withdraw: isOpen && mayWithdraw({ actor, lab, question }, request)
		}
	};
}

async function accessOf(
	{ members }: ThreadParts,
	lab: Lab,
	question: Question,
	{ memberId, accessUntil }: LabExpert
): Promise<string | null> {
	const all = await members.listInvitations(lab.id);
	const own = all.find((each) => each.memberId === memberId && each.thingId === question.id);
	return own?.accessUntil ?? accessUntil;
}

/** Who can answer on what in a lab; never how fast or how well anybody does. */
export async function expertBook({ requests, now }: ThreadParts, lab: Lab): Promise<ExpertBook> {
	const people = (await requests.people(lab.id, now())).filter(mayAnswer);
	const open = await requests.countOpen();
	const known = new Set(people.flatMap(({ canAnswerOn }) => canAnswerOn.map(folded)));
	return {
		experts: people
			.map((person) => ({
				id: person.memberId,
				name: person.name,
				organisation: person.organisationLabel,
				topics: person.canAnswerOn,
				isGuest: isGuest(person),
				open: open.get(person.memberId) ?? 0,
				isFull: (open.get(person.memberId) ?? 0) >= requestLimits.open
			}))
			.sort((a, b) => a.name.localeCompare(b.name, 'nl')),
		without: lab.themes.filter((theme) => !known.has(folded(theme)))
	};
}

function folded(topic: string): string {
	return topic.trim().toLowerCase();
}
