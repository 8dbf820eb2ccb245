import type { LiveBoard } from '$lib/live/live-board';
import { m } from '$lib/paraglide/messages';
import type { BoardState } from './board-state.svelte';

export type Way = 'undo' | 'redo';

/** Somebody else changed these cards since: asked before it is taken back. */
export interface UndoQuestion {
	way: Way;
	live: LiveBoard;
	cards: readonly string[];
}

export function undoLast(state: BoardState): void {
	step(state, 'undo');
}

export function redoLast(state: BoardState): void {
	step(state, 'redo');
}

function step(state: BoardState, way: Way): void {
	const live = state.undoable;
	if (!live) return;
	state.toast = null;
	if (!live.undoHeld(way, state.editing)) {
		const cards = live.changedSince(way, state.editing);
		if (cards.length > 0) {
			state.asking = { way, live, cards };
			return;
		}
		live.undo(way);
	}
	tell(state, way);
}

/** She saw what the other made of it, and wants hers back. */
export function undoAnyway(state: BoardState, { way, live }: UndoQuestion): void {
	state.asking = null;
	live.undo(way, true);
	tell(state, way);
}

/** It stays as the other left it; what she did before that is next. */
export function leaveAsIs(state: BoardState, { way, live }: UndoQuestion): void {
	state.asking = null;
	live.skipUndo(way);
	state.say(m.undo_left());
}

function tell(state: BoardState, way: Way): void {
	state.say(way === 'undo' ? m.undo_done() : m.redo_done());
}
