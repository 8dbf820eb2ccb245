import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import { longDate, weekday } from '$lib/components/ui/dates';
import type { HomeSession } from '$lib/server/lab-home';

/** Dinsdag 24 november, 10.00 uur */
export function sessionMoment({ date, start }: HomeSession): string {
	if (start === null) return weekday(date);
	const time = getLocale() === 'nl' ? start.replace(':', '.') : start;
	return m.lab_session_at({ day: weekday(date), time });
}

/** What follows its title in a list: when, and what it gave. */
export function sessionFacts(session: HomeSession): string {
	const { harvest, closesAt, expert } = session;
	return [
		closesAt ? m.lab_session_until({ date: longDate(closesAt) }) : longDate(session.date),
		expert && m.lab_session_with({ name: expert }),
		harvest && m.lab_harvest_footholds({ count: harvest.aanknopingspunten }),
		harvest && m.lab_harvest_questions({ count: harvest.vragen }),
		harvest && m.lab_harvest_lessons({ count: harvest.lessen })
	]
		.filter(Boolean)
		.join(', ');
}
