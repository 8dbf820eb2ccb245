import type { Transaction } from 'kysely';
import type { QuestionState } from '../../src/lib/domain/question.ts';
import { stateAfter, type ChosenState } from '../../src/lib/domain/question-state.ts';
import { openRequestStates } from '../../src/lib/domain/request.ts';
import type { Schema } from './schema.ts';
import type { Pin, Question } from './thread-rows.ts';
type Trx = Transaction<Schema>;

/** What of a question is written when it is placed. */
export type NewQuestion = Pick<
	Question,
	| 'id'
	| 'labId'
	| 'title'
	| 'excerpt'
	| 'need'
	| 'domain'
	| 'topic'
	| 'size'
	| 'urgency'
	| 'tlp'
	| 'askedAs'
	| 'askedBy'
	| 'organisationId'
	| 'origin'
	| 'splitFrom'
> & { at: Date; keyHash: string | null };

export async function insertQuestion(trx: Trx, question: NewQuestion): Promise<void> {
	const at = question.at.toISOString();
	await trx
		.insertInto('question')
		.values({
			id: question.id,
			lab_id: question.labId,
			title: question.title,
			excerpt: question.excerpt,
			need: question.need,
			domain: question.domain,
			topic: question.topic,
			size_class: question.size,
			urgency: question.urgency,
			tlp: question.tlp,
			asked_as: question.askedAs,
			asked_by: question.askedBy,
			organisation_id: question.organisationId,
			key_hash: question.keyHash,
			asked_at: at,
			state: 'open',
			state_at: at,
			origin_kind: question.origin?.kind ?? null,
			origin_id: question.origin?.id ?? null,
			origin_part: question.origin?.part ?? null,
			split_from: question.splitFrom
		})
		.execute();
}

/** The question said in other words by whoever asked it, or marked otherwise. */
export async function reviseQuestion(
	trx: Trx,
	id: string,
	to: Partial<
		Pick<
			Question,
			| 'title'
			| 'excerpt'
			| 'need'
			| 'domain'
			| 'topic'
			| 'size'
			| 'urgency'
			| 'tlp'
			| 'summaryAt'
			| 'validUntil'
		>
	>
): Promise<void> {
	const { size, summaryAt, validUntil, ...same } = to;
	await trx
		.updateTable('question')
		.set({
			...same,
			...(size === undefined ? {} : { size_class: size }),
			...(summaryAt === undefined ? {} : { summary_at: summaryAt }),
			...(validUntil === undefined ? {} : { valid_until: validUntil })
		})
		.where('id', '=', id)
		.execute();
}

/** Pages that show it ask for it anew. */
export async function turnQuestion(trx: Trx, id: string): Promise<void> {
	await trx
		.updateTable('question')
		.set((set) => ({ turn: set('turn', '+', 1) }))
		.where('id', '=', id)
		.execute();
}

/** One line of its log. */
export async function addQuestionEvent(
	trx: Trx,
	event: {
		id: string;
		questionId: string;
		at: Date;
		act: string;
		memberId: string | null;
		detail?: Record<string, unknown>;
	}
): Promise<void> {
	const { n } = await trx
		.selectFrom('question_event')
		.select((select) => select.fn.max('n').as('n'))
		.where('question_id', '=', event.questionId)
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('question_event')
		.values({
			id: event.id,
			question_id: event.questionId,
			n: Number(n ?? 0) + 1,
			at: event.at.toISOString(),
			act: event.act,
			member_id: event.memberId,
			detail: JSON.stringify(event.detail ?? {})
		})
		.execute();
}

