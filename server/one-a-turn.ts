/**
 * What takes long begins one at a time, and whatever else there is has its turn in between. A hundred
 * people load a page at once when a session goes on; SQLite answers without leaving the event loop, so
 * together they would keep every line waiting for seconds.
 */
export class OneATurn {
	readonly #does: (() => unknown)[] = [];
	readonly #looks: (() => unknown)[] = [];
	#isTaken = false;

	/** `isDoing`: goes before those who only look. */
	enter(begin: () => unknown, isDoing = false): void {
		if (this.#isTaken) {
			(isDoing ? this.#does : this.#looks).push(begin);
			return;
		}
		this.#take();
		begin();
	}

	#take(): void {
		this.#isTaken = true;
		setImmediate(() => {
			const next = this.#does.shift() ?? this.#looks.shift();
			this.#isTaken = false;
			if (!next) return;
			this.#take();
			next();
		});
	}
}
