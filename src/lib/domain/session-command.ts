import type { ActionStatus } from './action-status.ts';
import type { Refusal } from './outcome.ts';
import type { SessionStatus } from './session.ts';

/**
 * What is asked of a session that runs. `from` is the number of the move it was meant for: of two who
 * press at once one moves.
 */
export type SessionCommand =
	// Who runs it
	| { do: 'start' }
	| { do: 'go'; item: string; from: number }
	| { do: 'undo'; from: number }
	| { do: 'clock'; act: 'start' | 'pause' | 'resume' | 'add' | 'stop'; minutes?: number }
	/** Stops typing on the board of this item, for everybody but who runs the session. */
	| { do: 'hold'; on: boolean }
	/** Everybody is asked to come to where the session is; whoever wants may leave again. */
	| { do: 'summon' }
	| { do: 'message'; text: string }
	/** To the others who run it. `id` is given by the page: sent again, it is the same line. */
	| { do: 'line'; id: string; text: string }
	| { do: 'take-over' }
	/** Leaves an item out today, or takes it in again. */
	| { do: 'drop'; item: string; on: boolean }
	/** Out of what is still to come. */
	| { do: 'shorten'; minutes: number }
	/**
	 * A round in which each has the word for so many seconds; next, back, end. `from` is whose turn it
	 * was meant for: of two who press at once nobody's turn is lost.
	 */
	| { do: 'speaking'; act: 'start' | 'next' | 'back' | 'stop'; seconds?: number; from?: number }
	/** Whether questions are looked at before they show. */
	| { do: 'box'; moderated: boolean }
	| { do: 'show-question'; question: string; on: boolean }
	| { do: 'deal-question'; question: string; on: boolean }
	/** Opened again, it goes on. */
	| { do: 'poll-open' }
	| { do: 'poll-close' }
	| { do: 'end'; from: number }
	// Of one that has ended, by who runs or plans it
	/** Closes its boards for participants before that comes by itself, or opens them again. */
	| { do: 'close-boards'; on: boolean }
	/** What she adds to its report; `was` is what it takes the place of. */
	| { do: 'report-text'; text: string; was: string }
	| { do: 'report-definite'; on: boolean }
	// Everybody who takes part
	| { do: 'ready'; on: boolean; phase: number }
	/** To the ground rules. */
	| { do: 'agree' }
	/** What became of an action of last time: by who runs or plans it, and who leads the action. */
	| { do: 'action'; action: string; status: ActionStatus }
	/** `id` is given by the page; `notPersonal`: phrases she says are no personal data. */
	| { do: 'ask'; id: string; text: string; notPersonal: string[] }
	| { do: 'me-too'; question: string; on: boolean }
	/** One's own, until somebody joined; whoever runs the session takes out any. */
	| { do: 'take-back'; question: string }
	/** `choice`: 0-based; another one in its place as long as the poll is open. */
	| { do: 'poll-answer'; question: string; choice: number };

/** What everybody in the room may ask; the rest is for who runs it. */
export const forEverybody: ReadonlySet<SessionCommand['do']> = new Set([
	'ready',
	'agree',
	'action',
	'ask',
	'me-too',
	'take-back',
	'poll-answer'
] as const);

/** What who plans it does as well, also when she does not run it. */
export const forPlanners: ReadonlySet<SessionCommand['do']> = new Set([
	'start',
	'close-boards',
	'report-text',
	'report-definite'
] as const);

/** Why not in this state of the session; null: it is the time for it. The rest is done while it runs. */
export function refusalOfTime(verb: SessionCommand['do'], status: SessionStatus): Refusal | null {
	switch (verb) {
		case 'start':
			return null;
		case 'close-boards':
		case 'report-text':
		case 'report-definite':
			return status === 'ended' ? null : 'not-ended';
		case 'action':
			return status === 'ended' ? 'not-live' : null;
		default:
			return status === 'live' ? null : 'not-live';
	}
}

/** What of that somebody who only looks on does not ask. */
export const forWriters: ReadonlySet<SessionCommand['do']> = new Set([
	'ask',
	'me-too',
	'take-back'
] as const);
