import type * as Y from 'yjs';

/**
 * What everybody follows live and only the server writes: Map{ one plain value per part }. The record
 * behind it is in SQL.
 */
export class ServerState<T extends object> {
	readonly #state: Y.Map<unknown>;
	readonly #known: string;

	/** `known`: a part that is there as soon as the server wrote anything. */
	constructor(doc: Y.Doc, known: keyof T & string) {
		this.#state = doc.getMap('state');
		this.#known = known;
	}

	/** Null until the server wrote it. */
	read(): T | null {
		if (!this.#state.get(this.#known)) return null;
		return Object.fromEntries(this.#state.entries()) as unknown as T;
	}

	/** Sets what is different and nothing else. */
	write(state: T): void {
		this.#state.doc?.transact(() => {
			for (const [key, value] of this.#changed(state)) this.#state.set(key, value);
		});
	}

	/** Whether `write` would change anything. */
	differs(state: T): boolean {
		return this.#changed(state).length > 0;
	}

	/** Returns its own undo. */
	onChange(changed: () => void): () => void {
		this.#state.observe(changed);
		return () => this.#state.unobserve(changed);
	}

	#changed(state: T): [string, unknown][] {
		return Object.entries(state).filter(
			([key, value]) => JSON.stringify(this.#state.get(key)) !== JSON.stringify(value)
		);
	}
}
