import type { Selectable } from 'kysely';
import type { Domain } from '../../src/lib/domain/access.ts';
import type { QuestionRights } from '../../src/lib/domain/question-access.ts';
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
} from '../../src/lib/domain/question.ts';
import type { FootholdTable, QuestionTable } from './schema-thread.ts';

/** Where a question came from. */
export interface Origin {
	kind: OriginKind;
	/** The board, the session or the scan. */
	id: string;
	/** The card, the question in the box, the answer. */
	part: string;
}

export interface Question extends QuestionRights {
	title: string;
	excerpt: string;
	need: Need;
	domain: Domain;
	topic: string | null;
	size: SizeClass | null;
	urgency: Urgency;
	askedAs: AskedAs;
	organisationId: string | null;
	askedAt: string;
	state: QuestionState;
	stateNote: string;
	stateAt: string;
	/** YYYY-MM-DD. */
	validUntil: string | null;
	origin: Origin | null;
	splitFrom: string | null;
	summaryAt: string | null;
	turn: number;
}

/** A question in a list, with how much there is of it. */
export interface CountedQuestion extends Question {
	answers: number;
	footholds: number;
	/** Organisations that say it plays there too. */
	alsoAtOurs: number;
	/** When something was last added to it. */
	lastAt: string;
}

export interface Answer {
	id: string;
	questionId: string;
	position: number;
	/** Null: whoever asked as nobody. */
	memberId: string | null;
	/** Who wrote it along with her. */
	writers: string[];
	kind: AnswerKind;
	domain: Domain;
	certainty: Certainty | null;
	state: AnswerState;
	stateNote: string;
	replyTo: string | null;
	at: string;
	editedAt: string | null;
	/** Members it helps. */
	helpful: string[];
}

export interface Foothold {
	id: string;
	questionId: string;
	position: number;
	text: string;
	conditions: string;
	forWhom: string;
	validUntil: string | null;
	compass: string[];
	setBy: string | null;
	at: string;
	version: number;
	isWithdrawn: boolean;
	/** Ids of answers it comes from. */
	sources: string[];
	tried: { organisationId: string; label: string; worked: boolean }[];
}

/** An answer that went on to another question, and where it is now. */
export interface MovedAnswer {
	id: string;
	/** Its number where it was. */
	position: number;
	/** Where it is now, and its number there. */
	questionId: string;
	n: number;
}

export interface Pin {
	id: string;
	questionId: string;
	place: PinPlace;
	placeId: string;
	/** ISO 8601. */
	until: string;
}

export interface QuestionEvent {
	n: number;
	at: string;
	act: string;
	memberId: string | null;
	detail: Record<string, unknown>;
}

export interface Follower {
	memberId: string;
	organisationId: string | null;
	alsoAtOurs: boolean;
}

export function toQuestion(row: Selectable<QuestionTable>, attendance: string[]): Question {
	return {
		id: row.id,
		labId: row.lab_id,
		title: row.title,
		excerpt: row.excerpt,
		need: row.need,
		domain: row.domain,
		topic: row.topic,
		size: row.size_class,
		urgency: row.urgency,
		tlp: row.tlp,
		askedAs: row.asked_as,
		askedBy: row.asked_by,
		organisationId: row.organisation_id,
		askedAt: row.asked_at,
		state: row.state,
		stateNote: row.state_note,
		stateAt: row.state_at,
		validUntil: row.valid_until,
		origin:
			row.origin_kind && row.origin_id
				? { kind: row.origin_kind, id: row.origin_id, part: row.origin_part ?? '' }
				: null,
		mergedInto: row.merged_into,
		splitFrom: row.split_from,
		summaryAt: row.summary_at,
		turn: row.turn,
		attendance
	};
}

export function toFoothold(row: Selectable<FootholdTable>): Omit<Foothold, 'sources' | 'tried'> {
	return {
		id: row.id,
		questionId: row.question_id,
		position: row.position,
		text: row.text,
		conditions: row.conditions,
		forWhom: row.for_whom,
		validUntil: row.valid_until,
		compass: JSON.parse(row.compass) as string[],
		setBy: row.set_by,
		at: row.at,
		version: row.version,
		isWithdrawn: row.withdrawn_at !== null
	};
}
