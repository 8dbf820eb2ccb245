import type { Transaction } from 'kysely';
import type { PollQuestion } from '../../src/lib/domain/poll.ts';
import type { Db, Schema } from './schema.ts';

/** Questions of the polls of sessions, and what was answered. */
export class PollRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** Of a session, in their order. */
	async questions(sessionId: string): Promise<PollQuestion[]> {
		const rows = await this.#db
			.selectFrom('session_poll_question')
			.select(['id', 'text', 'options'])
			.where('session_id', '=', sessionId)
			.orderBy('position')
			.execute();
		return rows.map(({ id, text, options }) => ({
			id,
			text,
			options: options === null ? null : (JSON.parse(options) as string[])
		}));
	}

	/** By question and 0-based answer how often it was given. */
	async counts(sessionId: string): Promise<Map<string, Map<number, number>>> {
		const rows = await this.#db
			.selectFrom('session_poll_answer')
			.innerJoin('session_poll_question', 'session_poll_question.id', 'question_id')
			.select(['question_id', 'choice'])
			.select((select) => select.fn.count('member_id').as('n'))
			.where('session_id', '=', sessionId)
			.groupBy(['question_id', 'choice'])
			.orderBy('question_id')
			.orderBy('choice')
			.execute();
		const counts = new Map<string, Map<number, number>>();
		for (const { question_id, choice, n } of rows) {
			const of = counts.get(question_id) ?? new Map<number, number>();
			counts.set(question_id, of.set(choice, Number(n)));
		}
		return counts;
	}

	/** People who answered anything. */
	async people(sessionId: string): Promise<number> {
		const { n } = await this.#db
			.selectFrom('session_poll_answer')
			.innerJoin('session_poll_question', 'session_poll_question.id', 'question_id')
			.select((select) => select.fn.count('member_id').distinct().as('n'))
			.where('session_id', '=', sessionId)
			.executeTakeFirstOrThrow();
		return Number(n);
	}

	/** What she answered, by question. */
	async answersOf(sessionId: string, memberId: string): Promise<Record<string, number>> {
		const rows = await this.#db
			.selectFrom('session_poll_answer')
			.innerJoin('session_poll_question', 'session_poll_question.id', 'question_id')
			.select(['question_id', 'choice'])
			.where('session_id', '=', sessionId)
			.where('member_id', '=', memberId)
			.orderBy('question_id')
			.execute();
		return Object.fromEntries(rows.map(({ question_id, choice }) => [question_id, choice]));
	}
}

/** These and no others. False: somebody answered one already, and all stays. */
export async function writePoll(
	trx: Transaction<Schema>,
	sessionId: string,
	questions: readonly PollQuestion[]
): Promise<boolean> {
	const answered = await trx
		.selectFrom('session_poll_answer')
		.innerJoin('session_poll_question', 'session_poll_question.id', 'question_id')
		.select('question_id')
		.where('session_id', '=', sessionId)
		.executeTakeFirst();
	if (answered) return false;
	await trx.deleteFrom('session_poll_question').where('session_id', '=', sessionId).execute();
	for (const [position, { id, text, options }] of questions.entries()) {
		await trx
			.insertInto('session_poll_question')
			.values({
				...{ id, session_id: sessionId, position, text },
				options: options && JSON.stringify(options)
			})
			.execute();
	}
	return true;
}

/** Her answer from now on, while the poll is open. False: it is not. */
export async function answerPoll(
	trx: Transaction<Schema>,
	answer: { sessionId: string; questionId: string; memberId: string; choice: number }
): Promise<boolean> {
	const open = await trx
		.selectFrom('session')
		.select('id')
		.where('id', '=', answer.sessionId)
		.where('status', '=', 'live')
		.where('poll_opened_at', 'is not', null)
		.where('poll_closed_at', 'is', null)
		.executeTakeFirst();
	if (!open) return false;
	await trx
		.insertInto('session_poll_answer')
		.values({
			question_id: answer.questionId,
			member_id: answer.memberId,
			choice: answer.choice
		})
		.onConflict((conflict) =>
			conflict.columns(['question_id', 'member_id']).doUpdateSet({ choice: answer.choice })
		)
		.execute();
	return true;
}
