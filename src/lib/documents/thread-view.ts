import type { Domain } from '../domain/access.ts';
import type { ShownAuthor } from '../domain/attribution.ts';
import type {
	AnswerKind,
	AnswerState,
	AskedAs,
	Certainty,
	Need,
	OriginKind,
	PinPlace,
	QuestionState,
	SizeClass,
	Urgency
} from '../domain/question.ts';
import type { ChosenState } from '../domain/question-state.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { RichDoc } from './rich-text.ts';
import type { AnswerText, QuestionText } from './thread.ts';

/** A question in a list, as one reader may see it. */
export interface QuestionSummary {
	id: string;
	title: string;
	excerpt: string;
	need: Need;
	domain: Domain;
	topic: string | null;
	urgency: Urgency;
	state: QuestionState;
	stateNote: string;
	tlp: Tlp;
	/** Who asked, as far as it may be shown; all empty of one that is nobody's. */
	asker: ShownAuthor;
	isMine: boolean;
	askedAt: string;
	lastAt: string;
	answers: number;
	footholds: number;
	/** Organisations that say it plays there too. */
	alsoAtOurs: number;
	follows: boolean;
	/** How much happened in it that the reader has not seen. */
	unread: number;
	/** Where it is pinned now. */
	pins: PinView[];
	isMerged: boolean;
}

export interface PinView {
	id: string;
	questionId: string;
	place: PinPlace;
	/** Name of the theme or the session; empty for the home. */
	label: string;
	/** Null: not a page of its own. */
	path: string | null;
	/** ISO 8601. */
	until: string;
}

export interface AnswerView {
	id: string;
	n: number;
	kind: AnswerKind;
	domain: Domain;
	certainty: Certainty | null;
	author: ShownAuthor;
	/** By whoever asked the question. */
	byAsker: boolean;
	/** Who wrote it along. */
	writers: ShownAuthor[];
	at: string;
	editedAt: string | null;
	/** Null: it was taken back or taken away. */
	text: AnswerText | null;
	state: AnswerState;
	stateNote: string;
	/** Answer it reacts to. */
	replyTo: string | null;
	helpful: number;
	helpsMe: boolean;
	isMine: boolean;
	/** Came since the reader was here last. */
	isNew: boolean;
	/** It can become a question of its own. */
	mayMove: boolean;
}

/** An answer that stands elsewhere now. */
export interface MovedView {
	id: string;
	/** Its number here, and there. */
	n: number;
	to: { id: string; title: string; n: number };
}

/** Organisations: how many, and which where the lab shows names. */
export interface Counted {
	n: number;
	names: string[];
}

export type OnwardKind = 'action' | 'lesson';

export interface FootholdView {
	id: string;
	text: string;
	conditions: string;
	forWhom: string;
	validUntil: string | null;
	compass: string[];
	version: number;
	at: string;
	sources: { id: string; n: number; author: ShownAuthor; movedTo: string | null }[];
	/** Organisations where it worked, and where it did not. */
	worked: Counted;
	failed: Counted;
	/** What her own organisation said of it. */
	ours: boolean | null;
	/** Actions and lessons it became; empty for who sees none of the lab. */
	became: { id: string; kind: OnwardKind; title: string; mayTakeBack: boolean }[];
	/** She says it otherwise, or takes it back. */
	mayChange: boolean;
}

export interface QuestionEventView {
	n: number;
	at: string;
	act: string;
	/** Who did it; null: it is not told, or followed by itself. */
	name: string | null;
	detail: Record<string, unknown>;
}

/** A question with everything a reader sees of it. */
export interface QuestionView {
	id: string;
	title: string;
	text: QuestionText;
	need: Need;
	domain: Domain;
	topic: string | null;
	size: SizeClass | null;
	urgency: Urgency;
	tlp: Tlp;
	asker: ShownAuthor;
	/** Null: not hers to know. */
	askedAs: AskedAs | null;
	isMine: boolean;
	askedAt: string;
	state: QuestionState;
	stateNote: string;
	stateAt: string;
	validUntil: string | null;
	summary: { text: RichDoc; at: string } | null;
	/** Organisations that say it plays there too, by name where the lab shows names. */
	also: Counted & { mine: boolean };
	follows: boolean;
	answers: AnswerView[];
	footholds: FootholdView[];
	pins: PinView[];
	log: QuestionEventView[];
	/** What it came from, for who may open that. */
	origin: { kind: OriginKind; path: string; label: string } | null;
	mergedInto: { id: string; title: string } | null;
	kin: { id: string; title: string; kind: 'merged' | 'split' }[];
	/** The question this one was taken out of. */
	splitFrom: { id: string; title: string } | null;
	/** Answers that went on to another question, for who reads that. */
	moved: MovedView[];
	turn: number;
	may: {
		answer: boolean;
		/** States she can put it in. */
		move: ChosenState[];
		/** Set down footholds. */
		harvest: boolean;
		pin: boolean;
		also: boolean;
		/** Says whether a foothold worked at hers. */
		tried: boolean;
		/** Takes away what others placed. */
		moderate: boolean;
		revise: boolean;
		/** Puts it into another one, takes it apart, takes answers out. */
		merge: boolean;
		/** Takes words out of it for good. */
		redact: boolean;
	};
}

/** Everything with layout that a question and its answers say. */
export function docsOf({ text, summary, answers }: QuestionView): RichDoc[] {
	const said = answers.flatMap((answer) => answer.text?.text ?? []);
	return [text.text, text.context, text.tried, ...(summary ? [summary.text] : []), ...said];
}
