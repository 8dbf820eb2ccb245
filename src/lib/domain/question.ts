/** States of a question, the most alive first: the order in which a list shows them. */
export const questionStates = [
	'open',
	'heropend',
	'expert_gevraagd',
	'in_gesprek',
	'aanknopingspunten',
	'geoogst',
	'geparkeerd'
] as const;
export type QuestionState = (typeof questionStates)[number];

/** What kind of help is asked for. */
export const needs = [
	'preventief',
	'interventies',
	'samenwerking',
	'achtergrond',
	'praktijk'
] as const;
export type Need = (typeof needs)[number];

export const urgencies = ['gewoon', 'binnenkort', 'nu'] as const;
export type Urgency = (typeof urgencies)[number];

/** For which size of municipality it plays; a question of no municipality has none. */
export const sizeClasses = ['klein', 'middel', 'groot'] as const;
export type SizeClass = (typeof sizeClasses)[number];

/**
 * As whom somebody asks: by name, for her organisation, known to who leads the lab only, or known to
 * nobody. The last comes by a form and is nowhere tied to a member.
 */
export const askedAs = ['name', 'organisation', 'facilitator', 'nobody'] as const;
export type AskedAs = (typeof askedAs)[number];

/** Kinds of answers. None of them is the right one. */
export const answerKinds = [
	'ervaring',
	'mits',
	'want',
	'kennis',
	'tegenvraag',
	'perspectief',
	'nuance',
	'aanknopingspunt'
] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** What an answer to the question itself can be. */
export const ownKinds = [
	'ervaring',
	'kennis',
	'tegenvraag',
	'perspectief',
	'nuance',
	'aanknopingspunt'
] as const satisfies readonly AnswerKind[];

/** What a reaction to an answer can be; the first three hold it against one's own practice. */
export const replyKinds = [
	'ervaring',
	'mits',
	'want',
	'tegenvraag',
	'kennis',
	'perspectief'
] as const satisfies readonly AnswerKind[];

/** Which kinds one chooses from; what it is already stays among them. */
export function kindsFor(isReply: boolean, current: AnswerKind | null = null): AnswerKind[] {
	const offered: AnswerKind[] = [...(isReply ? replyKinds : ownKinds)];
	return current === null || offered.includes(current) ? offered : [current, ...offered];
}

/** "Bij ons …", "ja, mits …" and "nee, want …": the practice test of an answer. */
export const testKinds = ['ervaring', 'mits', 'want'] as const satisfies readonly AnswerKind[];
export type TestKind = (typeof testKinds)[number];

export const certainties = ['redelijk zeker', 'hangt van de plek af', 'onzeker'] as const;
export type Certainty = (typeof certainties)[number];

/** Taken back by its author, or taken away by who leads, with a reason. */
export type AnswerState = 'placed' | 'withdrawn' | 'removed';

export const draftKinds = ['question', 'answer', 'summary'] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Where a question was pinned to. */
export const pinPlaces = ['home', 'session', 'theme'] as const;
export type PinPlace = (typeof pinPlaces)[number];

/** What a question came from. */
export const originKinds = ['board', 'card', 'box', 'scan'] as const;
export type OriginKind = (typeof originKinds)[number];

/** UTF-16 units of plain text, and how many there may be of a thing. */
export const questionLimits = {
	title: 120,
	question: 2_000,
	/** Context, and what was tried: each. */
	about: 4_000,
	answer: 8_000,
	summary: 12_000,
	foothold: 400,
	conditions: 600,
	source: 300,
	forWhom: 160,
	/** Of an action or a lesson that a foothold becomes, and the first step of an action. */
	itemTitle: 100,
	firstStep: 200,
	/** Why it was parked, opened again, harvested, taken away. */
	note: 400,
	/** Of one question. */
	answers: 300,
	footholds: 40,
	/** What one foothold becomes. */
	items: 10,
	pins: 10,
	/** What a list shows of it. */
	excerpt: 280
} as const;
