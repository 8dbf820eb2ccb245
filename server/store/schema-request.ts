import type { ColumnType, Generated } from 'kysely';
import type { PoolKind, RequestState } from '../../src/lib/domain/request.ts';

/** ISO 8601 in UTC. */
type Moment = string;

export interface ExpertRequestTable {
	id: string;
	lab_id: string;
	question_id: string;
	/** What she is asked in particular; '' when the question says it. */
	text: string;
	asked_by: string | null;
	/** Set when it was put to a pool, and stays when somebody of it takes it on. */
	pool_kind: PoolKind | null;
	/** Id of the organisation, or the topic. */
	pool_id: string | null;
	/** Who has it; null: nobody of the pool has taken it on. */
	to_member: string | null;
	state: RequestState;
	asked_at: Moment;
	/** When the term that runs now began. */
	started_at: Moment;
	accepted_at: Generated<Moment | null>;
	waiting_since: Generated<Moment | null>;
	/** Ms of working days it waited for the asker in this term. PostgreSQL gives bigints as text. */
	waited: ColumnType<number | string, number | undefined, number>;
	reaction_days: number;
	answer_days: number;
	/** Of the term that runs now. */
	reminder_sent_at: Generated<Moment | null>;
	/** When a term went by; once. */
	late_at: Generated<Moment | null>;
	ended_at: Generated<Moment | null>;
	answer_id: Generated<string | null>;
	/** Goes up with every step: of two who act on what they both saw, one is first. */
	version: Generated<number>;
}

/** By whose hands it went. */
export interface ExpertRequestStepTable {
	request_id: string;
	/** 1-based, without gaps. */
	n: number;
	at: Moment;
	state: RequestState;
	/** Null: the clock, or somebody who is not told. */
	by_member: string | null;
	/** Who had it after that. */
	to_member: string | null;
	note: string;
}
