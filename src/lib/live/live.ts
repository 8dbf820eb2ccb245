import { createSubscriber } from 'svelte/reactivity';

/** The only place where Yjs meets Svelte: reads now, and again when `listen` says it changed. */
export class Live<T> {
	readonly #track: () => void;
	readonly #read: () => T;

	constructor(read: () => T, listen: (changed: () => void) => () => void) {
		this.#read = read;
		// Subscribed while something on screen reads it.
		this.#track = createSubscriber(listen);
	}

	get current(): T {
		this.#track();
		return this.#read();
	}
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
