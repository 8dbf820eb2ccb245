import { syncLimits } from './limits.ts';
import { StoreBroken, type UpdateLog } from './update-log.ts';

/**
 * Whether the store can save. After a failed commit nobody may write until a commit that changes
 * nothing succeeds again: a full disk, a database that is being restarted.
 */
export class SaveHealth {
	readonly #log: UpdateLog;
	readonly #logger: {
		error(facts: object, message: string): void;
		warn(facts: object, message: string): void;
	};
	readonly #onRecovered: () => void;
	#canSave = true;
	#isBroken = false;
	#timer: NodeJS.Timeout | undefined;

	constructor(
		log: UpdateLog,
		logger: {
			error(facts: object, message: string): void;
			warn(facts: object, message: string): void;
		},
		onRecovered: () => void
	) {
		this.#log = log;
		this.#logger = logger;
		this.#onRecovered = onRecovered;
	}

	get canSave(): boolean {
		return this.#canSave;
	}

	failed(error: unknown): void {
		this.#canSave = false;
		if (error instanceof StoreBroken) {
			this.#isBroken = true;
			// Nobody can go on from here: the process ends and a new one starts from what is on disk.
			queueMicrotask(() => {
				throw error;
			});
		}
		if (this.#timer || this.#isBroken) return;
		this.#logger.error({ err: error }, 'cannot save: reading only until it can');
		this.#probeLater();
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#isBroken = true;
	}

	#probeLater(): void {
		this.#timer = setTimeout(() => {
			this.#log.probe().then(
				() => this.#recovered(),
				() => this.#probeLater()
			);
		}, syncLimits.probe).unref();
	}

	#recovered(): void {
		this.#timer = undefined;
		if (this.#isBroken) return;
		this.#canSave = true;
		this.#logger.warn({}, 'can save again');
		this.#onRecovered();
	}
}
