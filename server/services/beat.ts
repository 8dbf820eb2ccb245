/** Something that is looked at every so often, never twice at once. A fault is told, and it goes on. */
export class Beat {
	readonly #look: () => Promise<void>;
	readonly #failed: (error: unknown) => void;
	readonly #timer: NodeJS.Timeout;
	#running: Promise<void> = Promise.resolve();

	/** `every`: ms between two looks. */
	constructor(every: number, look: () => Promise<void>, failed: (error: unknown) => void) {
		this.#look = look;
		this.#failed = failed;
		this.#timer = setInterval(() => void this.now(), every).unref();
	}

	/** Looks now, after whoever looks already; resolves when that is done. */
	now(): Promise<void> {
		this.#running = this.#running.then(this.#look).catch(this.#failed);
		return this.#running;
	}

	async stop(): Promise<void> {
		clearInterval(this.#timer);
		await this.#running;
	}
}
