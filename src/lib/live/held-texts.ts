import type * as Y from 'yjs';
import type { Judging } from './held-finds';
import { HeldText } from './held-text';
import { Live, sameList, Signal } from './live';

interface HeldTextsOptions {
	origin: unknown;
	limit: number;
	textOf: (key: string) => Y.Text | null;
}

/** The texts of one document that were written in here, each with what is held back of it. */
export class HeldTexts {
	/** Keys of texts of which something is not sent, and why it stays: a finding, or yet undecided. */
	readonly holding: Live<{ key: string; text: HeldText }[]>;
	readonly #options: HeldTextsOptions;
	readonly #texts = new Map<string, HeldText>();
	readonly #changed = new Signal();
	#judging: Judging = { guard: null, allowed: [] };

	constructor(options: HeldTextsOptions) {
		this.#options = options;
		this.holding = new Live(
			() =>
				[...this.#texts].filter(([, text]) => text.isHolding).map(([key, text]) => ({ key, text })),
			this.#changed.on,
			// What is held of each, it tells itself.
			(a, b) =>
				sameList(
					a.map(({ text }) => text),
					b.map(({ text }) => text)
				)
		);
	}

	/** Tells of any change in any of the texts. Returns its own undo. */
	get onChange(): Signal['on'] {
		return this.#changed.on;
	}

	/** Texts of which something is not sent, now. */
	get keysHolding(): string[] {
		return [...this.#texts].flatMap(([key, text]) => (text.isHolding ? key : []));
	}

	/** The text to write in; null while there is none. */
	open(key: string): HeldText | null {
		const known = this.#texts.get(key);
		if (known) return known;
		const shared = this.#options.textOf(key);
		if (!shared) return null;
		const text = new HeldText(shared, this.#options, this.#judging);
		text.onChange(() => this.#changed.emit());
		this.#texts.set(key, text);
		return text;
	}

	/** The text as it was written here, if it was. */
	find(key: string): HeldText | undefined {
		return this.#texts.get(key);
	}

	/** By what these texts are judged from now on. */
	judge(judging: Judging): void {
		const { guard, allowed } = this.#judging;
		if (guard === judging.guard && allowed.join('\n') === judging.allowed.join('\n')) return;
		this.#judging = judging;
		for (const text of this.#texts.values()) text.judge(judging);
	}
}
