import type { Domain } from '../domain/access.ts';
import type { Assignment } from '../domain/session-access.ts';
import type { PlannedItem, SessionStatus } from '../domain/session.ts';
import type { DeskBallot, DeskBoard } from './desk-board.ts';
import type { Attribution } from '../domain/attribution.ts';
import type { SessionOwn } from './session-own.ts';
import type { LiveSession } from './session-state.ts';

/** A session in a list of them. */
export interface SessionSummary {
	id: string;
	title: string;
	goal: string;
	/** ISO 8601. */
	startsAt: string;
	minutes: number;
	status: SessionStatus;
	/** What she is in it. */
	role: Assignment | null;
}

/** A board of a session, of those she may read. */
export interface SessionBoard {
	id: string;
	title: string;
}

/** A session as one member sees it. */
export interface SessionView extends SessionSummary {
	roomLink: string;
	endedAt: string | null;
	/** As everybody follows it. */
	live: LiveSession;
	boards: SessionBoard[];
	rules: string[];
	/** Who has a task in it, by name. */
	tasks: { memberId: string; name: string; organisation: string; role: Assignment }[];
	me: {
		memberId: string;
		agreed: boolean;
		readyPhase: number | null;
		writes: boolean;
		answers: boolean;
		/** A guest by code without an account: until when (ISO 8601); null for others. */
		guestUntil: string | null;
	};
	own: SessionOwn;
	/** What the room is told of who asks. */
	asksAs: Attribution;
	runs: boolean;
	plans: boolean;
}

/** Somebody at a session, as who runs it sees her. */
export interface DeskPerson {
	memberId: string;
	name: string;
	initials: string;
	organisation: string;
	domain: Domain;
	role: Assignment | null;
	isHere: boolean;
	/** Has the board of this moment open; null: it needs none, or she may not read it. */
	isOnBoard: boolean | null;
	/** Ms since epoch since when she is gone; null: here, or never seen. */
	goneSince: number | null;
	wasSeen: boolean;
}

/** What those who run a session see of it. */
export interface DeskView {
	/** Those who are not where the session is first. */
	people: DeskPerson[];
	/** What is only for who leads, by item. */
	notes: Record<string, string>;
	lines: { id: string; name: string; isMine: boolean; at: number; text: string }[];
	/** Since when whoever leads is gone (ms since epoch); null: she is here, or it is oneself. */
	leadGone: number | null;
	leadId: string | null;
	/** The board of this moment; null: there is none, or she may not read it. */
	board: DeskBoard | null;
	/** What is open on boards of the session; first what one votes in now. */
	ballots: DeskBallot[];
	/** In a round: members in the order in which they have the word. */
	order: string[];
}

/** A board an agenda can work on, with the steps of its method. */
export interface PlanBoard extends SessionBoard {
	steps: { n: number; name: string }[];
	/** Nobody is shown a total in its method: there is no secret ballot. */
	noSums: boolean;
}

/** Somebody who can be given a task in a session. */
export interface PlanMember {
	memberId: string;
	name: string;
	organisation: string;
	/** What she is in it; null: she takes part. */
	role: Assignment | null;
}

/** A session as who plans it sees it. */
export interface PlanView {
	id: string;
	title: string;
	goal: string;
	roomLink: string;
	/** ISO 8601. */
	startsAt: string;
	status: SessionStatus;
	revision: number;
	items: PlannedItem[];
	/** Items that ran or run: they stay where they are. */
	ran: string[];
	boards: PlanBoard[];
	/** By name. */
	members: PlanMember[];
	/** How many may be there without being asked. */
	expected: number;
	/** So many that nobody leads them alone. */
	needsCo: boolean;
}
