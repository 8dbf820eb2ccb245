import type { Generated } from 'kysely';
import type { ActionStatus } from '../../src/lib/domain/action-status.ts';
import type { Held } from '../../src/lib/domain/board-access.ts';
import type { BoardMode } from '../../src/lib/domain/board-mode.ts';
import type { SessionStatus } from '../../src/lib/domain/session.ts';
import type { Assignment } from '../../src/lib/domain/session-access.ts';

/** ISO 8601 in UTC. */
type Moment = string;
type Json = string;

/** A planned meeting of a lab. */
export interface SessionTable {
	id: string;
	lab_id: string;
	title: string;
	goal: string;
	/** Where one hears and sees each other; empty, or https. */
	room_link: Generated<string>;
	starts_at: Moment;
	status: SessionStatus;
	/** Of the agenda: two who change it at once do not overwrite each other. */
	revision: Generated<number>;
	/** 0 before it starts; then goes up with every move. */
	phase: Generated<number>;
	phase_at: Generated<Moment | null>;
	/** The agenda item it is in. */
	item_id: Generated<string | null>;
	/** Goes up with whatever a page should ask for anew. */
	turn: Generated<number>;
	clock: Generated<Json | null>;
	/** Who leads now. */
	lead_id: Generated<string | null>;
	/** The last word to everybody. */
	message: Generated<Json | null>;
	/** How often everybody was asked to come. */
	summon: Generated<number>;
	/** A round in which each has the word for a while. */
	speaking: Generated<Json | null>;
	started_at: Generated<Moment | null>;
	ended_at: Generated<Moment | null>;
	/** When closing its boards for participants was settled: nothing does so by itself after that. */
	boards_closed_at: Generated<Moment | null>;
	/** What who leads adds to its report. */
	report_text: Generated<string>;
	report_final_at: Generated<Moment | null>;
	/** Questions show when who runs it shows them. */
	box_moderated: Generated<number>;
	/** Since when its poll runs; null: it never did. */
	poll_opened_at: Generated<Moment | null>;
	poll_closed_at: Generated<Moment | null>;
	created_by: string | null;
	created_at: Moment;
}

export interface AgendaItemTable {
	id: string;
	session_id: string;
	position: number;
	title: string;
	/** 0: work beforehand. */
	minutes: number;
	who: string;
	/** To read aloud. */
	instruction: string;
	/** Only for who leads. */
	notes: string;
	board_id: string | null;
	/** Null: the board stays as it is. */
	mode: BoardMode | null;
	/** Of an item in which one votes; null there: as it is when nobody chooses. */
	ballot: Generated<Json | null>;
	/** 1-based step of the board's method; null: it stays where it is. */
	step: number | null;
	is_break: Generated<number>;
	dropped: Generated<number>;
}

/** Every move of a running session. */
export interface SessionPhaseTable {
	session_id: string;
	n: number;
	item_id: string;
	/** The how manieth time this item runs, from 1. */
	round: number;
	at: Moment;
	led_by: string | null;
	undone: Generated<number>;
	/** As they stood when the phase ended; `held` of the board of its item. */
	clock: Generated<Json | null>;
	speaking: Generated<Json | null>;
	held: Generated<Held | null>;
	/** The phase its board went into with it; null: no board moved. */
	board_phase: Generated<number | null>;
}

export interface SessionRoleTable {
	session_id: string;
	member_id: string;
	role: Assignment;
}

export interface SessionAttendanceTable {
	session_id: string;
	member_id: string;
	first_at: Moment;
	/** When she agreed to the ground rules. */
	rules_at: Generated<Moment | null>;
	/** The phase in which she said she is ready. */
	ready_phase: Generated<number | null>;
}

/** What happened in a session, without what was said. */
export interface SessionEventTable {
	session_id: string;
	n: number;
	at: Moment;
	act: string;
	member_id: string | null;
	detail: Json;
}

/** Between those who lead. */
export interface SessionLineTable {
	id: string;
	session_id: string;
	member_id: string;
	at: Moment;
	text: string;
}

/** What became of an action: a line of a harvest, or an item of the lab. */
export interface ActionStatusTable {
	action_id: string;
	lab_id: string;
	/** Null: it stands on no board. */
	board_id: string | null;
	status: ActionStatus;
	set_by: string;
	set_at: Moment;
}
