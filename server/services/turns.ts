/** Work on one thing, one after another: of two, the second sees what the first did. */
export class Turns {
	readonly #last = new Map<string, Promise<unknown>>();
	readonly #waiting = new Map<string, Promise<unknown>>();

	/** Runs when whatever was asked for this key before has ended, well or not. */
	take<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.#last.get(key);
		const turn = before ? before.then(rest, rest).then(work) : Promise.resolve().then(work);
		this.#last.set(key, turn);
		const ended = () => this.#last.get(key) === turn && this.#last.delete(key);
		turn.then(ended, ended);
		return turn;
	}

	/**
	 * The same, once for everybody who asks before it begins: it sees what all of them did. Of one key
	 * always the same work.
	 */
	share<T>(key: string, work: () => Promise<T>): Promise<T> {
		const waiting = this.#waiting.get(key) as Promise<T> | undefined;
		if (waiting) return waiting;
		const turn = this.take(key, () => {
			this.#waiting.delete(key);
			return work();
		});
		this.#waiting.set(key, turn);
		return turn;
	}
}

/** SQLite answers without ever leaving the event loop: a hundred turns in a row would stop everybody. */
function rest(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
