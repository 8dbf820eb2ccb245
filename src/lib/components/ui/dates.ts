import { getLocale } from '$lib/paraglide/runtime';

/**
 * Dates as words. A plain date (YYYY-MM-DD) is midnight UTC, which is the same day in Amsterdam
 * all year round; a moment is shown at the time it had there.
 */
function format(when: string | Date, options: Intl.DateTimeFormatOptions): string {
	const locale = getLocale() === 'nl' ? 'nl-NL' : 'en-GB';
	const date = typeof when === 'string' ? new Date(when) : when;
	return new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Amsterdam', ...options }).format(date);
}

/** 24 november 2026 */
export function longDate(when: string | Date): string {
	return format(when, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** 24 nov */
export function shortDate(when: string | Date): string {
	return format(when, { day: 'numeric', month: 'short' });
}

/** dinsdag 24 november, inside a sentence */
export function dayInLine(when: string | Date): string {
	return format(when, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Dinsdag 24 november: with a capital, for it begins its line. */
export function weekday(when: string | Date): string {
	const text = dayInLine(when);
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** 24 november 2026 om 10:00 */
export function moment(when: string | Date): string {
	return format(when, { dateStyle: 'long', timeStyle: 'short' });
}

/** 10.05 */
export function clockTime(when: string | number): string {
	const time = format(new Date(when), { hour: '2-digit', minute: '2-digit' });
	return getLocale() === 'nl' ? time.replace(':', '.') : time;
}
