import type { Actor } from '../../src/lib/domain/access.ts';
import { can } from '../../src/lib/domain/access.ts';
import {
	answersQuestion,
	leadsQuestion,
	readsQuestion
} from '../../src/lib/domain/question-access.ts';
import { GUEST_DAYS_AFTER, isUntaken, requestLimits } from '../../src/lib/domain/request.ts';
import { defaultTerms } from '../../src/lib/domain/request-terms.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import { addWorkingDays } from '../../src/lib/domain/working-days.ts';
import type { AskablePerson, AskablePool } from '../../src/lib/documents/request-view.ts';
import type { ExpertRequest, LabExpert } from '../store/request-repository.ts';
import type { Question } from '../store/thread-rows.ts';
import { isGuestIn, type ThreadParts } from './thread-parts.ts';

/** Whether she may put this question to an expert: who leads it, asked it or runs expert rounds. */
export function asksExperts(actor: Actor, question: Question): boolean {
	if (isClosed(question) || isGuestIn(actor, question.labId)) return false;
	if (!readsQuestion(actor, question)) return false;
	const thing = { labId: question.labId, id: question.id };
	return leadsQuestion(actor, question) || can(actor, 'expertRound.run', thing);
}

/** Nobody is asked or reminded of a question that is. */
export function isClosed({ state, mergedInto }: Pick<Question, 'state' | 'mergedInto'>): boolean {
	return mergedInto !== null || state === 'geoogst' || state === 'geparkeerd';
}

/** Answers where she is invited, and only there. */
export function isGuest({ role }: Pick<LabExpert, 'role'>): boolean {
	return rights['thread.answer'][role] === 'uitgenodigd';
}

export function mayAnswer({ role }: Pick<LabExpert, 'role'>): boolean {
	return rights['thread.answer'][role] !== 'nee';
}

/** Whether she could answer this question, if it were put to her. */
export async function couldAnswer(
	{ members, now }: Pick<ThreadParts, 'members' | 'now'>,
	person: LabExpert,
	question: Question
): Promise<boolean> {
	const actor = await members.findActor(person.memberId, now());
	if (!actor) return false;
	const invitations = new Set([...actor.invitations, ...(isGuest(person) ? [question.id] : [])]);
	return answersQuestion({ ...actor, invitations }, question);
}

/** How long a guest may read and answer what is put to her now. */
export function guestUntil(person: LabExpert, now: Date): Date {
	const days = defaultTerms.reaction + defaultTerms.answer + GUEST_DAYS_AFTER;
	const end = addWorkingDays(now, days);
	const last = person.accessUntil === null ? end : new Date(person.accessUntil);
	return last < end ? last : end;
}

/** Whether what somebody can answer on is what the question is about, by topic or by its words. */
export function fits(topics: readonly string[], { topic, title, need }: Question): boolean {
	const said = `${topic ?? ''} ${title} ${need}`.toLowerCase();
	return topics.some((each) => said.includes(each.toLowerCase()));
}

/** Whom the question can be put to; who fits first. Never whoever asked it, or who asks. */
export async function askable(
	parts: ThreadParts,
	actor: Actor,
	question: Question
): Promise<{ people: AskablePerson[]; pools: AskablePool[]; all: LabExpert[] }> {
	const { requests, now } = parts;
	const all = await requests.people(question.labId, now());
	const open = await requests.countOpen();
	const able: LabExpert[] = [];
	for (const person of all) {
		if (person.memberId === question.askedBy || person.memberId === actor.memberId) continue;
		if (mayAnswer(person) && (await couldAnswer(parts, person, question))) able.push(person);
	}
	const people = able.map((person): AskablePerson => {
		const n = open.get(person.memberId) ?? 0;
		return {
			id: person.memberId,
			name: person.name,
			organisation: person.organisationLabel,
			topics: person.canAnswerOn,
			fits: fits(person.canAnswerOn, question),
			guestUntil: isGuest(person) ? guestUntil(person, now()).toISOString() : null,
			open: n,
			isFull: n >= requestLimits.open
		};
	});
	people.sort((a, b) => Number(b.fits) - Number(a.fits) || a.name.localeCompare(b.name, 'nl'));
	return { people, pools: poolsOf(able, question), all };
}

