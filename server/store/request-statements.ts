import type { Transaction } from 'kysely';
import type { AnswerKind } from '../../src/lib/domain/question.ts';
import { openRequestStates } from '../../src/lib/domain/request.ts';
import { waitingTime } from '../../src/lib/domain/request-terms.ts';
import { endAccess, grantAccess } from './guest-access.ts';
import { toRequest, type ExpertRequest } from './request-repository.ts';
import type { Schema } from './schema.ts';

type Trx = Transaction<Schema>;

export async function insertRequest(
	trx: Trx,
	request: Pick<
		ExpertRequest,
		| 'id'
		| 'labId'
		| 'questionId'
		| 'text'
		| 'askedBy'
		| 'pool'
		| 'toMember'
		| 'reactionDays'
		| 'answerDays'
	> & { at: Date }
): Promise<void> {
	const at = request.at.toISOString();
	await trx
		.insertInto('expert_request')
		.values({
			id: request.id,
			lab_id: request.labId,
			question_id: request.questionId,
			text: request.text,
			asked_by: request.askedBy,
			pool_kind: request.pool?.kind ?? null,
			pool_id: request.pool?.id ?? null,
			to_member: request.toMember,
			state: 'asked',
			asked_at: at,
			started_at: at,
			reaction_days: request.reactionDays,
			answer_days: request.answerDays
		})
		.execute();
	await addStep(trx, {
		...{ id: request.id, at: request.at, state: 'asked', note: '' },
		...{ by: request.askedBy, toMember: request.toMember }
	});
}

/** What a step changes. */
export type RequestChange = Partial<
	Pick<
		ExpertRequest,
		| 'state'
		| 'toMember'
		| 'startedAt'
		| 'acceptedAt'
		| 'waitingSince'
		| 'waited'
		| 'reminderSentAt'
		| 'lateAt'
		| 'endedAt'
		| 'answerId'
	>
>;

/** A step, if it still stands as it was read. False: somebody was first. */
export async function stepRequest(
	trx: Trx,
	request: ExpertRequest,
	to: RequestChange,
	step: { at: Date; by: string | null; note: string }
): Promise<boolean> {
	if (!(await changeRequest(trx, request, to))) return false;
	const { state, toMember } = { ...request, ...to };
	await addStep(trx, { id: request.id, state, toMember, ...step });
	return true;
}

/** The same without a line in its history. */
export async function changeRequest(
	trx: Trx,
	{ id, version }: Pick<ExpertRequest, 'id' | 'version'>,
	to: RequestChange
): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('expert_request')
		.set({
			version: version + 1,
			...(to.state !== undefined && { state: to.state }),
			...(to.toMember !== undefined && { to_member: to.toMember }),
			...(to.startedAt !== undefined && { started_at: to.startedAt }),
			...(to.acceptedAt !== undefined && { accepted_at: to.acceptedAt }),
			...(to.waitingSince !== undefined && { waiting_since: to.waitingSince }),
			...(to.waited !== undefined && { waited: to.waited }),
			...(to.reminderSentAt !== undefined && { reminder_sent_at: to.reminderSentAt }),
			...(to.lateAt !== undefined && { late_at: to.lateAt }),
			...(to.endedAt !== undefined && { ended_at: to.endedAt }),
			...(to.answerId !== undefined && { answer_id: to.answerId })
		})
		.where('id', '=', id)
		.where('version', '=', version)
		.executeTakeFirst();
	return Number(numUpdatedRows) === 1;
}

async function addStep(
	trx: Trx,
	step: {
		id: string;
		at: Date;
		state: ExpertRequest['state'];
		by: string | null;
		toMember: string | null;
		note: string;
	}
): Promise<void> {
	const { n } = await trx
		.selectFrom('expert_request_step')
		.select((select) => select.fn.max('n').as('n'))
		.where('request_id', '=', step.id)
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('expert_request_step')
		.values({
			...{ request_id: step.id, n: Number(n ?? 0) + 1, at: step.at.toISOString() },
			...{ state: step.state, by_member: step.by, to_member: step.toMember, note: step.note }
		})
		.execute();
}

/**
 * What an answer does to requests on its question: those of its author are answered, or wait for whoever
 * asked when it is a question back; a reaction to another answer is neither. The clock of those that waited
 * for whoever asked goes on when the answer is hers.
 */
