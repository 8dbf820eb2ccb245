import type { Generated } from 'kysely';
import type { KeyKind } from '../../src/lib/domain/guest-key.ts';

/** ISO 8601 in UTC. */
type Moment = string;
type Json = string;

/** Something asked in a session. */
export interface SessionQuestionTable {
	id: string;
	session_id: string;
	member_id: string;
	at: Moment;
	text: string;
	/** Everybody in the room sees it. */
	shown: number;
	dealt: Generated<number>;
	/** Where it is discussed after the session; null: nowhere yet. */
	thread_id: Generated<string | null>;
}

/** "Ik ook", once of each. */
export interface SessionMeTooTable {
	question_id: string;
	member_id: string;
}

export interface SessionPollQuestionTable {
	id: string;
	session_id: string;
	position: number;
	text: string;
	/** What one chooses from; null: a scale of 1 to 5. */
	options: Json | null;
}

export interface SessionPollAnswerTable {
	question_id: string;
	member_id: string;
	/** 0-based option. */
	choice: number;
}

/** With which guests come into one session. */
export interface SessionCodeTable {
	id: string;
	session_id: string;
	/** argon2id of the code; the code itself is nowhere. */
	hash: string;
	/** Until when it lets in, and whoever came in may stay. */
	until: Moment;
	/** Guests it lets in. */
	most: number;
	/** They read and write on the boards of the session as well. */
	boards: number;
	made_by: string;
	made_at: Moment;
	withdrawn_at: Generated<Moment | null>;
}

/** Who came in by which code. */
export interface SessionGuestTable {
	session_id: string;
	member_id: string;
	code_id: string;
	/** When she agreed to the ground rules. */
	agreed_at: Moment;
}

/** With which a guest comes back; the key itself is nowhere. */
export interface GuestKeyTable {
	member_id: string;
	kind: KeyKind;
	/** argon2id in PHC form. */
	hash: string;
	made_at: Moment;
	/** Null: as long as a session lets her in. */
	until: Moment | null;
}
