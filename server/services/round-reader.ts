import type { Actor } from '../../src/lib/domain/access.ts';
import { stepOn, type RoundStep } from '../../src/lib/domain/expert-round.ts';
import { dayOf, endOfDay } from '../../src/lib/domain/working-days.ts';
import { testKinds } from '../../src/lib/domain/question.ts';
import type {
	GuestSight,
	RoundCandidate,
	RoundChoice,
	RoundExpertView,
	RoundQuestionView,
	RoundSummary,
	RoundView,
	TestedAnswer
} from '../../src/lib/documents/round-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { LabExpert } from '../store/request-repository.ts';
import type { Round, RoundExpert } from '../store/round-repository.ts';
import type { Answer, Question } from '../store/thread-rows.ts';
import { fits, isGuest, mayAnswer } from './request-people.ts';
import {
	fitsRound,
	isInsideLab,
	membersOf,
	runsRounds,
	seesRound,
	type RoundParts
} from './round-parts.ts';
import { isGuestIn } from './thread-parts.ts';
import { openQuestion } from './thread-reader.ts';
import { shownIn } from './thread-views.ts';

/** Rounds she may know of: running ones first, then what is prepared, the newest before others. */
export async function listRounds(
	parts: RoundParts,
	actor: Actor,
	lab: Lab
): Promise<RoundSummary[]> {
	const { rounds, now } = parts;
	const invitedTo = await rounds.invitedTo(actor.memberId);
	const seen = (await rounds.list(lab.id)).filter((round) => seesRound(actor, round, invitedTo));
	const order = { running: 0, prepared: 1, closed: 2 };
	const summaries = await Promise.all(
		seen.map(async (round) => ({
			...{ id: round.id, title: round.title, state: round.state, days: round.days },
			step: stepOf(round, dayOf(now())),
			questions: (await rounds.questions(round.id)).length,
			closedAt: round.closedAt,
			isExpert: invitedTo.has(round.id)
		}))
	);
	return summaries.sort((a, b) => order[a.state] - order[b.state]);
}

/** Questions a round can be made of: those that play at most organisations first. */
export async function roundChoices(
	{ threads, rounds }: RoundParts,
	actor: Actor,
	lab: Lab
): Promise<RoundChoice[]> {
	const running = await rounds.running(lab.id);
	return (await threads.list(lab.id))
		.filter((question) => fitsRound(actor, question))
		.map((question) => ({
			...{ id: question.id, title: question.title, excerpt: question.excerpt },
			...{ state: question.state, tlp: question.tlp, alsoAtOurs: question.alsoAtOurs },
			...{ answers: question.answers, isTaken: running.has(question.id) }
		}))
		.sort((a, b) => b.alsoAtOurs - a.alsoAtOurs || a.answers - b.answers);
}

/** One round with everything she may see of it. */
export async function viewRound(
	parts: RoundParts,
	actor: Actor,
	lab: Lab,
	round: Round
): Promise<RoundView> {
	const { rounds, members, now } = parts;
	const mayRun = runsRounds(actor, lab.id);
	const all = await rounds.experts(round.id);
	const experts = all.filter(({ invitedAt }) => mayRun || invitedAt !== null);
	const ids = (await rounds.questions(round.id)).map(({ questionId }) => questionId);
	const found = await Promise.all(ids.map((id) => parts.threads.find(id)));
	const own = found.filter((each) => each !== null);
	const expertIds = new Set(all.flatMap(({ memberId }) => memberId ?? []));
	const authors = await members.findAuthors([
		...expertIds,
		...(round.madeBy ? [round.madeBy] : [])
	]);
	const show = (id: string | null) =>
		shownIn(lab.attribution, id === null ? undefined : authors.get(id));
	const pins = await rounds.pins(round.id);
	const drafts = mayRun ? await rounds.drafts(round.id) : [];
	const lists = new Map<string, Answer[]>();
	for (const { id } of own) lists.set(id, await parts.threads.answers(id));
	const about = { actor, lab, round, mayRun, expertIds, pins, lists };
	const questions: RoundQuestionView[] = [];
	for (const question of own) {
		const view = await questionView(parts, question, about);
		const n = drafts.filter(({ questionId }) => questionId === question.id).length;
		if (view) questions.push({ ...view, drafts: n });
	}
	const people = mayRun ? await parts.requests.people(lab.id, now()) : [];
	return {
		...{ id: round.id, version: round.version, title: round.title, text: round.text },
		...{ state: round.state, days: round.days, today: dayOf(now()) },
		step: stepOf(round, dayOf(now())),
		by: show(round.madeBy),
		...{ openedAt: round.openedAt, closedAt: round.closedAt, reviewOn: round.reviewOn },
		questions,
		experts: await Promise.all(
			experts.map((expert) => expertView(parts, lab, expert, { people, show, lists, mayRun }))
		),
		sight: mayRun && round.state !== 'closed' ? await sightOf(parts, round, own) : null,
		candidates: mayRun && round.state !== 'closed' ? candidates(people, expertIds, own) : [],
		isExpert: all.some(
			({ memberId, invitedAt }) => memberId === actor.memberId && invitedAt !== null
		),
		isGuest: isGuestIn(actor, lab.id),
		may: { run: mayRun, test: round.state === 'running' && isInsideLab(actor, lab.id) }
	};
}

