import { isOpenRequest, isUntaken, type RequestState } from './request.ts';
import {
	addWorkingDays,
	addWorkingTime,
	workingDaysBetween,
	workingTimeBetween
} from './working-days.ts';

/** Working days within which an expert says whether she takes it on, and within which she answers. */
export const defaultTerms = { reaction: 2, answer: 5 } as const;
/** The part of a term after which she is reminded. */
export const REMIND_AT = 0.7;

/** What of a request decides how its term stands. */
export interface Timed {
	state: RequestState;
	/** When the term that runs now began: asked, taken on or handed over. */
	startedAt: string;
	/** Since when it waits for the asker. */
	waitingSince: string | null;
	/** Ms of working days it waited for the asker before, in this term. */
	waited: number;
	reactionDays: number;
	answerDays: number;
}

export interface Term {
	/** What it is the term of: saying whether she takes it on, or answering. */
	of: 'reaction' | 'answer';
	due: Date;
	remindAt: Date;
	/** 0 to 1, and beyond when it is over. */
	usedFraction: number;
	/** Working days to come until the due day, that day included. */
	daysLeft: number;
	isDueToRemind: boolean;
	isLate: boolean;
	/** It waits for the asker. */
	isStopped: boolean;
}

/** How the term of a request stands. While it waits for the asker the due moment moves along. */
export function termOf(request: Timed, now: Date): Term {
	const of = isUntaken(request.state) ? 'reaction' : 'answer';
	const start = new Date(request.startedAt);
	const days = of === 'reaction' ? request.reactionDays : request.answerDays;
	const whole = workingTimeBetween(start, addWorkingDays(start, days));
	const waited = request.waited + waitingTime(request, now);
	const due = addWorkingTime(start, whole + waited);
	const remindAt = addWorkingTime(start, Math.ceil(whole * REMIND_AT) + waited);
	const used = workingTimeBetween(start, now) - waited;
	const isStopped = request.waitingSince !== null;
	const isRunning = isOpenRequest(request.state) && !isStopped;
	return {
		of,
		due,
		remindAt,
		usedFraction: Math.max(0, used) / whole,
		daysLeft: workingDaysBetween(now, due),
		isDueToRemind: isRunning && now >= remindAt,
		isLate: isRunning && now > due,
		isStopped
	};
}

/** Ms of working days since it began to wait. */
export function waitingTime({ waitingSince }: Pick<Timed, 'waitingSince'>, now: Date): number {
	return waitingSince === null ? 0 : workingTimeBetween(new Date(waitingSince), now);
}
