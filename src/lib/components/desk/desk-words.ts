import { minutesWords } from '$lib/components/session/session-words';
import type { Text } from '$lib/domain/template';
import type { Missing } from '$lib/documents/desk-people';
import type { DeskPerson } from '$lib/documents/session-view';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';

/** "Marit, Yassin en Tessa" */
export function listWords(names: readonly string[]): string {
	return new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(names);
}

/** Why somebody is not where the session is. */
export function missingWords(why: Missing, { goneSince }: DeskPerson, at: number): string {
	if (why === 'elsewhere') return m.desk_elsewhere();
	if (why === 'unseen') return m.desk_unseen();
	if (goneSince === null) return m.desk_gone();
	const seconds = Math.max(1, Math.round((at - goneSince) / 1000));
	if (seconds < 60) return m.desk_gone_seconds({ n: seconds });
	return m.desk_gone_minutes({ n: Math.floor(seconds / 60) });
}

/** For how long whoever leads is gone. */
export function leadGoneWords(name: string, ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return m.desk_lead_gone({ name, n: seconds });
	return m.desk_lead_gone_long({ name, n: minutesWords(Math.floor(seconds / 60)) });
}

/** Whether it is done when it was planned. */
export function planWords(time: string, late: number): string {
	if (late === 0) return m.desk_on_time({ time });
	const n = minutesWords(Math.abs(late));
	return late > 0 ? m.desk_late({ time, n }) : m.desk_early({ time, n });
}

/** In which zone a card stands. */
export function zoneWords(zone: Text): string {
	return m.desk_zone({ zone: zone[getLocale()] ?? zone.nl });
}
