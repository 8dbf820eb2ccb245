import type { Transaction } from 'kysely';
import { isId } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { isAsker, leadsQuestion } from '../../src/lib/domain/question-access.ts';
import type { NoticeKind } from '../../src/lib/domain/notice.ts';
import { isOpenRequest, isUntaken, requestLimits } from '../../src/lib/domain/request.ts';
import { defaultTerms } from '../../src/lib/domain/request-terms.ts';
import type { ExpertRequest, LabExpert } from '../store/request-repository.ts';
import {
	fresh,
	insertRequest,
	letGuestIn,
	letGuestOut,
	letGuestsOut,
	resumed,
	stepRequest,
	type RequestChange
} from '../store/request-statements.ts';
import type { Schema } from '../store/schema.ts';
import { follow, settleState } from '../store/thread-statements.ts';
import { pointsAtPerson } from './personal-text.ts';
import { isHiddenAsker } from './question-acts.ts';
import type { DeclineForm, HandOverForm, RequestForm, RequestStepForm } from './request-form.ts';
import {
	asksExperts,
	couldAnswer,
	guestUntil,
	holders,
	inPool,
	isClosed,
	isGuest,
	isSameRequest,
	mayAnswer,
	ownerOf
} from './request-people.ts';
import { isGuestIn, write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/** Puts the question to an expert or a pool of them. Sent twice it is one. */
export async function requestExpert(
	parts: ThreadParts,
	given: ThreadGiven,
	{ id, to, text, notPersonal }: RequestForm
): Promise<Outcome<string>> {
	const { actor, lab, question } = given;
	const { requests, now } = parts;
	if (isClosed(question)) return refused('passed');
	if (!asksExperts(actor, question)) return refused('forbidden');
	const known = await requests.ofQuestion(question.id);
	if (known.some((each) => each.id === id)) return done(id);
	if (known.length >= requestLimits.perQuestion) return refused('too-many');
	const people = await requests.people(lab.id, now());
	const person = to.kind === 'member' ? people.find((each) => each.memberId === to.id) : undefined;
	const pool = to.kind === 'member' ? null : { kind: to.kind, id: to.id };
	const isOwn =
		person && (person.memberId === question.askedBy || person.memberId === actor.memberId);
	if (isOwn) return refused('invalid', 'to');
	if (person && !(await mayHave(parts, given, person))) return refused('invalid', 'to');
	const members = pool
		? people.filter((each) => each.memberId !== question.askedBy && inPool(each, pool))
		: [];
	if (!person && members.length === 0) return refused('invalid', 'to');
	const put = { toMember: person?.memberId ?? null, pool };
	if (known.some((each) => isOpenRequest(each.state) && isSameRequest(each, put))) {
		return refused('already-done', 'to');
	}
	if (person && (await isFull(parts, person.memberId))) return refused('too-many', 'to');
	const allow = [...(await parts.allowed.ofLab(lab)), ...notPersonal];
	if (pointsAtPerson(text, allow)) return refused('personal-data', 'text');
	const told = person ? [person] : members;
	const change = {
		...{ act: 'requested', detail: { request: id }, isNameless: isHiddenAsker(given) },
		news: {
			kind: 'request' as const,
			to: told.map(({ memberId }) => ({ memberId, concerns: true }))
		}
	};
	const written = await write(parts, given, change, async (trx) => {
		await insertRequest(trx, {
			...{ id, labId: lab.id, questionId: question.id, text, pool, at: now() },
			...{ askedBy: actor.memberId, toMember: person?.memberId ?? null },
			...{ reactionDays: defaultTerms.reaction, answerDays: defaultTerms.answer }
		});
		if (person) await letIn(parts, trx, given, id, person);
		await settleState(trx, question.id, now());
	});
	if (!written.ok) return written;
	if (person && isGuest(person)) parts.changed(person.memberId);
	return done(id);
}

/** She takes it on; from the pool it is hers from then on. */
export async function acceptRequest(
	parts: ThreadParts,
	given: ThreadGiven,
	form: RequestStepForm
): Promise<Outcome> {
	const found = await heldBy(parts, given, form);
	if (!found.ok) return found;
	const request = found.value;
	const { actor, question } = given;
	if (!isUntaken(request.state)) return refused('passed');
	if (request.toMember === null && (await isFull(parts, actor.memberId))) {
		return refused('too-many');
	}
	const at = parts.now();
	const to = { ...fresh(at), state: 'accepted' as const, toMember: actor.memberId };
	return step(parts, given, request, {
		act: 'request-accepted',
		news: { kind: 'request-accepted', to: askersOf(request, given) },
		to: { ...to, acceptedAt: at.toISOString() },
		rows: (trx) => follow(trx, { questionId: question.id, memberId: actor.memberId, at })
	});
}

/** She cannot, and says why; what came with it, goes. */
export async function declineRequest(
	parts: ThreadParts,
	given: ThreadGiven,
	form: DeclineForm
): Promise<Outcome> {
	const found = await heldBy(parts, given, form);
	if (!found.ok) return found;
	const request = found.value;
	const { actor, lab, question } = given;
	if (request.toMember !== actor.memberId) {
		// For a whole pool only who takes over what is left lying says no.
		const people = await parts.requests.people(lab.id, parts.now());
		const owner = await ownerOf(parts, request, people, question);
		if (owner?.memberId !== actor.memberId) return refused('forbidden');
	}
	const allow = [...(await parts.allowed.ofLab(lab)), ...form.notPersonal];
	if (pointsAtPerson(form.note, allow)) return refused('personal-data', 'note');
	return step(parts, given, request, {
		act: 'request-declined',
		note: form.note,
		news: { kind: 'request-declined', to: askersOf(request, given) },
		to: { state: 'declined', endedAt: parts.now().toISOString(), waitingSince: null },
		rows: (trx) => letGuestOut(trx, request, actor.memberId)
	});
}

/** To a colleague who can answer it: she decides anew, in a term of her own. */
export async function handOver(
	parts: ThreadParts,
	given: ThreadGiven,
	form: HandOverForm
): Promise<Outcome> {
	const found = await heldBy(parts, given, form);
	if (!found.ok) return found;
	const request = found.value;
	const { actor, lab, question } = given;
	const at = parts.now();
	const people = await parts.requests.people(lab.id, at);
	const person = people.find(({ memberId }) => memberId === form.member);
	if (!person || person.memberId === request.toMember || person.memberId === question.askedBy) {
		return refused('invalid', 'member');
	}
	if (!(await mayHave(parts, given, person))) return refused('invalid', 'member');
	// Whom a guest does not know of she does not invite; and she invites nobody.
	if (isGuest(person)) return refused('invalid', 'member');
	// A guest knows of nobody but of whoever asked her.
	if (isGuestIn(actor, lab.id) && person.memberId !== request.askedBy) {
		return refused('invalid', 'member');
	}
	if (await isFull(parts, person.memberId)) return refused('too-many', 'member');
	return step(parts, given, request, {
		act: 'request-handed-over',
		news: {
			kind: 'handed-over',
			to: [{ memberId: person.memberId, concerns: true }, ...askersOf(request, given)]
		},
		to: { ...fresh(at), state: 'handed-over', toMember: person.memberId, acceptedAt: null },
		rows: (trx) => letGuestOut(trx, request, actor.memberId)
	});
}

/** She needs something of whoever asked: until then no day counts. */
export async function waitForAsker(
	parts: ThreadParts,
	given: ThreadGiven,
	form: RequestStepForm
): Promise<Outcome> {
	const found = await heldBy(parts, given, form);
	if (!found.ok) return found;
	const request = found.value;
	if (request.state !== 'accepted') return refused('passed');
	return step(parts, given, request, {
		act: 'request-waiting',
		news: { kind: 'reacted', to: askersOf(request, given) },
		to: { state: 'waiting', waitingSince: parts.now().toISOString() }
	});
}

/** What she waited for is there: the days count again. */
export async function resumeRequest(
	parts: ThreadParts,
	given: ThreadGiven,
	form: RequestStepForm
): Promise<Outcome> {
	const { actor, question } = given;
	const request = await current(parts, given, form);
	if (!request.ok) return request;
	const isTheirs = request.value.toMember === actor.memberId || isAsker(actor, question);
	if (!isTheirs && !leadsQuestion(actor, question)) return refused('forbidden');
	if (request.value.state !== 'waiting') return refused('passed');
	const { toMember } = request.value;
	return step(parts, given, request.value, {
		act: 'request-resumed',
		news: { kind: 'reacted', to: toMember ? [{ memberId: toMember, concerns: true }] : [] },
		to: { state: 'accepted', ...resumed(request.value, parts.now()) }
	});
}

/** Whoever asked needs it no more. */
export async function withdrawRequest(
	parts: ThreadParts,
	given: ThreadGiven,
	form: RequestStepForm
): Promise<Outcome> {
	const { question } = given;
	const found = await current(parts, given, form);
	if (!found.ok) return found;
	const request = found.value;
	if (!mayWithdraw(given, request)) return refused('forbidden');
	const to = holders(request, await parts.requests.people(question.labId, parts.now()), question);
	const left: string[] = [];
	const outcome = await step(parts, given, request, {
		act: 'request-withdrawn',
		news: { kind: 'state', to: to.map(({ memberId }) => ({ memberId, concerns: false })) },
		to: { state: 'withdrawn', endedAt: parts.now().toISOString(), waitingSince: null },
		rows: async (trx) => {
			left.push(...(await letGuestsOut(trx, request)));
		}
	});
	if (outcome.ok) left.forEach((memberId) => parts.changed(memberId));
	return outcome;
}

export function mayWithdraw({ actor, question }: ThreadGiven, request: ExpertRequest): boolean {
	return request.askedBy === actor.memberId || leadsQuestion(actor, question);
}

interface Step {
	act: string;
	note?: string;
	news: { kind: NoticeKind; to: { memberId: string; concerns: boolean }[] };
	to: RequestChange;
	rows?: (trx: Transaction<Schema>) => Promise<void>;
}

async function step(
	parts: ThreadParts,
	given: ThreadGiven,
	request: ExpertRequest,
	{ act, note = '', news, to, rows }: Step
): Promise<Outcome> {
	const { actor, question } = given;
	const at = parts.now();
	const detail = { request: request.id, ...(note === '' ? {} : { note }) };
	const change = { act, detail, news, isNameless: isHiddenAsker(given) };
	const outcome = await write(parts, given, change, async (trx) => {
		const isFirst = await stepRequest(trx, request, to, { at, by: actor.memberId, note });
		if (!isFirst) throw new Error('not in turn');
		await rows?.(trx);
		await settleState(trx, question.id, at);
	});
	// A guest who has it no more reads nothing more.
	if (outcome.ok) parts.changed(actor.memberId);
	return outcome;
}

/** The request as she saw it; passed: it went on meanwhile. */
async function current(
	{ requests }: ThreadParts,
	{ question }: ThreadGiven,
	{ request: id, version }: RequestStepForm
): Promise<Outcome<ExpertRequest>> {
	const request = isId(id) ? await requests.find(id) : null;
	if (request?.questionId !== question.id) return refused('not-found');
	if (!isOpenRequest(request.state) || request.version !== version) return refused('passed');
	return done(request);
}

/** The same, for who has it. */
async function heldBy(
	parts: ThreadParts,
	given: ThreadGiven,
	form: RequestStepForm
): Promise<Outcome<ExpertRequest>> {
	const { actor, question } = given;
	if (isClosed(question)) return refused('passed');
	const found = await current(parts, given, form);
	if (!found.ok) return found;
	const people = await parts.requests.people(question.labId, parts.now());
	const isHers = holders(found.value, people, question).some(
		({ memberId }) => memberId === actor.memberId
	);
	return isHers ? found : refused('forbidden');
}

async function isFull({ requests }: ThreadParts, memberId: string): Promise<boolean> {
	return ((await requests.countOpen()).get(memberId) ?? 0) >= requestLimits.open;
}

async function mayHave(
	parts: ThreadParts,
	{ question }: ThreadGiven,
	person: LabExpert
): Promise<boolean> {
	return mayAnswer(person) && (await couldAnswer(parts, person, question));
}

async function letIn(
	parts: ThreadParts,
	trx: Transaction<Schema>,
	{ actor, lab, question }: ThreadGiven,
	requestId: string,
	person: LabExpert
): Promise<void> {
	if (!isGuest(person)) return;
	const at = parts.now();
	await letGuestIn(trx, {
		...{ id: parts.newId(), requestId, labId: lab.id, questionId: question.id },
		...{ memberId: person.memberId, until: guestUntil(person, at), by: actor.memberId, at }
	});
	await parts.trail.within(trx, {
		act: 'member.invited',
		memberId: isHiddenAsker({ actor, question }) ? null : actor.memberId,
		subject: `thread/${question.id}`,
		detail: { member: person.memberId }
	});
}

/** Who waits for it: whoever put it, and whoever asked the question. */
function askersOf(request: ExpertRequest, { question }: Pick<ThreadGiven, 'question'>) {
	const to = [request.askedBy, question.askedBy].filter((each) => each !== null);
	return [...new Set(to)].map((memberId) => ({ memberId, concerns: true }));
}
