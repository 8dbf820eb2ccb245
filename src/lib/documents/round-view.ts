import type { ShownAuthor } from '../domain/attribution.ts';
import type { Day, RoundDays, RoundState, RoundStep } from '../domain/expert-round.ts';
import type { QuestionState, TestKind } from '../domain/question.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { AnswerView } from './thread-view.ts';

/** A round in a list. */
export interface RoundSummary {
	id: string;
	title: string;
	state: RoundState;
	/** Where it is now. */
	step: RoundStep;
	days: RoundDays;
	questions: number;
	closedAt: string | null;
	/** She was invited to it as an expert. */
	isExpert: boolean;
}

/** A question that can be put into a round. */
export interface RoundChoice {
	id: string;
	title: string;
	excerpt: string;
	state: QuestionState;
	tlp: Tlp;
	/** Organisations that say it plays there too. */
	alsoAtOurs: number;
	answers: number;
	/** It is in a round that runs. */
	isTaken: boolean;
}

/** An answer of an expert, and what its practice test gave. */
export interface TestedAnswer {
	answer: AnswerView;
	tested: Record<TestKind, number>;
}

export interface RoundReaction {
	answer: AnswerView;
	/** Number of the answer it is about. */
	about: number;
	isPinned: boolean;
	/** An expert reacted to it. */
	isGoneInto: boolean;
}

export interface RoundQuestionView {
	id: string;
	title: string;
	excerpt: string;
	state: QuestionState;
	tlp: Tlp;
	alsoAtOurs: number;
	isMerged: boolean;
	/** What experts of the round answered. */
	answers: TestedAnswer[];
	reactions: RoundReaction[];
	footholds: number;
	/** In draft; for who leads. */
	drafts: number;
	/** Of how many members how many read it since the first answer of an expert; for who leads. */
	read: { n: number; of: number } | null;
	/** She herself answered it; of an expert. */
	isAnswered: boolean;
}

export interface RoundExpertView {
	id: string;
	name: string;
	organisation: string;
	/** She reads what she is invited to, and nothing else. */
	isGuest: boolean;
	/** She gets, or got, access to the lab with this round. */
	isNew: boolean;
	/** Null: she has not heard of it. */
	invitedAt: string | null;
	/** She has not used the link in her welcome yet; for who leads. */
	isAwaited: boolean;
	/** Questions of the round she answered. */
	answered: number;
}

/** Somebody who can be asked into a round. */
export interface RoundCandidate {
	id: string;
	name: string;
	organisation: string;
	topics: string[];
	isGuest: boolean;
	/** What she can answer on is what one of the questions is about. */
	fits: boolean;
}

/** What a guest of the round sees of the lab, and how much she does not. */
export interface GuestSight {
	/** ISO 8601. */
	until: string;
	questions: string[];
	hidden: { questions: number; boards: number; sessions: number };
}

/** A round as one reader may see it. */
export interface RoundView {
	id: string;
	version: number;
	title: string;
	text: string;
	state: RoundState;
	step: RoundStep;
	days: RoundDays;
	today: Day;
	/** Who invites. */
	by: ShownAuthor;
	openedAt: string | null;
	closedAt: string | null;
	reviewOn: Day | null;
	questions: RoundQuestionView[];
	experts: RoundExpertView[];
	/** For who leads. */
	sight: GuestSight | null;
	candidates: RoundCandidate[];
	/** What the lab asks of whoever takes part; for a guest. */
	isExpert: boolean;
	isGuest: boolean;
	may: { run: boolean; test: boolean };
}
