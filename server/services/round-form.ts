import * as v from 'valibot';
import { datedSteps, roundLimits } from '../../src/lib/domain/expert-round.ts';
import { EmailAddress } from './account-service.ts';
import { name } from './guest-form.ts';
import { day, filled, FootholdForm, id, line, phrases } from './question-form.ts';

/** As she saw it. */
const version = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'invalid'), v.transform(Number));

const words = {
	title: filled(roundLimits.title),
	text: line(roundLimits.text),
	questions: v.pipe(
		v.array(id),
		v.transform((ids) => [...new Set(ids)]),
		v.minLength(1, 'empty'),
		v.maxLength(roundLimits.questions, 'several')
	),
	notPersonal: phrases
};

export const NewRoundForm = v.object({
	/** Its id, made with the form: sent twice it is one round. */
	id,
	...words,
	start: day
});
export type NewRoundForm = v.InferOutput<typeof NewRoundForm>;

export const RoundStepForm = v.object({ version });
export type RoundStepForm = v.InferOutput<typeof RoundStepForm>;

export const RoundWordsForm = v.object({ version, ...words });
export type RoundWordsForm = v.InferOutput<typeof RoundWordsForm>;

export const RoundDaysForm = v.object({
	version,
	...v.entriesFromList(datedSteps, day)
});
export type RoundDaysForm = v.InferOutput<typeof RoundDaysForm>;

export const ExpertChoice = v.object({ member: id });
export type ExpertChoice = v.InferOutput<typeof ExpertChoice>;

/** Somebody who is in no lab yet, or not in this one. */
export const NewExpert = v.object({
	name: name(roundLimits.name),
	organisation: name(roundLimits.organisation),
	email: EmailAddress
});
export type NewExpert = v.InferOutput<typeof NewExpert>;

export const ExpertAway = v.object({ expert: id });

export const ReactionChoice = v.object({ question: id, answer: id });
export type ReactionChoice = v.InferOutput<typeof ReactionChoice>;

export const RoundDraftForm = v.object({
	...FootholdForm.entries,
	/** Its id, made with the form: sent twice it is one. */
	draft: id,
	/** '' for a new one. */
	version: v.pipe(
		v.string(),
		v.regex(/^\d{0,9}$/, 'invalid'),
		v.transform((said) => (said === '' ? null : Number(said)))
	)
});
export type RoundDraftForm = v.InferOutput<typeof RoundDraftForm>;

export const RoundDraftChoice = v.object({ draft: id });