/** Organisations and topics with people who need no invitation. */
function poolsOf(able: readonly LabExpert[], question: Question): AskablePool[] {
	const pools = new Map<string, AskablePool>();
	const count = (pool: Omit<AskablePool, 'people'>) => {
		const key = `${pool.kind} ${pool.id}`;
		const known = pools.get(key);
		const isFit = pool.fits || (known?.fits ?? false);
		pools.set(key, { ...pool, fits: isFit, people: (known?.people ?? 0) + 1 });
	};
	for (const person of able.filter((each) => !isGuest(each))) {
		const { organisationId, organisationLabel, canAnswerOn } = person;
		const isFit = fits(canAnswerOn, question);
		if (organisationId) {
			count({ kind: 'organisation', id: organisationId, label: organisationLabel, fits: isFit });
		}
		for (const topic of canAnswerOn) {
			count({ kind: 'topic', id: topic, label: topic, fits: fits([topic], question) });
		}
	}
	return [...pools.values()].sort(
		(a, b) =>
			Number(b.fits) - Number(a.fits) ||
			a.kind.localeCompare(b.kind) ||
			a.label.localeCompare(b.label, 'nl')
	);
}

/** Put to the same one, or the same pool. */
export function isSameRequest(
	one: Pick<ExpertRequest, 'toMember' | 'pool'>,
	other: Pick<ExpertRequest, 'toMember' | 'pool'>
): boolean {
	if (other.toMember !== null) return one.toMember === other.toMember;
	return one.pool?.kind === other.pool?.kind && one.pool?.id === other.pool?.id;
}

/** Who may take on what was put to this pool. */
export function inPool(person: LabExpert, pool: NonNullable<ExpertRequest['pool']>): boolean {
	if (!mayAnswer(person) || isGuest(person)) return false;
	return pool.kind === 'organisation'
		? person.organisationId === pool.id
		: person.canAnswerOn.includes(pool.id);
}

/** Who has it: the one it was put to, or who of the pool may take it on. */
export function holders(
	request: ExpertRequest,
	people: readonly LabExpert[],
	question: Pick<Question, 'askedBy'>
): LabExpert[] {
	const { toMember, pool } = request;
	if (toMember !== null) return people.filter(({ memberId }) => memberId === toMember);
	if (!pool || !isUntaken(request.state)) return [];
	return people.filter((each) => each.memberId !== question.askedBy && inPool(each, pool));
}

/**
 * Who takes it over when the term is over: whoever is longest in the lab of the pool it was put to, or
 * of her own organisation, and else who leads the lab. Null: it is with that one already.
 */
export async function ownerOf(
	parts: ThreadParts,
	request: ExpertRequest,
	people: readonly LabExpert[],
	question: Question
): Promise<LabExpert | null> {
	const holder = people.find(({ memberId }) => memberId === request.toMember);
	const organisation =
		request.pool?.kind === 'organisation' ? request.pool.id : (holder?.organisationId ?? null);
	const others = people.filter(
		({ memberId }) => memberId !== request.toMember && memberId !== question.askedBy
	);
	const first = others.filter(
		(each) => organisation !== null && each.organisationId === organisation && !isGuest(each)
	);
	const leads = others.filter(({ role }) => role === 'facilitator');
	const open = await parts.requests.countOpen();
	const hasRoom = ({ memberId }: LabExpert) => (open.get(memberId) ?? 0) < requestLimits.open;
	const able: LabExpert[] = [];
	for (const person of [...first, ...leads]) {
		if (mayAnswer(person) && (await couldAnswer(parts, person, question))) able.push(person);
	}
	// Somebody must have it: where all are full, whoever owns the pool.
	return able.find(hasRoom) ?? able[0] ?? null;
}

/** A pool by its name; null: there is nobody in it. */
export function poolLabel(
	pool: NonNullable<ExpertRequest['pool']>,
	people: readonly LabExpert[]
): string {
	if (pool.kind === 'topic') return pool.id;
	return people.find(({ organisationId }) => organisationId === pool.id)?.organisationLabel ?? '';
}
