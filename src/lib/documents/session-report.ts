import type { ActionStatus } from '../domain/action-status.ts';
import type { Domain } from '../domain/access.ts';
import type { ShownAuthor } from '../domain/attribution.ts';
import type { BallotKind } from '../domain/ballot.ts';
import type { HarvestKind } from '../domain/board-command.ts';
import type { PollQuestion } from '../domain/poll.ts';
import type { CardKind } from '../domain/template.ts';
import type { Tlp } from '../domain/tlp.ts';

/** An action, with what became of it, as one reader sees it. */
export interface CarriedAction {
	id: string;
	text: string;
	/** Who leads it: a person, an organisation, or as the board calls it. */
	lead: string | null;
	firstStep: string;
	forWhom: string;
	conditions: string;
	status: ActionStatus | 'open';
	/** She may say what became of it. */
	maySet: boolean;
	board: { id: string; title: string };
}

/** What became of the actions of the session before this one. */
export interface CarriedOver {
	from: { id: string; title: string; endedAt: string };
	actions: CarriedAction[];
}

/** A card in a report. */
export interface ReportedCard {
	id: string;
	kind: CardKind;
	domain: Domain;
	text: string;
	author: ShownAuthor;
}

/** The most chosen cards of one ballot. */
export interface ReportedBallot {
	id: string;
	/** Of the item of the agenda, or else of the step of the method. */
	name: string;
	kind: BallotKind;
	voters: number;
	/** Secret, and handed in by too few for any total. */
	isTooFew: boolean;
	/** Dots, or how often it was chosen. */
	cards: { card: string; text: string; votes: number }[];
}

export interface ReportedLine {
	id: string;
	kind: HarvestKind;
	text: string;
	forWhom: string;
	conditions: string;
}

/** What a session left on one of its boards. */
export interface ReportedBoard {
	id: string;
	title: string;
	tlp: Tlp;
	flagged: ReportedCard[];
	ballots: ReportedBallot[];
	/** Lessons and footholds; actions stand by themselves. */
	harvest: ReportedLine[];
	questions: ReportedCard[];
}

/** A question of the box that was shown to everybody. */
export interface ReportedQuestion {
	id: string;
	text: string;
	/** From which organisation at most; null: that is not told. */
	from: string | null;
	/** How many joined. */
	n: number;
	/** It was dealt with. */
	isDealt: boolean;
}

/** What a poll came to; `totals` null where they would say who answered what. */
export interface ReportedPoll {
	/** Who answered anything. */
	people: number;
	questions: (PollQuestion & { n: number; totals: number[] | null })[];
}

/** Until when participants put right what was harvested, and on which of its boards. */
export interface Correcting {
	/** Ms since epoch. */
	until: number;
	/** Ids of boards that are in the report. */
	boards: string[];
}

/** An item of the agenda as it went. */
export interface ReportedItem {
	id: string;
	title: string;
	isBreak: boolean;
	planned: number;
	/** Minutes, of all its rounds; null: it did not run. */
	took: number | null;
	rounds: number;
}

/** What is left of a session, for one reader; made from the record whenever it is read. */
export interface SessionReport {
	/** Moment it was read, ISO 8601. */
	at: string;
	title: string;
	goal: string;
	/** ISO 8601. */
	startedAt: string | null;
	endedAt: string;
	/** Nobody ended it: it closed by itself. */
	isLeftOpen: boolean;
	attendance: {
		total: number;
		/** Null: she sees how many. */
		people: { memberId: string; name: string; organisation: string }[] | null;
	};
	agenda: ReportedItem[];
	boards: ReportedBoard[];
	actions: CarriedAction[];
	/** Null: it was never opened, or nobody answered. */
	poll: ReportedPoll | null;
	/** What most people asked first; what was dealt with last. */
	box: ReportedQuestion[];
	/** Null: the report is definite, or there is nothing to put right any more. */
	correcting: Correcting | null;
	/** What who leads added. */
	text: string;
	/** Since when it is definite, ISO 8601. */
	definiteAt: string | null;
	closing: { isAny: boolean; isClosed: boolean; closesAt: number | null };
	/** She adds to it, makes it definite, closes and opens its boards. */
	mayLead: boolean;
	mayExport: boolean;
}

/** The same report with every text that people wrote in other words. */
export function rewordSessionReport(
	report: SessionReport,
	reword: (text: string) => string
): SessionReport {
	const card = (each: ReportedCard) => ({ ...each, text: reword(each.text) });
	return {
		...report,
		title: reword(report.title),
		goal: reword(report.goal),
		text: reword(report.text),
		agenda: report.agenda.map((item) => ({ ...item, title: reword(item.title) })),
		actions: report.actions.map((action) => ({
			...action,
			text: reword(action.text),
			firstStep: reword(action.firstStep),
			forWhom: reword(action.forWhom),
			conditions: reword(action.conditions)
		})),
		box: report.box.map((each) => ({ ...each, text: reword(each.text) })),
		poll: report.poll && {
			...report.poll,
			questions: report.poll.questions.map((each) => ({
				...each,
				text: reword(each.text),
				options: each.options?.map(reword) ?? null
			}))
		},
		boards: report.boards.map((board) => ({
			...board,
			title: reword(board.title),
			flagged: board.flagged.map(card),
			questions: board.questions.map(card),
			ballots: board.ballots.map((ballot) => ({
				...ballot,
				name: reword(ballot.name),
				cards: ballot.cards.map((each) => ({ ...each, text: reword(each.text) }))
			})),
			harvest: board.harvest.map((line) => ({
				...line,
				text: reword(line.text),
				forWhom: reword(line.forWhom),
				conditions: reword(line.conditions)
			}))
		}))
	};
}
