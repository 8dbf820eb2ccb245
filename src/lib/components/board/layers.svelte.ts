import type { LayerPlan } from '$lib/documents/board-layers';
import type { LiveBoard } from '$lib/live/live-board';
import { sameList, sameWords } from '$lib/live/live';
import { Resting, Started } from './layer-rest';

/** A document of cards that is on the page now. */
export interface Layer extends LayerPlan {
	live: LiveBoard;
}

/** Ms a layer that was refused stays for the answer why: what was typed in it is still in its field. */
const ANSWER = 1_500;

interface Hears {
	/** Other documents are on the page now: also when one that was refused came back by itself. */
	opened(): void;
	/** A layer goes, with whatever was not saved in it. */
	leaving(layer: Layer): void;
	/** Somebody types in it: its field goes when one can say why. */
	isTypedIn(layer: Layer): boolean;
	/** The server will not have us on a layer we thought was ours: ask what holds now. */
	refused(): void;
}

/**
 * Follows the documents this reader's phase asks for, and lets go of those it does not any more. The
 * board itself is the first and stays: what happens to that is the page's own business.
 */
export class Layers {
	current: Layer[] = $state.raw([]);
	readonly #open: (key: string) => LiveBoard;
	readonly #hears: Hears;
	/** Null before the page is in a browser. */
	#started: Started | null = null;
	#plans: readonly LayerPlan[] = [];
	readonly #resting = new Resting();

	/** `open` makes the live document of a key. */
	constructor(open: (key: string) => LiveBoard, hears: Hears) {
		this.#open = open;
		this.#hears = hears;
	}

	/** What this reader follows from now on. */
	follow(plans: readonly LayerPlan[]): void {
		this.#plans = plans;
		const wanted = plans.filter((plan) => !this.#resting.has(plan));
		const before = this.current;
		const gone = before.filter(({ key }) => !wanted.some((plan) => plan.key === key));
		for (const layer of gone) this.#hears.leaving(layer);
		const current = wanted.map((plan) => {
			const known = before.find(({ key }) => key === plan.key);
			const { live, ...last } = known ?? { live: this.#open(plan.key) };
			// The same one is the same object: all its cards look at it.
			return known && sameWords(last, plan) ? known : { ...plan, live };
		});
		if (!sameList(before, current)) this.current = current;
		for (const { key } of gone) this.#started?.stop(key);
		this.#hears.opened();
		this.#startNew();
	}

	/** Goes live. Returns its own undo. */
	start(): () => void {
		const started = new Started();
		this.#started = started;
		this.#startNew();
		return () => {
			this.#started = null;
			started.stopAll();
		};
	}

	#startNew(): void {
		for (const [i, layer] of this.current.entries()) {
			const { key, live } = layer;
			if (!this.#started || this.#started.has(key)) continue;
			const stop = live.start();
			const unwatch = i === 0 ? null : live.onConnection(() => this.#look(layer));
			this.#started.add(key, () => {
				unwatch?.();
				stop();
			});
		}
	}

	/**
	 * Not for us any more, or made anew: it goes as soon as one knows what holds now, and comes back if
	 * the server still says so.
	 */
	#look(layer: Layer): void {
		const { refusal } = layer.live;
		const passes = refusal === 'no-right' || refusal === 'gone' || refusal === 'rewritten';
		const plan = this.current.find(({ key }) => key === layer.key) ?? layer;
		if (!passes || this.#resting.has(plan)) return;
		const follow = () => this.#started && this.follow(this.#plans);
		// Nobody but her could make it, and she may only read: she never wrote any.
		const isNever = refusal === 'gone' && plan.kind === 'notes' && plan.access === 'read';
		if (isNever) {
			this.#resting.forEver(plan);
			// Not while the provider is speaking.
			return queueMicrotask(follow);
		}
		this.#resting.forNow(plan, follow);
		this.#hears.refused();
		if (this.#hears.isTypedIn(plan)) setTimeout(follow, ANSWER);
		else queueMicrotask(follow);
	}
}
