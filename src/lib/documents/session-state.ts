import type * as Y from 'yjs';
import type { PollQuestion } from '../domain/poll.ts';
import type { Clock } from '../domain/board-mode.ts';
import type { AgendaItem, SessionStatus } from '../domain/session.ts';
import { ServerState } from './server-state.ts';
import type { RoomQuestion } from './session-own.ts';

/** An item of the agenda as everybody in the room sees it. */
export interface RoomItem extends AgendaItem {
	/** Ms since epoch, of the last time it ran; null: not yet. */
	ranAt: number | null;
	/** Minutes it really took, of one that is over. */
	took: number | null;
}

/** What everybody in a session follows live; written by the server only. */
export interface LiveSession {
	status: SessionStatus;
	/** Goes up whenever a page should ask for its own view anew. */
	turn: number;
	/** Number of the move (0: not begun), the item it went to, when (ms since epoch), which time. */
	phase: { n: number; item: string | null; at: number; round: number };
	agenda: RoomItem[];
	clock: Clock | null;
	/** Who leads; `away`: since when she is gone, once that is worth telling (ms since epoch). */
	lead: { name: string; away: number | null } | null;
	/** The last word to everybody. */
	message: { n: number; text: string; at: number } | null;
	/** How often everybody was asked to come. */
	summon: number;
	/** When somebody last said what became of an action (ms since epoch); 0: never. */
	actionsAt: number;
	/** Typing was stopped on the board of this item. */
	isHeld: boolean;
	/** People: here, of how many who were seen, said to be ready, agreed to the ground rules. */
	counts: { here: number; of: number; ready: number; agreed: number };
	/** Questions that are shown, oldest first; `more`: how many there are beyond these. */
	box: { isModerated: boolean; questions: RoomQuestion[]; more: number };
	/** How many joined a question, by its id; apart, as it changes much more often than the texts. */
	meToo: Record<string, number>;
	/** Null until it was opened. `people` who answered; `totals` null while they would say who did. */
	poll: {
		isOpen: boolean;
		people: number;
		questions: (PollQuestion & { n: number; totals: number[] | null })[];
	} | null;
	/** In a round: by name who has the word, how many had it, of how many, and her clock. */
	speaking: {
		memberId: string | null;
		name: string | null;
		next: string | null;
		n: number;
		of: number;
		clock: Clock | null;
	} | null;
}

export class SessionStateDocument extends ServerState<LiveSession> {
	constructor(doc: Y.Doc) {
		super(doc, 'phase');
	}
}

/** For those who run it: says only when to ask for the desk anew. */
export interface DeskState {
	sign: string;
}

export class DeskStateDocument extends ServerState<DeskState> {
	constructor(doc: Y.Doc) {
		super(doc, 'sign');
	}
}
