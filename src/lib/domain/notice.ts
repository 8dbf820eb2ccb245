/*
 * What somebody is told of, and by which way. A notice says that something happened, never what was
 * said. Who takes more kinds adds them here; the words of each are in messages/<language>/mail-text.json.
 */
export const noticeKinds = [
	'asked',
	'answered',
	'reacted',
	'state',
	'foothold',
	'removed',
	'mention',
	'me-too',
	'pinned',
	'merged',
	'invited',
	'request',
	'request-accepted',
	'request-declined',
	'request-reminder',
	'request-late',
	'handed-over',
	'round-opened',
	'round-step',
	'round-closed',
	'round-review',
	'summary',
	'action'
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What one chooses from: the overview only, what concerns me at once, or everything at once. */
export const chosenLevels = ['overzicht', 'mij', 'alles'] as const;
/** `niets` is what unsubscribing sets: no mail at all, not in the overview either. */
export const noticeLevels = [...chosenLevels, 'niets'] as const;
export type NoticeLevel = (typeof noticeLevels)[number];

/** How often the overview comes. */
export const rhythms = ['daily', 'weekly', 'none'] as const;
export type Rhythm = (typeof rhythms)[number];

export const defaultLevel: NoticeLevel = 'mij';
export const defaultRhythm: Rhythm = 'daily';

/** What a level is for. The most specific that was chosen wins. */
export type LevelScope =
	{ of: 'person' } | { of: 'lab'; labId: string } | { of: 'question'; questionId: string };

/** What one can stop by a link in a mail, without signing in. */
export type StopScope =
	| { of: 'question'; questionId: string }
	| { of: 'lab'; labId: string }
	| { of: 'overview' }
	| { of: 'all' };

/** Levels somebody chose, most specific first; null: not chosen there. */
export interface ChosenLevels {
	question: NoticeLevel | null;
	lab: NoticeLevel | null;
	person: NoticeLevel | null;
}

export function levelThatHolds({ question, lab, person }: ChosenLevels): NoticeLevel {
	return question ?? lab ?? person ?? defaultLevel;
}

/** Where a notice goes: into a mail now, into the next overview, or into none. */
export function wayOf(
	level: NoticeLevel,
	rhythm: Rhythm,
	concerns: boolean
): 'now' | 'overview' | 'none' {
	if (level === 'niets') return 'none';
	if (level === 'alles' || (level === 'mij' && concerns)) return 'now';
	return rhythm === 'none' ? 'none' : 'overview';
}
