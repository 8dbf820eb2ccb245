import * as v from 'valibot';
import { domains } from '../../src/lib/domain/access.ts';
import { isDay } from '../../src/lib/domain/day.ts';
import { isId } from '../../src/lib/domain/document-name.ts';
import {
	answerKinds,
	askedAs,
	certainties,
	needs,
	pinPlaces,
	questionLimits,
	sizeClasses,
	urgencies
} from '../../src/lib/domain/question.ts';
import { chosenStates } from '../../src/lib/domain/question-state.ts';
import { tlps } from '../../src/lib/domain/tlp.ts';

export const line = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max, 'long'));
export const filled = (max: number) => v.pipe(line(max), v.minLength(1, 'empty'));
const choice = <const T extends readonly string[]>(from: T) => v.picklist(from, 'empty');
/** '' says nothing. */
const perhaps = <const T extends readonly string[]>(from: T) =>
	v.pipe(
		v.union([v.literal(''), v.picklist(from)], 'invalid'),
		v.transform((said) => (said === '' ? null : said))
	);
export const id = v.pipe(v.string(), v.check(isId, 'invalid'));
export const phrases = v.optional(v.array(v.pipe(v.string(), v.maxLength(200))), []);
const optionalId = v.pipe(
	v.union([v.literal(''), id], 'invalid'),
	v.transform((said) => (said === '' ? null : said))
);
export const day = v.pipe(v.string(), v.check(isDay, 'date'));
const optionalDay = v.pipe(
	v.union([v.literal(''), day], 'date'),
	v.transform((said) => (said === '' ? null : said))
);

/** What is chosen of a question beside what it says. */
export const QuestionFacts = v.object({
	need: choice(needs),
	domain: choice(domains),
	topic: line(60),
	size: perhaps(sizeClasses),
	urgency: choice(urgencies),
	tlp: choice(tlps)
});
export type QuestionFacts = v.InferOutput<typeof QuestionFacts>;

/** What is chosen when a draft of a question is placed: it is never nobody's, for it came by a socket. */
export const DraftedQuestion = v.object({
	...QuestionFacts.entries,
	askedAs: choice(['name', 'organisation', 'facilitator'])
});
export type DraftedQuestion = v.InferOutput<typeof DraftedQuestion>;

/** What is chosen when a draft of an answer is placed. */
export const DraftedAnswer = v.object({
	kind: choice(answerKinds),
	domain: choice(domains),
	certainty: perhaps(certainties)
});
export type DraftedAnswer = v.InferOutput<typeof DraftedAnswer>;

/** A question asked by a form. */
export const NewQuestionForm = v.object({
	/** Its id, made with the form: sent twice it is one question. */
	id,
	title: filled(questionLimits.title),
	text: filled(questionLimits.question),
	context: line(questionLimits.about),
	tried: line(questionLimits.about),
	...QuestionFacts.entries,
	askedAs: choice(askedAs),
	notPersonal: phrases
});
export type NewQuestionForm = v.InferOutput<typeof NewQuestionForm>;

/** An answer by a form. */
export const AnswerForm = v.object({
	/** Its id, made with the form: sent twice it is one answer. */
	id,
	kind: choice(answerKinds),
	text: filled(questionLimits.answer),
	domain: choice(domains),
	certainty: perhaps(certainties),
	source: line(questionLimits.source),
	conditions: line(questionLimits.conditions),
	replyTo: optionalId,
	notPersonal: phrases
});
export type AnswerForm = v.InferOutput<typeof AnswerForm>;

/** An answer that somebody goes on writing elsewhere: what she typed of it up to now. */
export const DraftedAlready = v.object({
	text: line(questionLimits.answer),
	source: line(questionLimits.source),
	conditions: line(questionLimits.conditions),
	kind: choice(answerKinds),
	domain: choice(domains),
	certainty: perhaps(certainties),
	replyTo: optionalId,
	/** The answer it is a new wording of. */
	answer: v.optional(optionalId, ''),
	notPersonal: phrases
});
export type DraftedAlready = v.InferOutput<typeof DraftedAlready>;

