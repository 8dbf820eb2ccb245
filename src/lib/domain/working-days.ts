import { momentOf, wallClock } from './dutch-time.ts';

/*
 * Days on which central government works: Monday to Friday, without the Dutch public holidays. Goede
 * Vrijdag is a working day (government and municipalities are open), and Bevrijdingsdag is free once in
 * five years only, as in the collective agreement of central government.
 */

/** YYYY-MM-DD, as the wall in Amsterdam has it. */
type Day = string;

const DAY = 86_400_000;

/** The day on which a moment falls. */
export function dayOf(moment: string | number | Date): Day {
	const at = moment instanceof Date ? moment.getTime() : moment;
	return wallClock(at).slice(0, 10);
}

/** Days are counted on noon UTC, which no clock change moves to another day. */
function plus(day: Day, days: number): Day {
	return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function weekdayOf(day: Day): number {
	return new Date(`${day}T12:00:00Z`).getUTCDay();
}

/** First day of Easter, by the Gregorian reckoning of Gauss as Meeus and Jones wrote it down. */
export function easterOf(year: number): Day {
	const a = year % 19;
	const b = Math.floor(year / 100);
	const c = year % 100;
	const epact =
		(19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
	const toSunday = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - epact - (c % 4)) % 7;
	const late = Math.floor((a + 11 * epact + 22 * toSunday) / 451);
	const n = epact + toSunday - 7 * late + 114;
	const month = String(Math.floor(n / 31)).padStart(2, '0');
	return `${year}-${month}-${String((n % 31) + 1).padStart(2, '0')}`;
}

/** Public holidays of a year on which nobody counts on an answer. */
export function holidaysOf(year: number): Day[] {
	const easter = easterOf(year);
	// On a Sunday the king's day is kept the day before.
	const kings = `${year}-04-27`;
	return [
		`${year}-01-01`,
		easter,
		plus(easter, 1),
		weekdayOf(kings) === 0 ? plus(kings, -1) : kings,
		...(year % 5 === 0 ? [`${year}-05-05`] : []),
		plus(easter, 39),
		plus(easter, 49),
		plus(easter, 50),
		`${year}-12-25`,
		`${year}-12-26`
	];
}

export function isWorkingDay(day: Day): boolean {
	const weekday = weekdayOf(day);
	return weekday !== 0 && weekday !== 6 && !holidaysOf(Number(day.slice(0, 4))).includes(day);
}

/** The first moment of a day; in Amsterdam the clock never changes at midnight. */
function startOf(day: Day): number {
	return Date.parse(momentOf(`${day}T00:00`) ?? `${day}T00:00:00Z`);
}

/** The last moment of the n-th working day after the day of `moment`. */
export function addWorkingDays(moment: Date, n: number): Date {
	return endOfDay(workingDayAfter(dayOf(moment), n));
}

/** The last moment of a day. */
export function endOfDay(day: Day): Date {
	return new Date(startOf(plus(day, 1)) - 1);
}

/** The first working day after a day. */
export function nextWorkingDay(day: Day): Day {
	return workingDayAfter(day, 1);
}

/** The n-th working day after a day; 0: that day itself. */
export function workingDayAfter(day: Day, n: number): Day {
	let at = day;
	for (let left = n; left > 0;) {
		at = plus(at, 1);
		if (isWorkingDay(at)) left--;
	}
	return at;
}

/** Working days after the day of `from`, up to and including the day of `to`. */
export function workingDaysBetween(from: Date, to: Date): number {
	const last = dayOf(to);
	let n = 0;
	for (let day = plus(dayOf(from), 1); day <= last; day = plus(day, 1)) {
		if (isWorkingDay(day)) n++;
	}
	return n;
}

/** Ms between two moments that fall on working days: the clock of a term. */
export function workingTimeBetween(from: Date, to: Date): number {
	let sum = 0;
	for (let day = dayOf(from); startOf(day) < to.getTime(); day = plus(day, 1)) {
		if (!isWorkingDay(day)) continue;
		const begin = Math.max(startOf(day), from.getTime());
		const end = Math.min(startOf(plus(day, 1)), to.getTime());
		sum += Math.max(0, end - begin);
	}
	return sum;
}

/** The moment at which that many ms of working days have gone by. */
export function addWorkingTime(from: Date, ms: number): Date {
	let left = ms;
	for (let day = dayOf(from); ; day = plus(day, 1)) {
		if (!isWorkingDay(day)) continue;
		const begin = Math.max(startOf(day), from.getTime());
		const there = startOf(plus(day, 1)) - begin;
		if (left < there) return new Date(begin + left);
		left -= there;
	}
}
