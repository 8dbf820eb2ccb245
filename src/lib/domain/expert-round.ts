import { isWorkingDay, nextWorkingDay, workingDayAfter } from './working-days.ts';

/** YYYY-MM-DD, as the wall in Amsterdam has it. */
export type Day = string;

/** What a short expert round goes through, in this order. */
export const roundSteps = [
	'questions',
	'invite',
	'answer',
	'test',
	'deepen',
	'harvest',
	'close'
] as const;
export type RoundStep = (typeof roundSteps)[number];

/** Whose turn a step is. */
export type RoundPart = 'leads' | 'experts' | 'members';

/** Per step the working day it begins on, counted from 1, whose turn it is, and how many minutes it takes. */
export const roundScript: Record<RoundStep, { day: number; who: RoundPart; minutes: number }> = {
	questions: { day: 1, who: 'leads', minutes: 20 },
	invite: { day: 1, who: 'leads', minutes: 10 },
	answer: { day: 2, who: 'experts', minutes: 40 },
	test: { day: 3, who: 'members', minutes: 15 },
	deepen: { day: 5, who: 'experts', minutes: 20 },
	harvest: { day: 6, who: 'leads', minutes: 40 },
	close: { day: 7, who: 'leads', minutes: 20 }
};

/** The steps that have a day of their own: those before are done when the round starts. */
export const datedSteps = ['answer', 'test', 'deepen', 'harvest', 'close'] as const;
export type DatedStep = (typeof datedSteps)[number];

/** Prepared: nobody but who prepares it has heard of it. */
export const roundStates = ['prepared', 'running', 'closed'] as const;
export type RoundState = (typeof roundStates)[number];

export const roundLimits = {
	/** UTF-16 units. */
	title: 120,
	/** What the experts are asked in particular. */
	text: 1_200,
	name: 80,
	organisation: 80,
	/** Of one round. */
	questions: 4,
	experts: 12,
	/** Reactions the experts are asked to go into. */
	pinned: 3,
	/** Draft footholds of one question. */
	drafts: 20,
	/** Days between its first and its last step. */
	longest: 60,
	/** Rounds of one lab that are not closed. */
	open: 20
} as const;

/** Months after closing in which one looks whether what was found still holds. */
const REVIEW_MONTHS = 6;

export type RoundDays = Record<DatedStep, Day>;

/** On which day each step begins when the round starts on this one. */
export function daysFrom(start: Day): RoundDays {
	const first = isWorkingDay(start) ? start : nextWorkingDay(start);
	const days = datedSteps.map((step) => [step, workingDayAfter(first, roundScript[step].day - 1)]);
	return Object.fromEntries(days) as RoundDays;
}

/** What is wrong with the days somebody chose; null: nothing. */
export function daysProblem(days: RoundDays, today: Day): 'order' | 'past' | 'long' | null {
	const chosen = datedSteps.map((step) => days[step]);
	if (chosen.some((day, i) => i > 0 && day < (chosen[i - 1] ?? ''))) return 'order';
	if (days.close < today) return 'past';
	const length = Date.parse(days.close) - Date.parse(days.answer);
	return length > roundLimits.longest * 86_400_000 ? 'long' : null;
}

/** At which step a running round is. */
export function stepOn(days: RoundDays, today: Day): RoundStep {
	return datedSteps.findLast((step) => days[step] <= today) ?? 'invite';
}

/** The days when the step after `step` begins today; those behind it stay, or begin today as well. */
export function broughtForward(days: RoundDays, today: Day): RoundDays | null {
	const next = datedSteps.find((step) => days[step] > today);
	return next ? { ...days, [next]: today } : null;
}

/** The working day, half a year on, on which whoever leads is asked whether it still holds. */
export function reviewDay(closed: Day): Day {
	const at = new Date(`${closed}T12:00:00Z`);
	const month = at.getUTCMonth() + REVIEW_MONTHS;
	// The last of a month has no other in a shorter one.
	const last = new Date(Date.UTC(at.getUTCFullYear(), month + 1, 0)).getUTCDate();
	const day = new Date(Date.UTC(at.getUTCFullYear(), month, Math.min(at.getUTCDate(), last), 12));
	const review = day.toISOString().slice(0, 10);
	return isWorkingDay(review) ? review : nextWorkingDay(review);
}
