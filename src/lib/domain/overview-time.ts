import { momentOf, wallClock } from './dutch-time.ts';
import type { Rhythm } from './notice.ts';

/** When the overview is made, by the clock on the wall. */
const MORNING = '07:30';
const DAY = 24 * 60 * 60_000;

/** A morning on which an overview is made. */
export interface OverviewTime {
	/** YYYY-MM-DD, by the Dutch calendar. */
	day: string;
	/** ISO 8601: what came before this moment is in it. */
	at: string;
}

/**
 * The last morning of this rhythm that has come; weekly is on Mondays. Whoever was not running then
 * makes it as soon as she is.
 */
export function lastOverview(rhythm: Exclude<Rhythm, 'none'>, now: Date): OverviewTime {
	const wall = wallClock(now.getTime());
	let day = wall.slice(0, 10);
	if (wall.slice(11) < MORNING) day = daysBefore(day, 1);
	// Counted in plain dates: a day of 23 hours is a day.
	if (rhythm === 'weekly') day = daysBefore(day, (weekday(day) + 6) % 7);
	const at = momentOf(`${day}T${MORNING}`);
	if (at === null) throw new Error(`no ${MORNING} on ${day}`);
	return { day, at };
}

function daysBefore(day: string, days: number): string {
	return new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
function weekday(day: string): number {
	return new Date(day).getUTCDay();
}
