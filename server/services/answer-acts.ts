import type { Transaction } from 'kysely';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { answersQuestion, isAsker, pinsQuestion } from '../../src/lib/domain/question-access.ts';
import { questionLimits } from '../../src/lib/domain/question.ts';
import { plainOf } from '../../src/lib/documents/rich-text.ts';
import type { AnswerText } from '../../src/lib/documents/thread.ts';
import { answerRequests, reopenRequests } from '../store/request-statements.ts';
import type { Schema } from '../store/schema.ts';
import type { Answer } from '../store/thread-rows.ts';
import {
	insertAnswer,
	putAwayAnswer,
	reviseAnswer,
	setHelpful
} from '../store/answer-statements.ts';
import { follow, settleState } from '../store/thread-statements.ts';
import { emptyPlaced } from './draft-erasing.ts';
import { pointsAtPerson } from './personal-text.ts';
import { isHiddenAsker } from './question-acts.ts';
import { write, type ThreadGiven, type ThreadParts } from './thread-parts.ts';

/** An answer as it is about to be placed. */
export type PlacedAnswer = Pick<Answer, 'id' | 'kind' | 'domain' | 'certainty' | 'replyTo'> & {
	text: AnswerText;
	/** Who wrote it along with her. */
	writers: string[];
	notPersonal: readonly string[];
	/** By whoever asked as nobody: tied to no member. */
	asNobody?: boolean;
	/** What else is written in the same commit. */
	along?: (trx: Transaction<Schema>) => Promise<void>;
};

/** Puts an answer under the question; whoever answers follows it from then on. Sent twice it is one. */
export async function placeAnswer(
	parts: ThreadParts,
	given: ThreadGiven,
	answer: PlacedAnswer
): Promise<Outcome<string>> {
	const { actor, question } = given;
	const { threads, now } = parts;
	const { asNobody = false } = answer;
	if (!asNobody && !answersQuestion(actor, question)) return refused('forbidden');
	const there = await threads.answers(question.id);
	if (there.some(({ id }) => id === answer.id)) return done(answer.id);
	if (there.length >= questionLimits.answers) return refused('too-many');
	const replied = there.find(({ id }) => id === answer.replyTo);
	if (answer.replyTo !== null && replied?.state !== 'placed') return refused('passed', 'replyTo');
	if (isMisplaced(answer)) return refused('invalid', 'kind');
	if (await isHeld(parts, given, answer)) return refused('personal-data');
	const followers = await threads.followers(question.id);
	const rounds = await parts.rounds.ofQuestion(question.id);
	const leads = rounds.flatMap(({ state, madeBy }) => (state === 'running' ? madeBy : []));
	const concerned = new Set([question.askedBy, replied?.memberId, ...leads]);
	const isNameless = asNobody || isHiddenAsker(given);
	const placed = await write(
		parts,
		given,
		{
			act: 'answered',
			detail: { answer: answer.id },
			isNameless,
			isNobodys: asNobody,
			news: {
				kind: 'answered',
				to: followers.map(({ memberId }) => ({ memberId, concerns: concerned.has(memberId) }))
			},
			texts: (thread) => thread.setAnswer(answer.id, answer.text)
		},
		async (trx) => {
			const { id, kind, domain, certainty, replyTo, writers } = answer;
			const row = { id, questionId: question.id, kind, domain, certainty, replyTo, writers };
			const memberId = asNobody ? null : actor.memberId;
			await insertAnswer(trx, { ...row, memberId, at: now() });
			await answer.along?.(trx);
			const isAskers = asNobody || isAsker(actor, question);
			const said = { questionId: question.id, answerId: id, memberId, isAskers, kind };
			await answerRequests(trx, { ...said, isReaction: replyTo !== null, at: now() });
			await settleState(trx, question.id, now());
			if (memberId) await follow(trx, { questionId: question.id, memberId, at: now() });
		}
	);
	return placed.ok ? done(answer.id) : placed;
}

