import type { Append, UpdateLog } from './update-log.ts';

interface Waiting {
	append: Append | null;
	committed: () => void;
	failed: (error: unknown) => void;
}

/**
 * One commit for whatever all rooms accepted since the last one. Callbacks run in the order of
 * `push`, after the commit; nothing is shown to anybody before it.
 */
export class CommitQueue {
	readonly #log: UpdateLog;
	#waiting: Waiting[] = [];
	#running: Promise<void> | null = null;

	constructor(log: UpdateLog) {
		this.#log = log;
	}

	/** `append` null: nothing to write, but its turn comes after what was pushed before it. */
	push(append: Append | null, committed: () => void, failed: (error: unknown) => void): void {
		this.#waiting.push({ append, committed, failed });
		this.#running ??= this.#run();
	}

	/** Resolves when everything pushed so far is on disk or has failed. */
	async idle(): Promise<void> {
		while (this.#running) await this.#running;
	}

	async #run(): Promise<void> {
		// The rest of this tick's frames join the same commit.
		await new Promise((resolve) => setImmediate(resolve));
		while (this.#waiting.length > 0) {
			const batch = this.#waiting;
			this.#waiting = [];
			await this.#commit(batch);
		}
		this.#running = null;
	}

	async #commit(batch: Waiting[]): Promise<void> {
		const appends = batch.flatMap(({ append }) => append ?? []);
		try {
			if (appends.length > 0) await this.#log.append(appends);
		} catch (error) {
			for (const { failed } of batch) failed(error);
			return;
		}
		for (const { committed } of batch) committed();
	}
}
