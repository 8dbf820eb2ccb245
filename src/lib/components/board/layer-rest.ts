import type { LayerPlan } from '$lib/documents/board-layers';

/** Ms a document that was refused is left alone at first, and at most: it may be made anew. */
const REST_FIRST = 3_000;
const REST_MOST = 60_000;

/** Documents that were refused, left alone longer each time. With another right one asks at once. */
export class Resting {
	readonly #resting = new Set<string>();
	/** How often each was refused in all. */
	readonly #refusals = new Map<string, number>();

	has(plan: LayerPlan): boolean {
		return this.#resting.has(keyOf(plan));
	}

	forEver(plan: LayerPlan): void {
		this.#resting.add(keyOf(plan));
	}

	/** `over` is called when it may be asked for once more. */
	forNow(plan: LayerPlan, over: () => void): void {
		const key = keyOf(plan);
		const before = this.#refusals.get(key) ?? 0;
		this.#refusals.set(key, before + 1);
		this.#resting.add(key);
		const wait = Math.min(REST_MOST, REST_FIRST * 2 ** before);
		setTimeout(() => {
			this.#resting.delete(key);
			over();
		}, wait);
	}
}

function keyOf({ key, access }: LayerPlan): string {
	return `${access} ${key}`;
}

/** What was started, with how it is stopped. */
export class Started {
	readonly #stops = new Map<string, () => void>();

	has(key: string): boolean {
		return this.#stops.has(key);
	}

	add(key: string, stop: () => void): void {
		this.#stops.set(key, stop);
	}

	stop(key: string): void {
		this.#stops.get(key)?.();
		this.#stops.delete(key);
	}

	stopAll(): void {
		for (const key of [...this.#stops.keys()]) this.stop(key);
	}
}
