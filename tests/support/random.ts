/** A small seeded source of randomness (mulberry32): the same seed gives the same run. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** In [0, 1). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number in [0, below). */
	int(below: number): number {
		return Math.floor(this.next() * below);
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(from: readonly T[]): T {
		return from[this.int(from.length)]!;
	}

	bytes(length: number): Uint8Array {
		return Uint8Array.from({ length }, () => this.int(256));
	}

	/** Text with accents, emoji of two units and equal letters in a row. */
	text(longest: number): string {
		const letters = ['a', 'a', 'b', ' ', '\n', 'é', 'ß', '漢', '😀', '😁', '🏳️'];
		return Array.from({ length: this.int(longest + 1) }, () => this.pick(letters)).join('');
	}
}

/**
 * Seeds for `it.each(seeds(3))('... (seed %i)')`: the name of a failing test tells its seed. With
 * TEST_SEED=n the run starts at n instead.
 */
export function seeds(count: number): number[] {
	const first = Number(process.env['TEST_SEED'] ?? 1);
	return Array.from({ length: count }, (_, i) => first + i);
}