/** Puts it in a state somebody chose. False: it is in another one than she saw. */
export async function chooseState(
	trx: Trx,
	{ id, stateAt }: Pick<Question, 'id' | 'stateAt'>,
	to: { state: ChosenState; note: string; at: Date }
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('question')
		.set({ state: to.state, state_note: to.note, state_at: to.at.toISOString() })
		.where('id', '=', id)
		.where('state_at', '=', stateAt)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

/** Its state follows from what there is of it now. */
export async function settleState(
	trx: Trx,
	id: string,
	at: Date,
	added: 'foothold' | 'other' = 'other'
): Promise<QuestionState> {
	const row = await trx
		.selectFrom('question')
		.select((select) => [
			'state',
			select
				.selectFrom('answer')
				.select((answer) => answer.fn.countAll().as('n'))
				.whereRef('answer.question_id', '=', 'question.id')
				.where('answer.state', '=', 'placed')
				.as('answers'),
			select
				.selectFrom('foothold')
				.select((foothold) => foothold.fn.countAll().as('n'))
				.whereRef('foothold.question_id', '=', 'question.id')
				.where('foothold.withdrawn_at', 'is', null)
				.as('footholds'),
			select
				.selectFrom('expert_request')
				.select((request) => request.fn.countAll().as('n'))
				.whereRef('expert_request.question_id', '=', 'question.id')
				.where('expert_request.state', 'in', openRequestStates)
				.as('requests'),
			select
				.selectFrom('expert_round_question')
				.innerJoin('expert_round', 'expert_round.id', 'expert_round_question.round_id')
				.select((round) => round.fn.countAll().as('n'))
				.whereRef('expert_round_question.question_id', '=', 'question.id')
				.where('expert_round.state', '=', 'running')
				.as('rounds')
		])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const counts = {
		answers: Number(row.answers),
		footholds: Number(row.footholds),
		requests: Number(row.requests) + Number(row.rounds)
	};
	const state = stateAfter(row.state, counts, added);
	if (state !== row.state) {
		await trx
			.updateTable('question')
			.set({ state, state_note: '', state_at: at.toISOString() })
			.where('id', '=', id)
			.execute();
	}
	return state;
}

/** She follows it from now on, and perhaps says that it plays at hers. */
export async function follow(
	trx: Trx,
	follower: { questionId: string; memberId: string; at: Date; alsoAtOurs?: boolean }
): Promise<void> {
	const also = follower.alsoAtOurs;
	const row = {
		question_id: follower.questionId,
		member_id: follower.memberId,
		at: follower.at.toISOString(),
		also_at_ours: also ? 1 : 0
	};
	await trx
		.insertInto('question_follower')
		.values(row)
		.onConflict((conflict) => {
			const known = conflict.columns(['question_id', 'member_id']);
			return also === undefined
				? known.doNothing()
				: known.doUpdateSet({ also_at_ours: row.also_at_ours });
		})
		.execute();
}

export async function unfollow(
	trx: Trx,
	{ questionId, memberId }: { questionId: string; memberId: string }
): Promise<void> {
	await trx
		.deleteFrom('question_follower')
		.where('question_id', '=', questionId)
		.where('member_id', '=', memberId)
		.execute();
}

/**
 * She looked at it; gives when she did before, null for the first time. Within `sameVisit` ms it is the
 * same visit, and what was new in it stays so; in a first one that is what came since it began.
 */
export async function seeQuestion(
	trx: Trx,
	seen: { questionId: string; memberId: string; at: Date; sameVisit: number }
): Promise<string | null> {
	const at = seen.at.toISOString();
	const row = { question_id: seen.questionId, member_id: seen.memberId };
	const last = await trx
		.selectFrom('question_seen')
		.select(['at', 'before_at'])
		.where('question_id', '=', row.question_id)
		.where('member_id', '=', row.member_id)
		.executeTakeFirst();
	if (last && Date.parse(last.at) > seen.at.getTime() - seen.sameVisit) {
		return last.before_at ?? last.at;
	}
	const visit = { at, before_at: last?.at ?? null };
	await trx
		.insertInto('question_seen')
		.values({ ...row, ...visit })
		.onConflict((conflict) => conflict.columns(['question_id', 'member_id']).doUpdateSet(visit))
		.execute();
	return visit.before_at;
}

/** Pinned to the same place again it stays until the later word. */
export async function pinQuestion(
	trx: Trx,
	pin: Omit<Pin, 'until'> & { until: Date; by: string; at: Date }
): Promise<void> {
	const until = pin.until.toISOString();
	await trx
		.insertInto('question_pin')
		.values({
			id: pin.id,
			question_id: pin.questionId,
			place: pin.place,
			place_id: pin.placeId,
			until,
			pinned_by: pin.by,
			at: pin.at.toISOString()
		})
		.onConflict((conflict) =>
			conflict.columns(['question_id', 'place', 'place_id']).doUpdateSet({ until })
		)
		.execute();
}

/** Off its place now. The row stays: who was at the session it was pinned to goes on reading it. */
export async function unpinQuestion(
	trx: Trx,
	{ id, questionId }: Pick<Pin, 'id' | 'questionId'>,
	now: Date
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('question_pin')
		.set({ until: now.toISOString() })
		.where('id', '=', id)
		.where('question_id', '=', questionId)
		.where('until', '>', now.toISOString())
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}
