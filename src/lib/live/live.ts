import { createSubscriber } from 'svelte/reactivity';

/** The only place where Yjs meets Svelte: reads now, and again when `listen` says it changed. */
export class Live<T> {
	readonly #track: () => void;
	readonly #read: () => T;

	/** `same`: a change after which the value is the same wakes nobody. */
	constructor(
		read: () => T,
		listen: (changed: () => void) => () => void,
		same?: (a: T, b: T) => boolean
	) {
		this.#read = read;
		// Subscribed while something on screen reads it.
		this.#track = createSubscriber(same ? onlyWhenOther(read, listen, same) : listen);
	}

	get current(): T {
		this.#track();
		return this.#read();
	}
}

/** A `listen` for what speaks often and says the same: with a thousand cards listening that counts. */
function onlyWhenOther<T>(
	read: () => T,
	listen: (changed: () => void) => () => void,
	same: (a: T, b: T) => boolean
): typeof listen {
	return (changed) => {
		let last = read();
		return listen(() => {
			const now = read();
			if (same(last, now)) return;
			last = now;
			changed();
		});
	};
}

/** Lists of the same things in the same order. */
export function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((each, i) => each === b[i]);
}

/** Plain data that says the same. */
export function sameWords(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

/** Calls whoever listens; nothing more. */
export class Signal {
	readonly #listeners = new Set<() => void>();

	/** Returns its own undo. */
	readonly on = (heard: () => void): (() => void) => {
		this.#listeners.add(heard);
		return () => this.#listeners.delete(heard);
	};

	emit(): void {
		for (const heard of this.#listeners) heard();
	}
}
