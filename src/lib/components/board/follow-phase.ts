import type { LiveBoardState } from '$lib/live/live-board-state';
import type { BoardServer } from './board-server';
import type { BoardState } from './board-state.svelte';

/** Ms at most before a page asks: forty of them hear of it in the same one. */
const SPREAD = 150;
/** Ms to the first try again, and at most. */
const RETRY_FIRST = 500;
const RETRY_MOST = 15_000;

/** Asks for this reader's phase whenever the board says that something changed. */
export class PhaseFollower {
	readonly #ui: BoardState;
	readonly #live: LiveBoardState;
	readonly #server: BoardServer;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isAsking = false;
	#isWanted = false;
	/** Answers in a row that did not come, or were older than what the board says. */
	#failures = 0;
	/** Each turn of the board is one question, whatever the answer says. */
	#askedFor = -1;
	#isStopped = false;

	constructor(ui: BoardState, live: LiveBoardState, server: BoardServer) {
		this.#ui = ui;
		this.#live = live;
		this.#server = server;
	}

	/** Returns its own undo. */
	start(): () => void {
		const look = () => {
			const { turn } = this.#live.state.current;
			if (turn === this.#ui.phase.turn) return;
			// After a question that failed the next word from the server is worth another at once.
			if (turn === this.#askedFor && this.#failures === 0) return;
			this.#askedFor = turn;
			clearTimeout(this.#timer);
			this.#timer = undefined;
			this.ask();
		};
		const unfollow = this.#live.onChange(look);
		look();
		return () => {
			this.#isStopped = true;
			clearTimeout(this.#timer);
			unfollow();
		};
	}

	/** Soon, and once however often one asks meanwhile. */
	ask(wait = Math.random() * SPREAD): void {
		if (this.#isStopped) return;
		this.#isWanted = true;
		if (this.#isAsking) return;
		this.#timer ??= setTimeout(() => void this.#ask(), wait);
	}

	async #ask(): Promise<void> {
		this.#timer = undefined;
		this.#isWanted = false;
		this.#isAsking = true;
		const phase = await this.#server.phase();
		this.#isAsking = false;
		if (this.#isStopped) return;
		if (phase) this.#ui.enter(phase);
		// The answer may be older than what was said meanwhile.
		const isBehind = this.#ui.phase.turn < this.#live.state.current.turn;
		this.#failures = phase && !isBehind ? 0 : this.#failures + 1;
		if (this.#isWanted || this.#failures > 0) this.ask(this.#pause());
	}

	#pause(): number {
		if (this.#failures === 0) return Math.random() * SPREAD;
		const most = Math.min(RETRY_MOST, RETRY_FIRST * 2 ** this.#failures);
		return most / 2 + (Math.random() * most) / 2;
	}
}
