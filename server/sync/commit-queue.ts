import { setTimeout as wait } from 'node:timers/promises';
import { syncLimits } from './limits.ts';
import { AlongFailed, StoreBroken, type Append, type UpdateLog } from './update-log.ts';

interface Waiting {
	document: string;
	append: Append | null;
	committed: () => void;
	failed: (error: unknown) => void;
}

export interface CommitWatch {
	committed(facts: { ms: number; updates: number; bytes: number }): void;
	commitFailed(error: unknown): void;
}

/**
 * One commit for whatever all rooms accepted since the last one. Callbacks run in the order of
 * `push`, after the commit; nothing is shown to anybody before it.
 *
 * The window is as wide as the work asks for. Idle, it is the end of this turn of the event loop.
 * After a commit it rests by the largest room that was told: the larger the crowd, the more updates
 * share one commit, one frame and one write per socket, and a small room waits for nothing.
 */
export class CommitQueue {
	readonly #log: UpdateLog;
	readonly #watch: CommitWatch | null;
	#waiting: Waiting[] = [];
	#afterwards: (() => number)[] = [];
	#running: Promise<void> | null = null;
	/** After this nothing is tried again. */
	#broken: StoreBroken | null = null;

	constructor(log: UpdateLog, watch: CommitWatch | null = null) {
		this.#log = log;
		this.#watch = watch;
	}

	/** `append` null: nothing to write, but its turn comes after what was pushed before it. */
	push(
		document: string,
		append: Append | null,
		committed: () => void,
		failed: (error: unknown) => void
	): void {
		if (append === null && !this.#running) return committed();
		this.#waiting.push({ document, append, committed, failed });
		this.#running ??= this.#run();
	}

	/** Resolves when everything of this document pushed so far is on disk or has failed. */
	settled(document: string): Promise<void> {
		return new Promise((resolve) => this.push(document, null, resolve, () => resolve()));
	}

	/**
	 * Runs once, when all callbacks of the commit under way have run. Called from one of them; `run`
	 * gives how many it told.
	 */
	afterwards(run: () => number): void {
		this.#afterwards.push(run);
	}

	/** Resolves when nothing waits any more: not to be awaited while people write. */
	async idle(): Promise<void> {
		while (this.#running) await this.#running;
	}

	async #run(): Promise<void> {
		// The rest of this tick's frames join the same commit.
		await endOfTurn();
		while (this.#waiting.length > 0) {
			await this.#rest(await this.#commit(this.#take()));
		}
		this.#running = null;
	}

	/** All that waits, up to what must be a commit of its own: it takes nobody along when it fails. */
	#take(): Waiting[] {
		const isAlone = ({ append }: Waiting) => append?.along !== undefined;
		const at = this.#waiting.findIndex(isAlone);
		const size = at === 0 ? 1 : at === -1 ? this.#waiting.length : at;
		return this.#waiting.splice(0, size);
	}

	/** Returns how many were told in the largest room. */
	async #commit(batch: Waiting[]): Promise<number> {
		const appends = batch.flatMap(({ append }) => append ?? []);
		const began = performance.now();
		try {
			if (this.#broken) throw this.#broken;
			if (appends.length > 0) await this.#log.append(appends);
		} catch (error) {
			if (error instanceof StoreBroken) this.#broken = error;
			if (!(error instanceof AlongFailed)) this.#watch?.commitFailed(error);
			this.#fail(batch, new Set(appends.map(({ document }) => document)), error);
			return 0;
		}
		if (appends.length > 0) {
			const bytes = appends.reduce((sum, append) => sum + append.bytes.length, 0);
			this.#watch?.committed({ ms: performance.now() - began, updates: appends.length, bytes });
		}
		for (const { committed } of batch) committed();
		return Math.max(0, ...this.#afterwards.splice(0).map((run) => run()));
	}

	/**
	 * Of documents of which something was not written, whatever waits stands on that: it fails along,
	 * or the log would have a gap. Other documents have nothing to do with it.
	 */
	#fail(batch: Waiting[], documents: ReadonlySet<string>, error: unknown): void {
		const isLost = ({ document }: Waiting) => documents.has(document);
		const lost = [...batch, ...this.#waiting].filter(isLost);
		this.#waiting = this.#waiting.filter((waiting) => !isLost(waiting));
		for (const { failed } of lost) failed(error);
		for (const waiting of batch) if (!isLost(waiting)) waiting.committed();
	}

	async #rest(told: number): Promise<void> {
		const { smallRoom, perReceiver, longestRest } = syncLimits.flush;
		const rest = Math.min(longestRest, Math.max(0, told - smallRoom) * perReceiver);
		if (rest >= 1) await wait(rest);
		else await endOfTurn();
	}
}

function endOfTurn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
