import { syncLimits } from './limits.ts';

/**
 * Lets a few in at a time. After a restart everybody comes at once, and stock clients have no
 * jitter: whoever waits here costs a line in a list, while those who are in go on.
 */
export class AcceptQueue {
	#deciding = 0;
	readonly #waiting: (() => void)[] = [];

	/** Resolves with true when it is one's turn, with false when there is no room to wait. */
	async turn(): Promise<boolean> {
		if (this.#deciding < syncLimits.admissions) {
			this.#deciding += 1;
			return true;
		}
		if (this.#waiting.length >= syncLimits.admissionsWaiting) return false;
		await new Promise<void>((resolve) => this.#waiting.push(resolve));
		return true;
	}

	/** Call once after every turn. */
	done(): void {
		const next = this.#waiting.shift();
		// The event loop gets its turn in between, so that a storm stops nobody who is in.
		if (next) setImmediate(next);
		else this.#deciding -= 1;
	}
}
