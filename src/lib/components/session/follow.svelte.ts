import type { SessionOnPage } from './session-on-page.svelte';

/** What this page can do about where it is. */
interface Page {
	path: () => string;
	go: (path: string) => Promise<void>;
	/** Something is typed here that would be lost. */
	isLosing: () => boolean;
}

/** How often a page sets out: what stops it is over by then, or it will not be. */
const TRIES = 8;

/**
 * Whether she goes where the session goes. She does as long as she is where it is; who looks
 * elsewhere is left there until she asks, or everybody is called.
 */
export class Following {
	readonly #session: SessionOnPage;
	readonly #page: Page;
	#phase: number;
	#summon: number;
	#isGoing = false;
	/** The session went on, and what she typed kept her here. */
	isKept = $state(false);

	constructor(session: SessionOnPage, page: Page) {
		this.#session = session;
		this.#page = page;
		this.#phase = session.now.phase.n;
		this.#summon = session.now.summon;
	}

	/** Where the session is. */
	get there(): string {
		return this.#session.pathOf(this.#session.item);
	}

	get isThere(): boolean {
		return this.isAt(this.there);
	}

	/** The room itself is where one sees all of it; the desk is left alone. */
	isAt(place: string): boolean {
		const path = this.#page.path();
		return path === place || path === this.#session.path;
	}

	get isAtDesk(): boolean {
		const path = this.#page.path();
		return path.startsWith(`${this.#session.path}/`);
	}

	/** `before`: where the session was until now. Returns what is to be told, or null. */
	heard(before: string): 'moved' | 'called' | null {
		const { phase, summon } = this.#session.now;
		const isCalled = summon > this.#summon;
		const isMoved = phase.n !== this.#phase;
		this.#summon = summon;
		this.#phase = phase.n;
		if (!isCalled && !isMoved) return null;
		// On her way: she goes on to where it is by then.
		if (this.#isGoing) return isCalled ? 'called' : 'moved';
		// Whoever runs it is called by nobody.
		if (this.isAtDesk) return null;
		if (this.#page.path() === this.there) return isCalled ? 'called' : null;
		if (!isCalled && !this.isAt(before)) return null;
		if (this.#page.isLosing()) {
			this.isKept = true;
			return null;
		}
		void this.#go();
		return isCalled ? 'called' : 'moved';
	}

	join(): void {
		void this.#go();
	}

	/**
	 * Pages take a moment to come: what the session did meanwhile is not missed, and when what a page
	 * asks for anew stopped it on its way, it sets out once more.
	 */
	async #go(): Promise<void> {
		this.isKept = false;
		if (this.#isGoing) return;
		this.#isGoing = true;
		const from = this.#page.path();
		try {
			for (let tries = 0; tries < TRIES; tries++) {
				const to = this.there;
				await this.#page.go(to);
				const path = this.#page.path();
				if (path === this.there) return;
				// Elsewhere by herself, or asked whether she would leave what she typed.
				if (path !== to && path !== from) return;
				this.isKept = path === from && this.#page.isLosing();
				if (this.isKept) return;
			}
		} finally {
			this.#isGoing = false;
		}
	}
}
