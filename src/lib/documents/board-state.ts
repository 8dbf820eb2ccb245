import type * as Y from 'yjs';
import type { BoardMode, Clock } from '../domain/board-mode.ts';
import { ServerState } from './server-state.ts';

/** What everybody on a board follows live; written by the server only. */
export interface LiveState {
	/** Number of the phase, its mode, 1-based step and beginning (ms since epoch). */
	phase: { n: number; mode: BoardMode; step: number; at: number };
	/** Goes up whenever a page should ask for its own view of the phase anew. */
	turn: number;
	clock: Clock | null;
	/** Of groups at work, by their id. */
	clocks: Record<string, Clock>;
	/** Of hidden writing: how many people wrote in each zone, and of how many who could. */
	written: { zones: Record<string, number>; people: number; of: number };
	/** How many people voted, and of how many who could: not for what. */
	ballot: { isOpen: boolean; voted: number; of: number } | null;
}

export const stateRoots = ['state'] as const;

export class BoardStateDocument extends ServerState<LiveState> {
	constructor(doc: Y.Doc) {
		super(doc, 'phase');
	}

	/** One that was written before groups had clocks has none of them. */
	override read(): LiveState | null {
		const state = super.read();
		return state && { ...{ clocks: {} }, ...state };
	}
}