export async function answerRequests(
	trx: Trx,
	answer: {
		questionId: string;
		answerId: string;
		kind: AnswerKind;
		isReaction: boolean;
		/** Null: whoever asked as nobody. */
		memberId: string | null;
		isAskers: boolean;
		at: Date;
	}
): Promise<void> {
	const rows = await trx
		.selectFrom('expert_request')
		.selectAll()
		.where('question_id', '=', answer.questionId)
		.where('state', 'in', openRequestStates)
		.orderBy('id')
		.execute();
	const { at, memberId, answerId } = answer;
	for (const request of rows.map(toRequest)) {
		const step = { at, by: memberId, note: '' };
		const isHers =
			memberId !== null && (request.toMember === memberId || (await hadIt(trx, request, memberId)));
		if (isHers && answer.isReaction) continue;
		if (isHers && answer.kind === 'tegenvraag') {
			// Before she took it on, and while it waits already, nothing changes.
			if (request.state !== 'accepted') continue;
			await stepRequest(trx, request, { state: 'waiting', waitingSince: at.toISOString() }, step);
		} else if (isHers) {
			const to = { state: 'answered' as const, answerId, endedAt: at.toISOString() };
			await stepRequest(trx, request, { ...to, ...resumed(request, at) }, step);
		} else if (request.state === 'waiting' && (answer.isAskers || request.askedBy === memberId)) {
			const to = { state: 'accepted' as const, ...resumed(request, at) };
			await stepRequest(trx, request, to, { ...step, by: null });
		}
	}
}

/** The answer was taken back: what it was put to her for is hers to answer again, in a term of its own. */
export async function reopenRequests(trx: Trx, answerId: string, at: Date): Promise<void> {
	const rows = await trx
		.selectFrom('expert_request')
		.selectAll()
		.where('answer_id', '=', answerId)
		.where('state', '=', 'answered')
		.orderBy('id')
		.execute();
	for (const request of rows.map(toRequest)) {
		const again = { acceptedAt: at.toISOString(), endedAt: null, answerId: null };
		const to = { ...fresh(at), ...again, state: 'accepted' as const };
		await stepRequest(trx, request, to, { at, by: null, note: '' });
	}
}

/** Her term went by and a colleague was to take it over, but here her answer is. */
async function hadIt(trx: Trx, { id, state }: ExpertRequest, memberId: string): Promise<boolean> {
	if (state !== 'late') return false;
	const step = await trx
		.selectFrom('expert_request_step')
		.select('n')
		.where('request_id', '=', id)
		.where('to_member', '=', memberId)
		.executeTakeFirst();
	return step !== undefined;
}

/** A term begins. */
export function fresh(at: Date): RequestChange {
	return {
		...{ startedAt: at.toISOString(), waited: 0, waitingSince: null },
		reminderSentAt: null
	};
}

/** Its clock goes on. */
export function resumed(request: ExpertRequest, at: Date): RequestChange {
	return { waitingSince: null, waited: request.waited + Math.round(waitingTime(request, at)) };
}

/** A guest may read and answer the question until then. */
export async function letGuestIn(
	trx: Trx,
	access: {
		id: string;
		requestId: string;
		labId: string;
		questionId: string;
		memberId: string;
		until: Date;
		by: string | null;
		at: Date;
	}
): Promise<void> {
	const { requestId, questionId, ...given } = access;
	await grantAccess(trx, {
		...{ ...given, thingId: questionId },
		source: { of: 'request', id: requestId }
	});
}

/**
 * What came with the request goes, also at a question that answers were taken out to; what somebody else
 * gave her stays.
 */
export async function letGuestOut(
	trx: Trx,
	{ id }: Pick<ExpertRequest, 'id'>,
	memberId: string
): Promise<void> {
	await endAccess(trx, { of: 'request', id }, { memberId });
}

/**
 * It is about another question from now on, and lets in there whom it let in here, until the same day. Gives
 * who they are.
 */
export async function moveRequest(
	trx: Trx,
	request: Pick<ExpertRequest, 'id' | 'labId' | 'questionId' | 'version' | 'askedBy'>,
	{ to, at, newId }: { to: string; at: Date; newId: () => string }
): Promise<string[]> {
	const { numUpdatedRows } = await trx
		.updateTable('expert_request')
		.set({ question_id: to, version: request.version + 1 })
		.where('id', '=', request.id)
		.where('version', '=', request.version)
		.executeTakeFirst();
	if (Number(numUpdatedRows) !== 1) throw new Error('not in turn');
	const ways = await trx
		.selectFrom('guest_access')
		.select(['member_id', 'until'])
		.where('source', '=', 'request')
		.where('source_id', '=', request.id)
		.where('thing_id', '=', request.questionId)
		.orderBy('member_id')
		.execute();
	for (const { member_id, until } of ways) {
		if (until === null) continue;
		await letGuestIn(trx, {
			...{ id: newId(), requestId: request.id, labId: request.labId, questionId: to },
			...{ memberId: member_id, until: new Date(until), by: request.askedBy, at }
		});
	}
	return ways.map(({ member_id }) => member_id);
}

/** The same of all it let in, by whose hands it went. Gives who they are. */
export function letGuestsOut(trx: Trx, { id }: Pick<ExpertRequest, 'id'>): Promise<string[]> {
	return endAccess(trx, { of: 'request', id });
}
