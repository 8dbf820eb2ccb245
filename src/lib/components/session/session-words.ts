import { modeCloses, modeLabel } from '$lib/components/board/mode-words';
import type { BallotSettings } from '$lib/domain/ballot';
import type { BoardMode } from '$lib/domain/board-mode';
import type { LiveSession, RoomItem } from '$lib/documents/session-state';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';

/** 11.28 uur; 11:28 */
export function timeOfDay(at: number | string): string {
	const time = new Intl.DateTimeFormat('nl-NL', {
		timeZone: 'Europe/Amsterdam',
		hour: '2-digit',
		minute: '2-digit'
	}).format(new Date(at));
	return getLocale() === 'nl' ? time.replace(':', '.') : time;
}

export function minutesWords(n: number): string {
	return n === 1 ? m.session_minute() : m.session_minutes({ n });
}

/** What an item is about: how one works, or that it is a break. */
export function itemKind(item: Pick<RoomItem, 'mode' | 'isBreak'>): string | null {
	if (item.isBreak) return m.session_break();
	return item.mode === null ? null : modeLabel(item.mode);
}

/** Two lines for who comes in late: what was done before this, and what is done now; null: nothing was. */
export function catchUp({ agenda, phase }: LiveSession): [string, string] | null {
	const item = agenda.find(({ id }) => id === phase.item);
	const ran = agenda.filter(({ id, ranAt }) => ranAt !== null && id !== phase.item);
	if (!item || ran.length === 0) return null;
	const items = ran.slice(-2).map(({ title }) => title);
	const now = { time: timeOfDay(phase.at), item: item.title, instruction: item.instruction };
	return [m.session_earlier({ items: items.join(', ') }), m.session_since(now)];
}

/** What going on will do to everybody's board. */
export function effectOf(
	from: BoardMode | null,
	to: Pick<RoomItem, 'mode' | 'isBreak' | 'ballot'>
): string {
	if (to.isBreak) return m.session_effect_break();
	const isOther = to.mode !== null && from !== null && to.mode !== from;
	const effect = isOther
		? m.session_effect_closes({ closes: modeCloses(from) })
		: m.session_effect();
	return to.ballot ? `${voteEffect(to.ballot)} ${effect}` : effect;
}

/** "Ieder krijgt 5 stippen." */
function voteEffect({ kind, budget: n }: BallotSettings): string {
	if (kind === 'geheim')
		return n === 1 ? m.session_votes_secret_one() : m.session_votes_secret({ n });
	return n === 1 ? m.session_votes_dots_one() : m.session_votes_dots({ n });
}
