import type { Transaction } from 'kysely';
import type { Db, Schema } from './schema.ts';

/** A question in the box of a session. */
export interface Question {
	id: string;
	memberId: string;
	/** ISO 8601. */
	at: string;
	text: string;
	isShown: boolean;
	isDealt: boolean;
	/** Question of the lab it became; null: none yet. */
	threadId: string | null;
	/** How many joined. */
	n: number;
}

/** Questions asked in sessions, and who joined them. */
export class QuestionRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	/** Of a session, oldest first. */
	async list(sessionId: string): Promise<Question[]> {
		const rows = await this.#db
			.selectFrom('session_question')
			.leftJoin('session_me_too', 'session_me_too.question_id', 'session_question.id')
			.select(['id', 'session_question.member_id', 'at', 'text', 'shown', 'dealt', 'thread_id'])
			.select((select) => select.fn.count('session_me_too.member_id').as('n'))
			.where('session_id', '=', sessionId)
			.groupBy(['id', 'session_question.member_id', 'at', 'text', 'shown', 'dealt', 'thread_id'])
			.orderBy('at')
			.orderBy('id')
			.execute();
		return rows.map((row) => ({
			id: row.id,
			memberId: row.member_id,
			at: row.at,
			text: row.text,
			isShown: row.shown === 1,
			isDealt: row.dealt === 1,
			threadId: row.thread_id,
			n: Number(row.n)
		}));
	}

	/** Ids of questions of a session she joined. */
	async meToo(sessionId: string, memberId: string): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('session_me_too')
			.innerJoin('session_question', 'session_question.id', 'session_me_too.question_id')
			.select('session_question.id')
			.where('session_id', '=', sessionId)
			.where('session_me_too.member_id', '=', memberId)
			.orderBy('session_question.id')
			.execute();
		return rows.map(({ id }) => id);
	}
}

/** A new one. Sent again it is the same; false: this id is somebody else's. */
export async function addQuestion(
	trx: Transaction<Schema>,
	question: {
		id: string;
		sessionId: string;
		memberId: string;
		at: Date;
		text: string;
		isShown: boolean;
	}
): Promise<boolean> {
	await trx
		.insertInto('session_question')
		.values({
			id: question.id,
			session_id: question.sessionId,
			member_id: question.memberId,
			at: question.at.toISOString(),
			text: question.text,
			shown: question.isShown ? 1 : 0
		})
		.onConflict((conflict) => conflict.column('id').doNothing())
		.execute();
	const row = await trx
		.selectFrom('session_question')
		.select(['member_id', 'session_id'])
		.where('id', '=', question.id)
		.executeTakeFirst();
	return row?.member_id === question.memberId && row.session_id === question.sessionId;
}

/** She joins a question that is shown and not hers, or not any more. False: there is none such. */
export async function joinQuestion(
	trx: Transaction<Schema>,
	{ id, sessionId, memberId, on }: { id: string; sessionId: string; memberId: string; on: boolean }
): Promise<boolean> {
	const question = await trx
		.selectFrom('session_question')
		.select('id')
		.where('id', '=', id)
		.where('session_id', '=', sessionId)
		.where('shown', '=', 1)
		.where('member_id', '<>', memberId)
		.executeTakeFirst();
	if (!question) return false;
	if (on) {
		await trx
			.insertInto('session_me_too')
			.values({ question_id: id, member_id: memberId })
			.onConflict((conflict) => conflict.columns(['question_id', 'member_id']).doNothing())
			.execute();
	} else {
		await trx
			.deleteFrom('session_me_too')
			.where('question_id', '=', id)
			.where('member_id', '=', memberId)
			.execute();
	}
	return true;
}

/** `unlessJoined`: it stays once somebody joined. False: it stayed, or there was none. */
export async function removeQuestion(
	trx: Transaction<Schema>,
	{ id, sessionId, unlessJoined }: { id: string; sessionId: string; unlessJoined: boolean }
): Promise<boolean> {
	let removing = trx
		.deleteFrom('session_question')
		.where('id', '=', id)
		.where('session_id', '=', sessionId);
	if (unlessJoined) {
		removing = removing.where((where) =>
			where.not(
				where.exists(
					where.selectFrom('session_me_too').select('member_id').where('question_id', '=', id)
				)
			)
		);
	}
	const { numDeletedRows } = await removing.executeTakeFirst();
	return Number(numDeletedRows) === 1;
}

/** It is discussed there from now on; the first place counts. */
export async function discussedIn(
	trx: Transaction<Schema>,
	id: string,
	threadId: string
): Promise<void> {
	await trx
		.updateTable('session_question')
		.set({ thread_id: threadId })
		.where('id', '=', id)
		.where('thread_id', 'is', null)
		.execute();
}

/** Shows or hides it, or says that it was dealt with. False: there is none such. */
export async function markQuestion(
	trx: Transaction<Schema>,
	{ id, sessionId }: { id: string; sessionId: string },
	to: { isShown: boolean } | { isDealt: boolean }
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('session_question')
		.set('isShown' in to ? { shown: to.isShown ? 1 : 0 } : { dealt: to.isDealt ? 1 : 0 })
		.where('id', '=', id)
		.where('session_id', '=', sessionId)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}
