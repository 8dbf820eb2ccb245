import type { Transaction } from 'kysely';
import type { AnswerState } from '../../src/lib/domain/question.ts';
import type { Schema } from './schema.ts';
import type { Answer } from './thread-rows.ts';

type Trx = Transaction<Schema>;

export async function insertAnswer(
	trx: Trx,
	answer: Pick<
		Answer,
		'id' | 'questionId' | 'memberId' | 'writers' | 'kind' | 'domain' | 'certainty' | 'replyTo'
	> & { at: Date }
): Promise<void> {
	await trx
		.insertInto('answer')
		.values({
			id: answer.id,
			question_id: answer.questionId,
			position: (await lastNumber(trx, answer.questionId)) + 1,
			member_id: answer.memberId,
			kind: answer.kind,
			domain: answer.domain,
			certainty: answer.certainty,
			state: 'placed',
			reply_to: answer.replyTo,
			at: answer.at.toISOString()
		})
		.execute();
	await writtenBy(trx, answer.id, answer.writers);
}

/** The highest number an answer ever had here: of one that went elsewhere it is not given out again. */
async function lastNumber(trx: Trx, questionId: string): Promise<number> {
	const { here } = await trx
		.selectFrom('answer')
		.select((select) => select.fn.max('position').as('here'))
		.where('question_id', '=', questionId)
		.executeTakeFirstOrThrow();
	const { gone } = await trx
		.selectFrom('answer_moved')
		.select((select) => select.fn.max('position').as('gone'))
		.where('from_question', '=', questionId)
		.executeTakeFirstOrThrow();
	return Math.max(Number(here ?? 0), Number(gone ?? 0));
}

/** Says it otherwise; its place stays. */
export async function reviseAnswer(
	trx: Trx,
	{
		id,
		writers,
		at,
		...to
	}: Pick<Answer, 'id' | 'writers' | 'kind' | 'domain' | 'certainty'> & {
		at: Date;
	}
): Promise<void> {
	await trx
		.updateTable('answer')
		.set({ ...to, edited_at: at.toISOString() })
		.where('id', '=', id)
		.execute();
	await writtenBy(trx, id, writers);
}

async function writtenBy(trx: Trx, answerId: string, writers: readonly string[]): Promise<void> {
	if (writers.length === 0) return;
	await trx
		.insertInto('answer_writer')
		.values(writers.map((member_id) => ({ answer_id: answerId, member_id })))
		.onConflict((conflict) => conflict.columns(['answer_id', 'member_id']).doNothing())
		.execute();
}

/** False: it is not there any more. */
export async function putAwayAnswer(
	trx: Trx,
	id: string,
	to: { state: Exclude<AnswerState, 'placed'>; note: string }
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('answer')
		.set({ state: to.state, state_note: to.note })
		.where('id', '=', id)
		.where('state', '=', 'placed')
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

export async function setHelpful(
	trx: Trx,
	{ answerId, memberId, on }: { answerId: string; memberId: string; on: boolean }
): Promise<void> {
	if (on) {
		await trx
			.insertInto('answer_helpful')
			.values({ answer_id: answerId, member_id: memberId })
			.onConflict((conflict) => conflict.columns(['answer_id', 'member_id']).doNothing())
			.execute();
		return;
	}
	await trx
		.deleteFrom('answer_helpful')
		.where('answer_id', '=', answerId)
		.where('member_id', '=', memberId)
		.execute();
}
