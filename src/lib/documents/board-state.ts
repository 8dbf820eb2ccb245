import * as Y from 'yjs';
import type { BoardMode, Clock } from '../domain/board-mode.ts';

/** What everybody on a board follows live; written by the server only. */
export interface LiveState {
	/** Number of the phase, its mode, 1-based step and beginning (ms since epoch). */
	phase: { n: number; mode: BoardMode; step: number; at: number };
	/** Goes up whenever a page should ask for its own view of the phase anew. */
	turn: number;
	clock: Clock | null;
	/** Of hidden writing: how many people wrote in each zone, and of how many who could. */
	written: { zones: Record<string, number>; people: number; of: number };
	ballot: { isOpen: boolean; voted: number } | null;
}

export const stateRoots = ['state'] as const;

/** The only one that knows the keys of a state document: state: Map{ one plain value per part }. */
export class BoardStateDocument {
	readonly #state: Y.Map<unknown>;

	constructor(doc: Y.Doc) {
		this.#state = doc.getMap('state');
	}

	/** Null until the server wrote it. */
	read(): LiveState | null {
		const phase = this.#state.get('phase');
		if (!phase) return null;
		return Object.fromEntries(this.#state.entries()) as unknown as LiveState;
	}

	/** Sets what is different and nothing else. */
	write(state: LiveState): void {
		this.#state.doc?.transact(() => {
			for (const [key, value] of Object.entries(state)) {
				if (JSON.stringify(this.#state.get(key)) !== JSON.stringify(value)) {
					this.#state.set(key, value);
				}
			}
		});
	}

	/** Whether `write` would change anything. */
	differs(state: LiveState): boolean {
		return Object.entries(state).some(
			([key, value]) => JSON.stringify(this.#state.get(key)) !== JSON.stringify(value)
		);
	}

	/** Returns its own undo. */
	onChange(changed: () => void): () => void {
		this.#state.observe(changed);
		return () => this.#state.unobserve(changed);
	}
}
