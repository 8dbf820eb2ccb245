import {
	broughtForward,
	daysFrom,
	daysProblem,
	roundLimits,
	type RoundDays
} from '../../src/lib/domain/expert-round.ts';
import { endOfDay, dayOf } from '../../src/lib/domain/working-days.ts';
import type { Actor } from '../../src/lib/domain/access.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Lab } from '../store/lab-repository.ts';
import {
	addRoundExpert,
	changeRound,
	deleteRound,
	insertRound,
	keepNewExperts,
	pinReaction,
	removeRoundExpert,
	setRoundQuestions,
	unpinReaction
} from '../store/round-statements.ts';
import { pointsAtPerson } from './personal-text.ts';
import { mayAnswer } from './request-people.ts';
import { letIn } from './round-inviting.ts';
import { fitsRound, runsRounds, type RoundGiven, type RoundParts } from './round-parts.ts';
import type {
	ExpertChoice,
	NewExpert,
	NewRoundForm,
	ReactionChoice,
	RoundDaysForm,
	RoundWordsForm
} from './round-form.ts';

/** A round that nobody hears of until it is started. Sent twice it is one. */
export async function makeRound(
	parts: RoundParts,
	{ actor, lab }: { actor: Actor; lab: Lab },
	form: NewRoundForm
): Promise<Outcome<string>> {
	const { rounds, store, now } = parts;
	if (!runsRounds(actor, lab.id)) return refused('forbidden');
	const known = await rounds.find(form.id);
	if (known) return known.labId === lab.id ? done(known.id) : refused('invalid');
	const open = (await rounds.list(lab.id)).filter(({ state }) => state !== 'closed');
	if (open.length >= roundLimits.open) return refused('too-many');
	const wrong = await problemOf(parts, { actor, lab }, form);
	if (wrong) return wrong;
	const days = daysFrom(form.start);
	if (daysProblem(days, dayOf(now()))) return refused('invalid', 'start');
	const { id, title, text, questions } = form;
	await store.transaction(async (trx) => {
		await insertRound(trx, {
			...{ id, title, text, days, labId: lab.id, madeBy: actor.memberId, at: now() }
		});
		await setRoundQuestions(trx, id, questions);
	});
	return done(id);
}

/** Other words or other questions; once it runs, its words only. */
export async function reviseRound(
	parts: RoundParts,
	given: RoundGiven,
	form: RoundWordsForm
): Promise<Outcome> {
	const { round } = given;
	if (round.state === 'closed') return refused('passed');
	const known = (await parts.rounds.questions(round.id)).map(({ questionId }) => questionId);
	const isSame = known.join() === form.questions.join();
	if (!isSame && round.state !== 'prepared') return refused('passed', 'questions');
	const wrong = await problemOf(parts, given, form, isSame);
	if (wrong) return wrong;
	const { title, text, questions } = form;
	return changed(parts, given, { title, text }, async (trx) => {
		if (!isSame) await setRoundQuestions(trx, round.id, questions);
	});
}

/** Other days; guests read and write until the end of the last one. */
export async function setDays(
	parts: RoundParts,
	given: RoundGiven,
	{ answer, test, deepen, harvest, close }: RoundDaysForm
): Promise<Outcome> {
	const days: RoundDays = { answer, test, deepen, harvest, close };
	const today = dayOf(parts.now());
	if (given.round.state === 'closed') return refused('passed');
	const problem = daysProblem(days, today);
	if (problem) return refused('invalid', problem === 'order' ? 'order' : 'close');
	return toDays(parts, given, days);
}

/** The next step begins now. */
export async function goOn(parts: RoundParts, given: RoundGiven): Promise<Outcome> {
	if (given.round.state !== 'running') return refused('passed');
	const days = broughtForward(given.round.days, dayOf(parts.now()));
	return days ? toDays(parts, given, days) : refused('already-done');
}

async function toDays(parts: RoundParts, given: RoundGiven, days: RoundDays): Promise<Outcome> {
	const { round } = given;
	const isLonger = round.state === 'running' && days.close !== round.days.close;
	const experts = isLonger ? await parts.rounds.experts(round.id) : [];
	const invited = experts.filter(({ invitedAt }) => invitedAt !== null);
	const outcome = await changed(parts, given, { days }, async (trx) => {
		if (!isLonger) return;
		await keepNewExperts(trx, round.id, endOfDay(days.close));
		const to = { ...given, round: { ...round, days } };
		for (const { memberId } of invited) if (memberId) await letIn(parts, trx, to, memberId);
	});
	if (outcome.ok) for (const { memberId } of invited) if (memberId) parts.changed(memberId);
	return outcome;
}

/** Somebody of the lab who can answer, a guest of it as well. She hears of it when the invitations go. */
export async function addExpert(
	parts: RoundParts,
	given: RoundGiven,
	{ member }: ExpertChoice
): Promise<Outcome> {
	const { lab } = given;
	const people = await parts.requests.people(lab.id, parts.now());
	const person = people.find(({ memberId }) => memberId === member);
	if (!person || !mayAnswer(person)) return refused('invalid', 'member');
	return add(parts, given, { memberId: member, name: '', organisation: '', email: null }, 'member');
}

