import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Trx = Transaction<Schema>;

/** Puts one question into another. False: it, or the other, was put into one meanwhile. */
export async function mergeQuestion(trx: Trx, from: string, into: string): Promise<boolean> {
	const rows = await trx
		.selectFrom('question')
		.select(['id', 'merged_into'])
		.where('id', 'in', [from, into])
		.orderBy('id')
		.execute();
	if (rows.length !== 2 || rows.some(({ merged_into }) => merged_into !== null)) return false;
	const { numUpdatedRows } = await trx
		.updateTable('question')
		.set({ merged_into: into })
		.where('id', '=', from)
		.where('merged_into', 'is', null)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/** Takes it out again. False: it is not in there any more. */
export async function unmergeQuestion(trx: Trx, from: string, into: string): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('question')
		.set({ merged_into: null })
		.where('id', '=', from)
		.where('merged_into', '=', into)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/** Off all its places now. The rows stay: who was at such a session goes on reading it. */
export async function endPins(trx: Trx, questionId: string, now: Date): Promise<void> {
	await trx
		.updateTable('question_pin')
		.set({ until: now.toISOString() })
		.where('question_id', '=', questionId)
		.where('until', '>', now.toISOString())
		.execute();
}

/**
 * Whoever was at a session the one was pinned to reads the other as well while it is RED, and whoever was
 * invited to the one is to the other: what moves is hers to read already.
 */
export async function copyReaders(
	trx: Trx,
	{ from, to, now, newId }: { from: string; to: string; now: Date; newId: () => string }
): Promise<void> {
	const at = now.toISOString();
	const pins = await trx
		.selectFrom('question_pin')
		.select(['place_id', 'pinned_by'])
		.where('question_id', '=', from)
		.where('place', '=', 'session')
		.orderBy('id')
		.execute();
	for (const { place_id, pinned_by } of pins) {
		const pin = { id: newId(), question_id: to, place: 'session' as const, place_id, pinned_by };
		await trx
			.insertInto('question_pin')
			.values({ ...pin, until: at, at })
			.execute();
	}
	const invited = await trx
		.selectFrom('invitation')
		.selectAll()
		.where('thing_kind', '=', 'thread')
		.where('thing_id', '=', from)
		.orderBy('id')
		.execute();
	for (const each of invited) {
		await trx
			.insertInto('invitation')
			.values({ ...each, id: newId(), thing_id: to, created_at: at })
			.execute();
	}
	// It ends there with what it came by here.
	const ways = await trx
		.selectFrom('guest_access')
		.selectAll()
		.where('thing_id', '=', from)
		.orderBy('member_id')
		.execute();
	for (const way of ways) {
		await trx
			.insertInto('guest_access')
			.values({ ...way, thing_id: to })
			.execute();
	}
}

/**
 * Answers go to another question, in this order; their numbers stay taken where they were. Drafts that
 * change one or react to it go along. False: one of them is not there any more.
 */
export async function moveAnswers(
	trx: Trx,
	{ from, to, answers, at }: { from: string; to: string; answers: readonly string[]; at: Date }
): Promise<boolean> {
	const rows = await trx
		.selectFrom('answer')
		.select(['id', 'position'])
		.where('question_id', '=', from)
		.where('id', 'in', [...answers])
		.orderBy('position')
		.execute();
	if (rows.length !== answers.length) return false;
	for (const [i, { id, position }] of rows.entries()) {
		await trx
			.insertInto('answer_moved')
			.values({ answer_id: id, from_question: from, position, at: at.toISOString() })
			.execute();
		await trx
			.updateTable('answer')
			.set({ question_id: to, position: i + 1 })
			.where('id', '=', id)
			.where('question_id', '=', from)
			.execute();
	}
	await trx
		.updateTable('draft')
		.set({ question_id: to })
		.where('question_id', '=', from)
		.where('placed_at', 'is', null)
		.where((where) =>
			where.or([where('answer_id', 'in', answers), where('reply_to', 'in', answers)])
		)
		.execute();
	return true;
}
