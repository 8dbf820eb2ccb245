/** Work on one thing, one after another: of two, the second sees what the first did. */
export class Turns {
	readonly #last = new Map<string, Promise<unknown>>();

	/** Runs when whatever was asked for this key before has ended, well or not. */
	take<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.#last.get(key) ?? Promise.resolve();
		const turn = before.then(work, work);
		this.#last.set(key, turn);
		const ended = () => this.#last.get(key) === turn && this.#last.delete(key);
		turn.then(ended, ended);
		return turn;
	}
}
