/** A burst of `size`, refilled at `perSecond`. */
export class TokenBucket {
	readonly #size: number;
	readonly #perSecond: number;
	#tokens: number;
	#at = performance.now();

	constructor(size: number, perSecond: number) {
		this.#size = size;
		this.#perSecond = perSecond;
		this.#tokens = size;
	}

	/** False when it is empty. */
	take(): boolean {
		const now = performance.now();
		this.#tokens = Math.min(this.#size, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond);
		this.#at = now;
		if (this.#tokens < 1) return false;
		this.#tokens -= 1;
		return true;
	}
}
