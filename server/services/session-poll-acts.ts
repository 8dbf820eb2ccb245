import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { choicesOf } from '../../src/lib/domain/poll.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { answerPoll } from '../store/poll-repository.ts';
import { change, type SessionGiven, type SessionParts } from './session-acts.ts';

type Of<V extends SessionCommand['do']> = Extract<SessionCommand, { do: V }>;

/** Opened again it goes on with what was answered. */
export async function openPoll(parts: SessionParts, given: SessionGiven): Promise<Outcome> {
	const { session } = given;
	if (session.poll === 'open') return refused('already-done');
	if ((await parts.polls.questions(session.id)).length === 0) return refused('invalid');
	return change(parts, given, { act: 'poll-opened' }, async (trx) => {
		await trx
			.updateTable('session')
			.set({ poll_opened_at: parts.now().toISOString(), poll_closed_at: null })
			.where('id', '=', session.id)
			.execute();
	});
}

export async function closePoll(parts: SessionParts, given: SessionGiven): Promise<Outcome> {
	const { session } = given;
	if (session.poll !== 'open') return refused('already-done');
	return change(parts, given, { act: 'poll-closed' }, async (trx) => {
		await trx
			.updateTable('session')
			.set({ poll_closed_at: parts.now().toISOString() })
			.where('id', '=', session.id)
			.execute();
	});
}

/** One answer of each, another one in its place as long as the poll is open; never in the log. */
export async function answer(
	parts: SessionParts,
	{ actor, session }: SessionGiven,
	{ question, choice }: Of<'poll-answer'>
): Promise<Outcome> {
	const known = (await parts.polls.questions(session.id)).find(({ id }) => id === question);
	// Before it opens nobody knows of its questions.
	if (!known || session.poll === null) return refused('not-found');
	if (choice >= choicesOf(known)) return refused('invalid');
	const about = {
		sessionId: session.id,
		questionId: question,
		memberId: actor.memberId,
		choice
	};
	const isDone = await parts.store.transaction((trx) => answerPoll(trx, about));
	return isDone ? done() : refused('poll-closed');
}
