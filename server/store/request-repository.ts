import type { Selectable } from 'kysely';
import {
	openRequestStates,
	type PoolKind,
	type RequestState
} from '../../src/lib/domain/request.ts';
import type { Timed } from '../../src/lib/domain/request-terms.ts';
import type { Role } from '../../src/lib/domain/rights.ts';
import type { Db } from './schema.ts';
import type { ExpertRequestTable } from './schema-request.ts';

export interface ExpertRequest extends Timed {
	id: string;
	labId: string;
	questionId: string;
	text: string;
	askedBy: string | null;
	pool: { kind: PoolKind; id: string } | null;
	toMember: string | null;
	askedAt: string;
	acceptedAt: string | null;
	reminderSentAt: string | null;
	lateAt: string | null;
	endedAt: string | null;
	answerId: string | null;
	version: number;
}

export interface RequestStep {
	n: number;
	at: string;
	state: RequestState;
	by: string | null;
	toMember: string | null;
	note: string;
}

/** Somebody in a lab who may be able to answer. */
export interface LabExpert {
	memberId: string;
	name: string;
	organisationId: string | null;
	organisationLabel: string;
	role: Role;
	accessUntil: string | null;
	/** Topics she says she can answer on. */
	canAnswerOn: string[];
}

/** Requests to experts, and who there is to put them to. */
export class RequestRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	async find(id: string): Promise<ExpertRequest | null> {
		const row = await this.#db
			.selectFrom('expert_request')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? toRequest(row) : null;
	}

	/** Of a question, in the order of asking. */
	async ofQuestion(questionId: string): Promise<ExpertRequest[]> {
		const rows = await this.#db
			.selectFrom('expert_request')
			.selectAll()
			.where('question_id', '=', questionId)
			.orderBy('asked_at')
			.orderBy('id')
			.execute();
		return rows.map(toRequest);
	}

	/** Ids with their question, of all that wait for somebody while their question is open. */
	async open(): Promise<{ id: string; questionId: string }[]> {
		const rows = await this.#open()
			.select(['expert_request.id', 'expert_request.question_id'])
			.orderBy('expert_request.started_at')
			.orderBy('expert_request.id')
			.execute();
		return rows.map((row) => ({ id: row.id, questionId: row.question_id }));
	}

	/** Those of one member in one lab, and of pools nobody of has taken on yet; the oldest first. */
	async openFor(memberId: string, labId: string): Promise<ExpertRequest[]> {
		const rows = await this.#open()
			.selectAll('expert_request')
			.where((where) =>
				where.or([where('to_member', '=', memberId), where('to_member', 'is', null)])
			)
			.where('question.lab_id', '=', labId)
			.orderBy('expert_request.asked_at')
			.orderBy('expert_request.id')
			.execute();
		return rows.map(toRequest);
	}

	/** How many of them each member has, in all labs. */
	async countOpen(): Promise<Map<string, number>> {
		const rows = await this.#open()
			.select((select) => ['to_member', select.fn.countAll().as('n')])
			.where('to_member', 'is not', null)
			.groupBy('to_member')
			.orderBy('to_member')
			.execute();
		return new Map(rows.map((row) => [row.to_member ?? '', Number(row.n)]));
	}

	/** What somebody waits for: nobody does where the question is parked, harvested or merged. */
	#open() {
		return this.#db
			.selectFrom('expert_request')
			.innerJoin('question', 'question.id', 'expert_request.question_id')
			.where('expert_request.state', 'in', openRequestStates)
			.where('question.state', 'not in', ['geoogst', 'geparkeerd'])
			.where('question.merged_into', 'is', null);
	}

	async steps(requestId: string): Promise<RequestStep[]> {
		const rows = await this.#db
			.selectFrom('expert_request_step')
			.selectAll()
			.where('request_id', '=', requestId)
			.orderBy('n')
			.execute();
		return rows.map((row) => ({
			...{ n: row.n, at: row.at, state: row.state, note: row.note },
			...{ by: row.by_member, toMember: row.to_member }
		}));
	}

	/** Who is in a lab at `now`, since the longest first. */
	async people(labId: string, now: Date): Promise<LabExpert[]> {
		const rows = await this.#db
			.selectFrom('membership')
			.innerJoin('member', 'member.id', 'membership.member_id')
			.leftJoin('organisation', 'organisation.id', 'member.organisation_id')
			.select([
				...(['member.id', 'member.name', 'member.about', 'member.organisation_id'] as const),
				...(['organisation.label', 'membership.role', 'membership.access_until'] as const)
			])
			.where('membership.lab_id', '=', labId)
			.where('membership.ended_at', 'is', null)
			.where('member.disabled_at', 'is', null)
			.where((where) =>
				where.or([
					where('membership.access_until', 'is', null),
					where('membership.access_until', '>', now.toISOString())
				])
			)
			.orderBy('membership.created_at')
			.orderBy('member.demo')
			.orderBy('member.name')
			.orderBy('member.id')
			.execute();
		return rows.map((row) => ({
			memberId: row.id,
			name: row.name,
			organisationId: row.organisation_id,
			organisationLabel: row.label ?? '',
			role: row.role,
			accessUntil: row.access_until,
			canAnswerOn: topicsIn(row.about)
		}));
	}
}

/** What is written about somebody comes from elsewhere: whatever is no list of words is none. */
function topicsIn(about: string): string[] {
	const { canAnswerOn } = JSON.parse(about) as { canAnswerOn?: unknown };
	if (!Array.isArray(canAnswerOn)) return [];
	return canAnswerOn.filter((topic) => typeof topic === 'string');
}

export function toRequest(row: Selectable<ExpertRequestTable>): ExpertRequest {
	return {
		id: row.id,
		labId: row.lab_id,
		questionId: row.question_id,
		text: row.text,
		askedBy: row.asked_by,
		pool: row.pool_kind && row.pool_id ? { kind: row.pool_kind, id: row.pool_id } : null,
		toMember: row.to_member,
		state: row.state,
		askedAt: row.asked_at,
		startedAt: row.started_at,
		acceptedAt: row.accepted_at,
		waitingSince: row.waiting_since,
		waited: Number(row.waited),
		reactionDays: row.reaction_days,
		answerDays: row.answer_days,
		reminderSentAt: row.reminder_sent_at,
		lateAt: row.late_at,
		endedAt: row.ended_at,
		answerId: row.answer_id,
		version: row.version
	};
}