function stepOf(round: Round, today: string): RoundStep {
	if (round.state === 'prepared') return 'questions';
	return round.state === 'closed' ? 'close' : stepOn(round.days, today);
}

async function questionView(
	parts: RoundParts,
	question: Question,
	about: {
		actor: Actor;
		lab: Lab;
		round: Round;
		mayRun: boolean;
		expertIds: ReadonlySet<string>;
		pins: readonly string[];
		lists: ReadonlyMap<string, readonly Answer[]>;
	}
): Promise<Omit<RoundQuestionView, 'drafts'> | null> {
	const { actor, lab, round, mayRun, expertIds, pins } = about;
	const opened = await openQuestion(parts, actor, lab, question.id, null);
	if (!opened.ok) return null;
	const { answers, footholds, also } = opened.value;
	const rows = new Map((about.lists.get(question.id) ?? []).map((row) => [row.id, row]));
	const isExperts = (id: string) => expertIds.has(rows.get(id)?.memberId ?? '');
	const placed = answers.filter(({ state }) => state === 'placed');
	// What was said before the round is not of the round.
	const since = round.openedAt ?? '9999';
	const ofExperts = placed.filter(
		({ id, replyTo, at }) => replyTo === null && at >= since && isExperts(id)
	);
	const tested = ofExperts.map((answer): TestedAnswer => ({
		answer,
		tested: Object.fromEntries(
			testKinds.map((kind) => [
				kind,
				placed.filter((each) => each.replyTo === answer.id && each.kind === kind).length
			])
		) as TestedAnswer['tested']
	}));
	const reactions = placed.flatMap((answer) => {
		const to = ofExperts.find(({ id }) => id === answer.replyTo);
		if (!to || isExperts(answer.id)) return [];
		return {
			...{ answer, about: to.n, isPinned: pins.includes(answer.id) },
			isGoneInto: placed.some(({ id, replyTo }) => replyTo === answer.id && isExperts(id))
		};
	});
	const first = ofExperts.map(({ at }) => at).sort()[0];
	return {
		...{ id: question.id, title: question.title, excerpt: question.excerpt },
		...{ state: question.state, tlp: question.tlp, alsoAtOurs: also.n },
		isMerged: question.mergedInto !== null,
		answers: tested,
		reactions,
		footholds: footholds.length,
		read: mayRun && first ? await readBy(parts, lab, question.id, first, expertIds) : null,
		isAnswered: ofExperts.some(({ isMine }) => isMine)
	};
}

async function readBy(
	parts: RoundParts,
	lab: Lab,
	questionId: string,
	since: string,
	expertIds: ReadonlySet<string>
): Promise<{ n: number; of: number }> {
	const members = (await membersOf(parts, lab.id)).filter((id) => !expertIds.has(id));
	return { n: await parts.rounds.readSince(questionId, since, members), of: members.length };
}

async function expertView(
	{ members }: RoundParts,
	lab: Lab,
	expert: RoundExpert,
	about: {
		people: readonly LabExpert[];
		show: (id: string | null) => ReturnType<typeof shownIn>;
		lists: ReadonlyMap<string, readonly Answer[]>;
		mayRun: boolean;
	}
): Promise<RoundExpertView> {
	const { memberId, name, organisation, invitedAt } = expert;
	const shown = about.show(memberId);
	const person = about.people.find((each) => each.memberId === memberId);
	const roles = memberId ? await members.rolesIn(lab.id, [memberId]) : new Map();
	const isHers = (answer: Answer) => answer.memberId === memberId && answer.state === 'placed';
	return {
		id: expert.id,
		name: person?.name ?? (memberId === null ? name : (shown.name ?? '')),
		organisation:
			person?.organisationLabel ?? (memberId === null ? organisation : (shown.organisation ?? '')),
		isGuest: memberId === null || (person ? isGuest(person) : !roles.has(memberId)),
		isNew: expert.isNew || memberId === null,
		invitedAt,
		isAwaited:
			about.mayRun &&
			memberId !== null &&
			roles.has(memberId) &&
			invitedAt !== null &&
			!(await members.hasPassword(memberId)),
		answered: [...about.lists.values()].filter((list) => memberId !== null && list.some(isHers))
			.length
	};
}

async function sightOf(
	{ rounds }: RoundParts,
	round: Round,
	questions: readonly Question[]
): Promise<GuestSight> {
	const all = await rounds.countLab(round.labId);
	return {
		until: endOfDay(round.days.close).toISOString(),
		questions: questions.map(({ title }) => title),
		hidden: { ...all, questions: all.questions - questions.length }
	};
}

function candidates(
	people: readonly LabExpert[],
	known: ReadonlySet<string>,
	questions: readonly Question[]
): RoundCandidate[] {
	return people
		.filter((person) => mayAnswer(person) && !known.has(person.memberId))
		.map((person) => ({
			...{ id: person.memberId, name: person.name, organisation: person.organisationLabel },
			...{ topics: person.canAnswerOn, isGuest: isGuest(person) },
			fits: questions.some((question) => fits(person.canAnswerOn, question))
		}))
		.sort(
			(a, b) =>
				Number(b.fits) - Number(a.fits) ||
				Number(b.isGuest) - Number(a.isGuest) ||
				a.name.localeCompare(b.name, 'nl')
		);
}
