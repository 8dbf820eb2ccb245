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

/**
 * Keeps decisions for a moment, so that twenty tabs or a whole storm of reconnects ask the store
 * once. `version` changes when any right may have changed: then nothing kept counts any more.
 */
export class Kept<T> {
	readonly #version: () => number;
	readonly #isWorthIt: (value: T) => boolean;
	readonly #kept = new Map<string, { value: Promise<T>; version: number; at: number }>();

	constructor(version: () => number, isWorthIt: (value: T) => boolean) {
		this.#version = version;
		this.#isWorthIt = isWorthIt;
	}

	get(key: string, decide: () => Promise<T>): Promise<T> {
		const now = performance.now();
		const version = this.#version();
		const kept = this.#kept.get(key);
		if (kept?.version === version && now - kept.at < syncLimits.admissionKept) return kept.value;
		const value = decide();
		this.#kept.delete(key);
		this.#kept.set(key, { value, version, at: now });
		value.then(
			(decided) => this.#isWorthIt(decided) || this.#kept.delete(key),
			() => this.#kept.delete(key)
		);
		for (const [oldest, { at }] of this.#kept) {
			if (now - at < syncLimits.admissionKept) break;
			this.#kept.delete(oldest);
		}
		return value;
	}
}
