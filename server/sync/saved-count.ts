/**
 * How many of one connection's update frames (sync step 2 counts as one) are durable. It only ever
 * says "the first n": after a frame that was not taken nothing counts until a step 2 comes, which
 * brings whatever the server lacks.
 */
export class SavedCount {
	readonly #tell: (count: number) => void;
	#received = 0;
	#saved = 0;
	#missed: number | null = null;
	#telling = false;

	constructor(tell: (count: number) => void) {
		this.#tell = tell;
	}

	/** A frame came in; returns its number. */
	next(): number {
		return (this.#received += 1);
	}

	/** That frame's news is not in the document. */
	missed(frame: number): void {
		this.#missed ??= frame;
	}

	/** That frame is on disk. `isState`: it was a step 2. Told once a tick. */
	durable(frame: number, isState: boolean): void {
		if (this.#missed !== null && frame > this.#missed) {
			if (!isState) return;
			this.#missed = null;
		}
		this.#saved = Math.max(this.#saved, frame);
		if (this.#telling) return;
		this.#telling = true;
		queueMicrotask(() => {
			this.#telling = false;
			this.#tell(this.#saved);
		});
	}
}
