import type { SessionOwn } from '$lib/documents/session-own';
import type { SessionOnPage } from './session-on-page.svelte';

const nothing: SessionOwn = {
	questions: [],
	meToo: [],
	asked: null,
	guests: null,
	answers: {},
	prepared: null
};

/** What in a session is hers, as this page knows it: asked for anew after whatever she did. */
export class OwnPart {
	readonly #session: SessionOnPage;
	#own: SessionOwn = $state.raw(nothing);
	#asking: Promise<void> | null = null;
	#isStale = false;

	constructor(session: SessionOnPage) {
		this.#session = session;
		this.#own = session.view.own;
	}

	get now(): SessionOwn {
		return this.#own;
	}

	/** Asked for meanwhile, it is asked once more after that. */
	refresh(): Promise<void> {
		this.#isStale = true;
		this.#asking ??= this.#ask().finally(() => (this.#asking = null));
		return this.#asking;
	}

	async #ask(): Promise<void> {
		while (this.#isStale) {
			this.#isStale = false;
			this.#own = (await this.#session.server.own()) ?? this.#own;
		}
	}

	/** Who runs the session sees what others do; the rest only what they do themselves. */
	follow(): () => void {
		let { turn } = this.#session.now;
		return this.#session.live.onChange(() => {
			if (this.#session.now.turn === turn) return;
			turn = this.#session.now.turn;
			if (this.#session.view.runs) void this.refresh();
		});
	}
}
