import { syncLimits } from './limits.ts';
import { StoreBroken, type UpdateLog } from './update-log.ts';

/**
 * Whether the store can save. After a failed commit nobody may write until a commit that changes
 * nothing succeeds again: a full disk, a database that is being restarted.
 */
export class SaveHealth {
	readonly #log: UpdateLog;
	readonly #told: { recovered: () => void; broken: (error: StoreBroken) => void };
	#timer: NodeJS.Timeout | undefined;
	#isStopped = false;
	canSave = true;

	constructor(
		log: UpdateLog,
		told: { recovered: () => void; broken: (error: StoreBroken) => void }
	) {
		this.#log = log;
		this.#told = told;
	}

	/** True when it could save until now. */
	failed(error: unknown): boolean {
		const isNew = this.canSave;
		this.canSave = false;
		if (error instanceof StoreBroken) {
			this.stop();
			// Nobody can go on from here: a new process starts from what is on disk.
			this.#told.broken(error);
		} else if (isNew && !this.#isStopped) this.#probeLater();
		return isNew;
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	#probeLater(): void {
		this.#timer = setTimeout(() => {
			this.#log.probe().then(
				() => this.#recovered(),
				() => this.#isStopped || this.#probeLater()
			);
		}, syncLimits.probe).unref();
	}

	#recovered(): void {
		if (this.#isStopped) return;
		this.canSave = true;
		this.#told.recovered();
	}
}
