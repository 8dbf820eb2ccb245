import type { SaveState } from '$lib/live/save-state';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';

/** What the page says of saving, in words that hold at this moment; nothing once it is refused. */
export function savedWords(
	{ connection, unsaved: n, savedAt }: SaveState,
	/** Pieces the page holds back: they are not on their way at all. */
	held = 0
): string {
	switch (connection.status) {
		case 'refused':
			return '';
		case 'offline': {
			const time = timeOf(connection.since);
			return n > 0 ? m.saved_offline_pending({ n, time }) : m.saved_offline({ time });
		}
		case 'not-saving':
			return n > 0 ? m.saved_not_pending() : m.saved_not();
		case 'connecting':
		case 'live':
			if (held === 1) return m.saved_held_one();
			if (held > 1) return m.saved_held({ n: held });
			if (n === 1) return m.saved_pending_one();
			if (n > 1) return m.saved_pending({ n });
			if (connection.status === 'connecting') return m.saved_connecting();
			return savedAt ? m.saved_at({ time: timeOf(savedAt) }) : m.saved_all();
	}
}

/** Hours and minutes as one writes them: 14.05 in Dutch. */
export function timeOf(moment: Date): string {
	const isDutch = getLocale() === 'nl';
	return moment
		.toLocaleTimeString(isDutch ? 'nl-NL' : 'en-GB', {
			hour: 'numeric',
			minute: '2-digit',
			timeZone: 'Europe/Amsterdam'
		})
		.replace(':', isDutch ? '.' : ':');
}