/** Somebody by her address; whether she has an account is seen when the invitation goes. */
export async function addNewExpert(
	parts: RoundParts,
	given: RoundGiven,
	{ name, organisation, email }: NewExpert
): Promise<Outcome> {
	if (!(await parts.rounds.mayBeGuest(email))) return refused('forbidden', 'email');
	const experts = await parts.rounds.experts(given.round.id);
	const people = await parts.members.listOfLab(given.lab.id);
	const known = people.find((each) => each.email === email);
	if (known && experts.some(({ memberId }) => memberId === known.memberId)) {
		return refused('already-done', 'email');
	}
	return add(parts, given, { memberId: null, name, organisation, email }, 'email');
}

async function add(
	parts: RoundParts,
	{ round }: RoundGiven,
	expert: {
		memberId: string | null;
		name: string;
		organisation: string;
		email: string | null;
	},
	field: string
): Promise<Outcome> {
	if (round.state === 'closed') return refused('passed');
	const known = await parts.rounds.experts(round.id);
	if (known.length >= roundLimits.experts) return refused('too-many', field);
	const { store, newId, now } = parts;
	const isAdded = await store.transaction((trx) =>
		addRoundExpert(trx, { ...expert, id: newId(), roundId: round.id, at: now() })
	);
	return isAdded ? done() : refused('already-done', field);
}

/** Off the list again, as long as she has not heard of it. */
export async function takeOffExpert(
	parts: RoundParts,
	{ round }: RoundGiven,
	{ expert: id }: { expert: string }
): Promise<Outcome> {
	const known = (await parts.rounds.experts(round.id)).find((each) => each.id === id);
	if (!known) return refused('not-found');
	if (known.invitedAt !== null) return refused('passed');
	await parts.store.transaction((trx) => removeRoundExpert(trx, id));
	return done();
}

/** A round that nobody heard of is thrown away. */
export async function dropRound(parts: RoundParts, { round }: RoundGiven): Promise<Outcome> {
	if (round.state !== 'prepared') return refused('passed');
	await parts.store.transaction((trx) => deleteRound(trx, round.id));
	return done();
}

/** The experts are asked to go into this reaction: three in all. */
export async function pinOne(
	parts: RoundParts,
	{ actor, round }: RoundGiven,
	{ question, answer }: ReactionChoice
): Promise<Outcome> {
	const { rounds, threads, store, now } = parts;
	if (round.state !== 'running') return refused('passed');
	const isIn = (await rounds.questions(round.id)).some(({ questionId }) => questionId === question);
	const known = isIn && (await threads.answers(question)).find(({ id }) => id === answer);
	if (!known || known.state !== 'placed' || known.replyTo === null) return refused('not-found');
	const pins = await rounds.pins(round.id);
	if (pins.includes(answer)) return done();
	if (pins.length >= roundLimits.pinned) return refused('too-many');
	await store.transaction((trx) =>
		pinReaction(trx, { roundId: round.id, answerId: answer, by: actor.memberId, at: now() })
	);
	return done();
}

export async function unpinOne(
	parts: RoundParts,
	{ round }: RoundGiven,
	{ answer }: ReactionChoice
): Promise<Outcome> {
	if (round.state !== 'running') return refused('passed');
	await parts.store.transaction((trx) =>
		unpinReaction(trx, { roundId: round.id, answerId: answer })
	);
	return done();
}

type Along = Parameters<Parameters<RoundParts['store']['transaction']>[0]>[0];

/** Writes a change of the round, with what goes along. */
export async function changed(
	{ store }: RoundParts,
	{ round }: RoundGiven,
	to: Parameters<typeof changeRound>[2],
	along: (trx: Along) => Promise<void> = () => Promise.resolve()
): Promise<Outcome> {
	return store.transaction(async (trx) => {
		// Turns are of one process; the version is of the store.
		if (!(await changeRound(trx, round, to))) return refused('passed');
		await along(trx);
		return done();
	});
}

async function problemOf(
	{ threads, allowed }: RoundParts,
	{ actor, lab }: { actor: Actor; lab: Lab },
	form: Pick<RoundWordsForm, 'title' | 'text' | 'questions' | 'notPersonal'>,
	isSame = false
): Promise<{ ok: false; reason: 'invalid' | 'personal-data'; field: string } | null> {
	for (const id of isSame ? [] : form.questions) {
		const question = await threads.find(id);
		if (question?.labId !== lab.id || !fitsRound(actor, question)) {
			return { ok: false, reason: 'invalid', field: 'questions' };
		}
	}
	const allow = [...(await allowed.ofLab(lab)), ...form.notPersonal];
	for (const field of ['title', 'text'] as const) {
		if (pointsAtPerson(form[field], allow)) return { ok: false, reason: 'personal-data', field };
	}
	return null;
}
