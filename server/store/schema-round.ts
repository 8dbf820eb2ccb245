import type { Generated } from 'kysely';
import type { RoundState } from '../../src/lib/domain/expert-round.ts';

/** ISO 8601 in UTC. */
type Moment = string;
/** YYYY-MM-DD in Amsterdam. */
type Day = string;
type Json = string;

/** A way by which a guest reads a thing; her invitation is what they give together. */
export interface GuestAccessTable {
	/** `own`: an invitation that was there before any other way. */
	source: 'own' | 'request' | 'round';
	/** Empty for `own`. */
	source_id: string;
	member_id: string;
	thing_id: string;
	/** Null: as long as her membership. */
	until: Moment | null;
}

export interface ExpertRoundTable {
	id: string;
	lab_id: string;
	title: string;
	/** What the experts are asked in particular. */
	text: string;
	state: RoundState;
	/** On which day each step begins: `RoundDays`. */
	days: Json;
	made_by: string | null;
	made_at: Moment;
	opened_at: Generated<Moment | null>;
	closed_at: Generated<Moment | null>;
	closed_by: Generated<string | null>;
	/** When it is asked whether it still holds. */
	review_on: Generated<Day | null>;
	/** Steps that whoever they are for was told of: `string[]`. */
	told: Json;
	/** Goes up with every change: of two who act on what they both saw, one is first. */
	version: Generated<number>;
}

export interface ExpertRoundQuestionTable {
	round_id: string;
	question_id: string;
	/** 1-based. */
	position: number;
	/** When it was written in the log of the question that the round began, and that it ended. */
	opened_at: Generated<Moment | null>;
	closed_at: Generated<Moment | null>;
}

export interface ExpertRoundExpertTable {
	id: string;
	round_id: string;
	/** Null: somebody without an account, who gets one with the invitation. */
	member_id: string | null;
	/** Of somebody new, until she has an account. */
	name: string;
	organisation: string;
	email: string | null;
	invited_by: Generated<string | null>;
	/** Null: she has not heard of it. */
	invited_at: Generated<Moment | null>;
	/** Her access to the lab came with this round, and ends with it. */
	is_new: number;
	at: Moment;
}

/** A reaction the experts are asked to go into. */
export interface ExpertRoundPinTable {
	round_id: string;
	answer_id: string;
	pinned_by: string | null;
	at: Moment;
}

/** A foothold that nobody but who leads the round reads until it closes. */
export interface ExpertRoundDraftTable {
	id: string;
	round_id: string;
	question_id: string;
	text: string;
	conditions: string;
	for_whom: string;
	valid_until: Day | null;
	compass: Json;
	/** Ids of answers. */
	sources: Json;
	made_by: string | null;
	at: Moment;
	version: Generated<number>;
}