export const FootholdForm = v.object({
	text: filled(questionLimits.foothold),
	/** A foothold without what it takes is a ready-made answer: there are none. */
	conditions: filled(questionLimits.conditions),
	forWhom: filled(questionLimits.forWhom),
	validUntil: optionalDay,
	compass: v.array(v.pipe(v.string(), v.maxLength(40))),
	sources: v.array(id),
	notPersonal: phrases
});
export type FootholdForm = v.InferOutput<typeof FootholdForm>;

export const FootholdRevision = v.object({
	...FootholdForm.entries,
	foothold: id,
	/** As she read it. */
	version: v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'invalid'), v.transform(Number))
});
export type FootholdRevision = v.InferOutput<typeof FootholdRevision>;

/** A foothold that becomes something to do, for whoever makes it. */
export const ActionForm = v.object({
	/** Its id, made with the form: sent twice it is one action. */
	id,
	foothold: id,
	title: filled(questionLimits.itemTitle),
	firstStep: filled(questionLimits.firstStep),
	domain: choice(domains),
	due: day,
	notPersonal: phrases
});
export type ActionForm = v.InferOutput<typeof ActionForm>;

/** A foothold that becomes something learned, in concept. */
export const LessonForm = v.object({
	id,
	foothold: id,
	title: filled(questionLimits.itemTitle),
	/** What was learned, in one sentence. */
	oneLiner: filled(questionLimits.foothold),
	reviewAt: day,
	notPersonal: phrases
});
export type LessonForm = v.InferOutput<typeof LessonForm>;

export const StateForm = v.object({
	state: choice(chosenStates),
	note: filled(questionLimits.note),
	/** When it came in the state she saw. */
	stateAt: v.string(),
	notPersonal: phrases
});
export type StateForm = v.InferOutput<typeof StateForm>;

/** Where: "home", "session <id>" or "theme <name>". */
const place = v.pipe(
	v.string(),
	v.transform((where) => {
		const [, place = '', placeId = ''] = /^(\S+)(?: (.{1,60}))?$/.exec(where) ?? [];
		return { place, placeId };
	}),
	v.object({ place: choice(pinPlaces), placeId: v.string() })
);

export const PinForm = v.object({ where: place, until: day });
export type PinForm = v.InferOutput<typeof PinForm>;

/** Something pressed on or off. */
const onOff = v.pipe(
	v.picklist(['on', 'off']),
	v.transform((said) => said === 'on')
);
export const Switch = v.object({ on: onOff });
export const AnswerSwitch = v.object({ answer: id, on: onOff });
export const AnswerAway = v.object({
	answer: id,
	note: line(questionLimits.note),
	notPersonal: phrases
});
export const ItemChoice = v.object({ item: id });
export const FootholdChoice = v.object({ foothold: id });
export const TriedForm = v.object({
	foothold: id,
	/** What her organisation says; '' takes it back. */
	worked: v.pipe(
		v.picklist(['yes', 'no', '']),
		v.transform((said) => (said === '' ? null : said === 'yes'))
	)
});
/** Into which question it goes, and when it came in the state she saw. */
export const MergeForm = v.object({ into: id, stateAt: v.string() });
export type MergeForm = v.InferOutput<typeof MergeForm>;
export const UnmergeForm = v.object({ into: id });

/** Answers that become a question of their own. */
export const SplitForm = v.object({
	/** Its id, made with the form: sent twice it is one question. */
	id,
	title: filled(questionLimits.title),
	text: filled(questionLimits.question),
	answers: v.pipe(v.array(id), v.minLength(1, 'empty'), v.maxLength(questionLimits.answers)),
	notPersonal: phrases
});
export type SplitForm = v.InferOutput<typeof SplitForm>;

/** Words that go for good; too short or too long is said by the service. */
export const PhraseForm = v.object({ phrase: v.pipe(v.string(), v.trim()) });

export const PinChoice = v.object({ pin: id });
