import type { Generated } from 'kysely';
import type { Domain } from '../../src/lib/domain/access.ts';
import type {
	AnswerKind,
	AnswerState,
	AskedAs,
	Certainty,
	DraftKind,
	Need,
	OriginKind,
	PinPlace,
	QuestionState,
	SizeClass,
	Urgency
} from '../../src/lib/domain/question.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';

/** ISO 8601 in UTC. */
type Moment = string;
/** YYYY-MM-DD. */
type Day = string;
type Json = string;

export interface QuestionTable {
	id: string;
	lab_id: string;
	title: string;
	/** The question as plain text, cut to what a list shows. */
	excerpt: string;
	need: Need;
	domain: Domain;
	/** One of the lab's themes. */
	topic: string | null;
	size_class: SizeClass | null;
	urgency: Urgency;
	tlp: Tlp;
	asked_as: AskedAs;
	/** Null: nobody knows. */
	asked_by: string | null;
	organisation_id: string | null;
	/** SHA-256 in hex of the key that opens a question of nobody. */
	key_hash: Generated<string | null>;
	asked_at: Moment;
	state: QuestionState;
	/** Why, where the state asks for a reason. */
	state_note: Generated<string>;
	state_at: Moment;
	valid_until: Generated<Day | null>;
	/** What it came from: the board and the card, the session and the question in its box ... */
	origin_kind: Generated<OriginKind | null>;
	origin_id: Generated<string | null>;
	origin_part: Generated<string | null>;
	merged_into: Generated<string | null>;
	split_from: Generated<string | null>;
	/** When the joint summary was placed last. */
	summary_at: Generated<Moment | null>;
	/** Goes up with whatever a page should ask for anew. */
	turn: Generated<number>;
}

/** What was done with a question, for everybody who reads it. */
export interface QuestionEventTable {
	id: string;
	question_id: string;
	/** 1-based, without gaps. */
	n: number;
	at: Moment;
	act: string;
	member_id: string | null;
	detail: Json;
}

export interface QuestionFollowerTable {
	question_id: string;
	member_id: string;
	at: Moment;
	also_at_ours: Generated<number>;
}

/** When somebody was last there. */
export interface QuestionSeenTable {
	question_id: string;
	member_id: string;
	/** When this visit began. */
	at: Moment;
	/** When the one before it began; null: this is the first. */
	before_at: Moment | null;
}

export interface AnswerTable {
	id: string;
	question_id: string;
	/** 1-based, in the order of placing. */
	position: number;
	/** Null: whoever asked as nobody. */
	member_id: string | null;
	kind: AnswerKind;
	domain: Domain;
	certainty: Certainty | null;
	state: AnswerState;
	state_note: Generated<string>;
	reply_to: string | null;
	at: Moment;
	edited_at: Generated<Moment | null>;
}

export interface AnswerWriterTable {
	answer_id: string;
	member_id: string;
}

export interface AnswerHelpfulTable {
	answer_id: string;
	member_id: string;
}

/** An answer that went on to another question. */
export interface AnswerMovedTable {
	answer_id: string;
	from_question: string;
	/** Its number there, which nothing else gets. */
	position: number;
	at: Moment;
}

export interface FootholdTable {
	id: string;
	question_id: string;
	/** 1-based, in the order of setting down. */
	position: number;
	text: string;
	conditions: string;
	for_whom: string;
	valid_until: Day | null;
	/** Ids of the lab's compass that it passes. */
	compass: Json;
	set_by: string | null;
	at: Moment;
	/** Goes up with every change; a change on an older one is refused. */
	version: Generated<number>;
	withdrawn_at: Generated<Moment | null>;
}

export interface FootholdSourceTable {
	foothold_id: string;
	answer_id: string;
}

export interface FootholdTriedTable {
	foothold_id: string;
	organisation_id: string;
	member_id: string;
	worked: number;
	at: Moment;
}

/** What a foothold became: an action or a lesson of the lab. */
export interface FootholdItemTable {
	item_id: string;
	foothold_id: string;
	made_by: string;
	at: Moment;
}

export interface QuestionPinTable {
	id: string;
	question_id: string;
	place: PinPlace;
	/** Id of the lab, the session, or the theme. */
	place_id: string;
	/** Last moment. */
	until: Moment;
	pinned_by: string | null;
	at: Moment;
}

export interface DraftTable {
	id: string;
	lab_id: string;
	kind: DraftKind;
	/** Null of a question that was not placed yet. */
	question_id: string | null;
	/** The answer it will take the place of. */
	answer_id: string | null;
	reply_to: string | null;
	origin_kind: Generated<OriginKind | null>;
	origin_id: Generated<string | null>;
	origin_part: Generated<string | null>;
	/** Whose it is; she alone places it. */
	member_id: string;
	made_at: Moment;
	placed_at: Generated<Moment | null>;
	dropped_at: Generated<Moment | null>;
}

/** Whom an author lets write in her draft. */
export interface DraftWriterTable {
	draft_id: string;
	member_id: string;
	at: Moment;
}

/** What somebody said is no personal data in a draft. */
export interface DraftPhraseTable {
	draft_id: string;
	/** The same for all phrases that count as this one. */
	folded: string;
	phrase: string;
	member_id: string;
	at: Moment;
}
