import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { can } from '../../src/lib/domain/access.ts';
import { harvestsQuestion, pinsQuestion } from '../../src/lib/domain/question-access.ts';
import { questionLimits } from '../../src/lib/domain/question.ts';
import type { Foothold } from '../store/thread-rows.ts';
import {
	insertFoothold,
	reviseFoothold,
	setTried,
	withdrawFoothold
} from '../store/foothold-statements.ts';
import { settleState } from '../store/thread-statements.ts';
import { pointsAtPerson } from './personal-text.ts';
import { isHiddenAsker } from './question-acts.ts';
import type { FootholdForm, FootholdRevision } from './question-form.ts';
import { write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/** Sets down what may be used of the answers, with what it takes. */
export async function setDown(
	parts: ThreadParts,
	given: ThreadGiven,
	form: FootholdForm
): Promise<Outcome> {
	const { actor, question } = given;
	const { threads, now, newId } = parts;
	if (!harvestsQuestion(actor, question)) {
		return refused(question.tlp === 'red' ? 'red-not-harvested' : 'forbidden');
	}
	const there = await threads.footholds(question.id);
	if (there.length >= questionLimits.footholds) return refused('too-many');
	const wrong = await footholdProblem(parts, given, form);
	if (wrong) return wrong;
	const followers = await threads.followers(question.id);
	const answers = await threads.answers(question.id);
	const authors = new Set(
		answers.filter(({ id }) => form.sources.includes(id)).map(({ memberId }) => memberId)
	);
	const id = newId();
	const concerns = (memberId: string) => memberId === question.askedBy || authors.has(memberId);
	const change = {
		...{ act: 'foothold', detail: { foothold: id }, isNameless: isHiddenAsker(given) },
		news: {
			kind: 'foothold' as const,
			to: followers.map(({ memberId }) => ({ memberId, concerns: concerns(memberId) }))
		}
	};
	return write(parts, given, change, async (trx) => {
		const row = { ...factsOf(form), id, questionId: question.id, setBy: actor.memberId, at: now() };
		await insertFoothold(trx, row);
		await settleState(trx, question.id, now(), 'foothold');
	});
}

/** Says a foothold otherwise; of two at once the first wins, and the other is told. */
export async function reviseOne(
	parts: ThreadParts,
	given: ThreadGiven,
	form: FootholdRevision
): Promise<Outcome> {
	const found = await changeable(parts, given, form.foothold);
	if (!found.ok) return found;
	if (found.value.version !== form.version) return refused('passed');
	const wrong = await footholdProblem(parts, given, form);
	if (wrong) return wrong;
	const { id, version } = found.value;
	// What it comes from and stands elsewhere by now is not on the form, and stays.
	const elsewhere = new Set((await parts.threads.movedFrom(given.question.id)).map(idOf));
	const kept = found.value.sources.filter((each) => elsewhere.has(each));
	const change = {
		...{ act: 'revised-foothold', detail: { foothold: id }, isNameless: isHiddenAsker(given) },
		news: null
	};
	return write(parts, given, change, async (trx) => {
		const facts = factsOf(form);
		const sources = [...new Set([...facts.sources, ...kept])];
		const isDone = await reviseFoothold(trx, { ...facts, sources, id, version });
		if (!isDone) throw new Error('not in turn');
	});
}

/** It does not hold any more: it leaves the list, and stays in the log. */
export async function takeBackOne(
	parts: ThreadParts,
	given: ThreadGiven,
	{ foothold }: { foothold: string }
): Promise<Outcome> {
	const found = await changeable(parts, given, foothold);
	if (!found.ok) return found;
	const { question } = given;
	const change = {
		...{ act: 'withdrew-foothold', detail: { foothold } },
		...{ isNameless: isHiddenAsker(given), news: null, isErasing: true }
	};
	return write(parts, given, change, async (trx) => {
		await withdrawFoothold(trx, foothold, parts.now());
		await settleState(trx, question.id, parts.now());
	});
}

/** Her organisation tried it: it worked there or it did not. */
export async function sayTried(
	parts: ThreadParts,
	given: ThreadGiven,
	{ foothold, worked }: { foothold: string; worked: boolean | null }
): Promise<Outcome> {
	const { actor, question } = given;
	// Whoever says that a question plays at hers says what came of what was tried there.
	const mayTell = can(actor, 'thread.alsoAtOurs', { labId: question.labId, id: question.id });
	if (!mayTell || actor.organisationId === '') return refused('forbidden');
	const known = (await parts.threads.footholds(question.id)).find(({ id }) => id === foothold);
	if (!known || known.isWithdrawn) return refused('not-found');
	const { memberId, organisationId } = actor;
	return write(parts, given, { act: null, news: null }, (trx) =>
		setTried(trx, { footholdId: foothold, memberId, organisationId, worked, at: parts.now() })
	);
}

/** Whoever set it down changes it, and who leads. */
async function changeable(
	{ threads }: ThreadParts,
	{ actor, question }: ThreadGiven,
	id: string
): Promise<Outcome<Foothold>> {
	const known = (await threads.footholds(question.id)).find((each) => each.id === id);
	if (!known) return refused('not-found');
	if (!harvestsQuestion(actor, question)) return refused('forbidden');
	if (known.setBy !== actor.memberId && !pinsQuestion(actor, question)) return refused('forbidden');
	return known.isWithdrawn ? refused('passed') : done(known);
}

/** What is wrong with a foothold of this question; null: nothing. */
export async function footholdProblem(
	{ threads, allowed }: Pick<ThreadParts, 'threads' | 'allowed'>,
	{ lab, question }: ThreadGiven,
	form: FootholdForm
): Promise<{ ok: false; reason: 'invalid' | 'personal-data'; field?: string } | null> {
	const answers = await threads.answers(question.id);
	const isThere = (id: string) => answers.some((each) => each.id === id);
	if (!form.sources.every(isThere)) return { ok: false, reason: 'invalid', field: 'sources' };
	const isKnown = (id: string) => lab.compass.some((each) => each.id === id);
	if (!form.compass.every(isKnown)) return { ok: false, reason: 'invalid', field: 'compass' };
	const allow = [...(await allowed.ofLab(lab)), ...form.notPersonal];
	const isHeld = [form.text, form.conditions, form.forWhom].some((text) =>
		pointsAtPerson(text, allow)
	);
	return isHeld ? { ok: false, reason: 'personal-data' } : null;
}

function idOf({ id }: { id: string }): string {
	return id;
}

export function factsOf(form: FootholdForm) {
	const { text, conditions, forWhom, validUntil, compass, sources } = form;
	return { text, conditions, forWhom, validUntil, compass, sources: [...new Set(sources)] };
}