/** Its author says it otherwise. */
export async function sayOtherwise(
	parts: ThreadParts,
	given: ThreadGiven,
	answer: PlacedAnswer
): Promise<Outcome> {
	const { actor, question } = given;
	if (!answersQuestion(actor, question)) return refused('forbidden');
	const known = await findAnswer(parts, given, answer.id);
	if (known?.state !== 'placed') return refused('passed');
	if (known.memberId !== actor.memberId) return refused('forbidden');
	if (isMisplaced({ ...answer, replyTo: known.replyTo })) return refused('invalid', 'kind');
	if (await isHeld(parts, given, answer)) return refused('personal-data');
	const { id, kind, domain, certainty, writers, text } = answer;
	const change = {
		...{ act: 'revised-answer', detail: { answer: id }, isNameless: isHiddenAsker(given) },
		...{ news: null, isErasing: true, texts: (thread: Texts) => thread.setAnswer(id, text) }
	};
	return write(parts, given, change, async (trx) => {
		await reviseAnswer(trx, { id, kind, domain, certainty, writers, at: parts.now() });
		await answer.along?.(trx);
	});
}

/** "Ja, mits" and "nee, want" are said of an answer, and of nothing else. */
function isMisplaced({ kind, replyTo }: Pick<PlacedAnswer, 'kind' | 'replyTo'>): boolean {
	return replyTo === null && (kind === 'mits' || kind === 'want');
}

type Texts = Parameters<NonNullable<Parameters<typeof write>[2]['texts']>>[0];

/** Taken back by its author, or away by who leads, who says why. What it said goes. */
export async function putAway(
	parts: ThreadParts,
	given: ThreadGiven,
	{
		answer: id,
		note,
		notPersonal
	}: { answer: string; note: string; notPersonal: readonly string[] }
): Promise<Outcome> {
	const { actor, lab, question } = given;
	const known = await findAnswer(parts, given, id);
	if (!known) return refused('not-found');
	const isOwn = known.memberId === actor.memberId;
	if (!isOwn && !pinsQuestion(actor, question)) return refused('forbidden');
	if (known.state !== 'placed') return refused('already-done');
	if (!isOwn && note === '') return refused('invalid', 'note');
	const allow = [...(await parts.allowed.ofLab(lab)), ...notPersonal];
	if (pointsAtPerson(note, allow)) return refused('personal-data', 'note');
	const to = !isOwn && known.memberId ? [{ memberId: known.memberId, concerns: true }] : [];
	const change = {
		act: isOwn ? 'took-back-answer' : 'removed-answer',
		detail: { answer: id, note },
		isNameless: isOwn && isHiddenAsker(given),
		news: { kind: 'removed' as const, to },
		isErasing: true,
		texts: (thread: Texts) => thread.removeAnswer(id)
	};
	const outcome = await write(parts, given, change, async (trx) => {
		await putAwayAnswer(trx, id, { state: isOwn ? 'withdrawn' : 'removed', note });
		await reopenRequests(trx, id, parts.now());
		await settleState(trx, question.id, parts.now());
	});
	if (outcome.ok) await emptyPlaced(parts, id);
	return outcome;
}

/** "Helpt mij verder", once of each; nobody helps herself. */
export async function sayHelpful(
	parts: ThreadParts,
	given: ThreadGiven,
	{ answer: id, on }: { answer: string; on: boolean }
): Promise<Outcome> {
	const { actor, question } = given;
	const known = await findAnswer(parts, given, id);
	if (known?.state !== 'placed') return refused('not-found');
	if (known.memberId === actor.memberId || !answersQuestion(actor, question)) {
		return refused('forbidden');
	}
	return write(parts, given, { act: null, news: null }, (trx) =>
		setHelpful(trx, { answerId: id, memberId: actor.memberId, on })
	);
}

async function findAnswer(
	{ threads }: ThreadParts,
	{ question }: ThreadGiven,
	id: string
): Promise<Answer | undefined> {
	return (await threads.answers(question.id)).find((each) => each.id === id);
}

async function isHeld(
	{ allowed }: ThreadParts,
	{ lab }: ThreadGiven,
	{ text, notPersonal }: PlacedAnswer
): Promise<boolean> {
	const allow = [...(await allowed.ofLab(lab)), ...notPersonal];
	const said = [plainOf(text.text), text.conditions, text.source];
	return said.some((each) => pointsAtPerson(each, allow));
}
