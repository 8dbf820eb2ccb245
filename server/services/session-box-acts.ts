import type { Transaction } from 'kysely';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { boxLimits } from '../../src/lib/domain/question-box.ts';
import { runsSession } from '../../src/lib/domain/session-access.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import {
	addQuestion,
	joinQuestion,
	markQuestion,
	removeQuestion
} from '../store/question-repository.ts';
import type { Schema } from '../store/schema.ts';
import { addEvent, changeSession } from '../store/session-repository.ts';
import { change, type SessionGiven, type SessionParts } from './session-acts.ts';

type Of<V extends SessionCommand['do']> = Extract<SessionCommand, { do: V }>;

/**
 * Does it and writes down that it happened, in one commit; or neither. Who asked is not written there:
 * that is with the question, and goes with it.
 */
function inRoom(
	{ store, now }: SessionParts,
	about: { given: SessionGiven; act: string; question: string; by: string | null },
	work: (trx: Transaction<Schema>) => Promise<boolean>
): Promise<boolean> {
	const { given, act, question, by } = about;
	const sessionId = given.session.id;
	return store.transaction(async (trx) => {
		if (!(await work(trx))) return false;
		await changeSession(trx, sessionId, {});
		await addEvent(trx, { sessionId, at: now(), act, memberId: by, detail: { question } });
		return true;
	});
}

/** Something for everybody; where questions are looked at first, for who runs it. */
export async function ask(
	parts: SessionParts,
	given: SessionGiven,
	{ id, text }: Of<'ask'>
): Promise<Outcome> {
	const { session, actor } = given;
	const { memberId } = actor;
	const own = (await parts.questions.list(session.id)).filter((each) => each.memberId === memberId);
	// Sent again, it is the same question.
	if (own.some((each) => each.id === id)) return done();
	if (own.length >= boxLimits.ofOne) return refused('too-many');
	const about = { id, sessionId: session.id, memberId, text, at: parts.now() };
	const isDone = await inRoom(parts, { given, act: 'asked', question: id, by: null }, (trx) =>
		addQuestion(trx, { ...about, isShown: !session.isModerated })
	);
	return isDone ? done() : refused('invalid');
}

/** Once of each, however often it is asked; not to a question of one's own. */
export async function meToo(
	{ store }: SessionParts,
	{ session, actor }: SessionGiven,
	{ question, on }: Of<'me-too'>
): Promise<Outcome> {
	const about = { id: question, sessionId: session.id, memberId: actor.memberId, on };
	const isDone = await store.transaction((trx) => joinQuestion(trx, about));
	return isDone ? done() : refused('not-found');
}

/** Hers, until it is somebody else's as well; whoever runs the session takes out any. */
export async function takeBack(
	parts: SessionParts,
	given: SessionGiven,
	{ question }: Of<'take-back'>
): Promise<Outcome> {
	const { session, actor } = given;
	const found = (await parts.questions.list(session.id)).find(({ id }) => id === question);
	const runs = runsSession(actor, session);
	// What is not hers she is not told about.
	if (!found || !(runs || found.memberId === actor.memberId)) return refused('not-found');
	if (!runs && found.n > 0) return refused('joined');
	const about = { id: question, sessionId: session.id, unlessJoined: !runs };
	const by = found.memberId === actor.memberId ? null : actor.memberId;
	const isDone = await inRoom(parts, { given, act: 'question-gone', question, by }, (trx) =>
		removeQuestion(trx, about)
	);
	return isDone ? done() : refused('joined');
}

export function showQuestion(
	parts: SessionParts,
	given: SessionGiven,
	{ question, on }: Of<'show-question'>
): Promise<Outcome> {
	return mark(parts, given, question, { isShown: on }, on ? 'question-shown' : 'question-hidden');
}

export function dealWith(
	parts: SessionParts,
	given: SessionGiven,
	{ question, on }: Of<'deal-question'>
): Promise<Outcome> {
	return mark(parts, given, question, { isDealt: on }, on ? 'question-dealt' : 'question-open');
}

async function mark(
	parts: SessionParts,
	given: SessionGiven,
	question: string,
	to: Parameters<typeof markQuestion>[2],
	act: string
): Promise<Outcome> {
	const known = await parts.questions.list(given.session.id);
	if (!known.some(({ id }) => id === question)) return refused('not-found');
	return change(parts, given, { act, detail: { question } }, async (trx) => {
		await markQuestion(trx, { id: question, sessionId: given.session.id }, to);
	});
}

/** From now on; what is shown stays so, and what waits still waits. */
export function setModerated(
	parts: SessionParts,
	given: SessionGiven,
	{ moderated }: Of<'box'>
): Promise<Outcome> {
	const act = moderated ? 'box-moderated' : 'box-open';
	return change(parts, given, { act }, async (trx) => {
		await trx
			.updateTable('session')
			.set({ box_moderated: moderated ? 1 : 0 })
			.where('id', '=', given.session.id)
			.execute();
	});
}
