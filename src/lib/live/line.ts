import { askRight } from './ask-right';
import type { Carrier, Ending, Way } from './carrier';
import { refusalOf, refusalOfStatus, type RefusalReason } from './close-codes';
import type { Lines } from './lines';
import { retryIn } from './retry';

/** Who follows a document over whatever connection there is at the moment. */
export interface LineListener {
	/** Another connection: everything said over the one before may have been lost. */
	opened(): void;
	heard(frame: Uint8Array): void;
	closed(): void;
}

/** Ms without a word from the server (it speaks every 15 s) before it is asked whether it is there. */
const QUIET = 20_000;
/** Ms without a word before the line counts as dead, also when nobody asked. */
const SILENCE = 45_000;
/** Ms the server has to answer when one asks whether it is still there. */
const SIGN_OF_LIFE = 8_000;

/** Keeps one connection to a document, again and again, as long as that makes sense. */
export class Line {
	readonly #document: string;
	readonly #lines: Lines;
	readonly #hears: LineListener;
	#carrier: Carrier | null = null;
	#refusal: RefusalReason | null = null;
	#offlineSince: Date | null = null;
	#isStarted = false;
	#tries = 0;
	#retryTimer: ReturnType<typeof setTimeout> | undefined;
	/** Ms since epoch. */
	#heardAt = 0;
	#askedAt: number | null = null;

	constructor(document: string, lines: Lines, hears: LineListener) {
		this.#document = document;
		this.#lines = lines;
		this.#hears = hears;
	}

	/** Final: nothing opens after it. */
	get refusal(): RefusalReason | null {
		return this.#refusal;
	}

	/** Since when nothing has been heard of the server; null when it has. */
	get offlineSince(): Date | null {
		return this.#offlineSince;
	}

	get way(): Way {
		return this.#lines.way;
	}

	/** Opens it. Returns its own undo. */
	start(): () => void {
		this.#isStarted = true;
		const stopFollowing = this.#lines.moved.on(() => this.#move());
		this.#open();
		return () => {
			this.#isStarted = false;
			stopFollowing();
			clearTimeout(this.#retryTimer);
			this.#carrier?.close();
			this.#carrier = null;
		};
	}

	send(frame: Uint8Array<ArrayBuffer>): void {
		this.#carrier?.send(frame);
	}

	/** What was sent leaves now: the page may be gone in a moment. */
	hurry(): void {
		this.#carrier?.hurry();
	}

	/** All is well: what went wrong before counts no more. */
	settle(): void {
		this.#tries = 0;
		this.#offlineSince = null;
	}

	refuse(reason: RefusalReason): void {
		this.#refusal = reason;
		this.#drop('close');
	}

	/** The line may have died without a word: asks, or opens another when there is none. */
	check(question: Uint8Array<ArrayBuffer>): void {
		this.#lines.lookAgain();
		if (!this.#carrier) return this.#openNow();
		if (Date.now() - this.#heardAt > SILENCE) return this.renew();
		this.#ask(question);
	}

	/** Whether what one asked or waits for comes too late; where nothing came, one asks. */
	tick(question: Uint8Array<ArrayBuffer>): void {
		if (!this.#carrier) return;
		const now = Date.now();
		const isLate = this.#askedAt !== null && now - this.#askedAt > SIGN_OF_LIFE;
		if (isLate || now - this.#heardAt > SILENCE) this.renew();
		else if (this.#askedAt === null && now - this.#heardAt > QUIET) this.#ask(question);
	}

	#ask(question: Uint8Array<ArrayBuffer>): void {
		this.#askedAt ??= Date.now();
		this.send(question);
	}

	/** There is no network: a connection that was being made may never say that it failed. */
	cut(): void {
		this.#offlineSince ??= new Date();
		this.#lines.noteLost();
		this.#drop('cut');
		this.#openLater();
	}

	/** This connection is dead, a new one may not be. */
	renew(): void {
		this.#offlineSince ??= new Date();
		this.#lines.noteLost();
		this.#drop('cut');
		this.#openNow();
	}

	#open(): void {
		if (!this.#isStarted || this.#carrier || this.#refusal) return;
		clearTimeout(this.#retryTimer);
		if (!navigator.onLine) this.#offlineSince ??= new Date();
		const openedAt = Date.now();
		this.#heardAt = openedAt;
		this.#askedAt = null;
		const carrier = this.#lines.open(this.#document, {
			opened: () => this.#hears.opened(),
			heard: (frame) => {
				this.#heardAt = Date.now();
				this.#askedAt = null;
				this.#lines.noteHeard(carrier.way);
				this.#hears.heard(frame);
			},
			ended: (ending) => void this.#ended(ending, carrier.way, openedAt)
		});
		this.#carrier = carrier;
	}

	async #ended(ending: Ending, way: Way, openedAt: number): Promise<void> {
		this.#carrier = null;
		if (ending.kind === 'closed') this.#lines.noteLost();
		if (ending.kind !== 'unheard') {
			this.#refusal =
				ending.kind === 'closed' ? refusalOf(ending.code) : refusalOfStatus(ending.status);
		}
		if (!this.#refusal) this.#offlineSince ??= new Date();
		this.#hears.closed();
		if (ending.kind === 'unheard') {
			const status = await askRight(this.#document);
			this.#refusal ??= refusalOfStatus(status);
			if (this.#refusal) this.#hears.closed();
			// The server is there and would have us, so it is the way that is closed.
			if (status === 200) this.#lines.noteUnheard(way, openedAt);
			else if (status === null) this.#lines.noteLost();
		}
		this.#openLater();
	}

	/** The page goes another way from now on, and nothing is lost by changing over. */
	#move(): void {
		if (this.#carrier?.way !== this.#lines.way) this.#drop('close');
		this.#openNow();
	}

	#drop(how: 'close' | 'cut'): void {
		const carrier = this.#carrier;
		this.#carrier = null;
		carrier?.[how]();
		this.#hears.closed();
	}

	#openNow(): void {
		this.#tries = 0;
		this.#open();
	}

	#openLater(): void {
		if (this.#carrier) return;
		clearTimeout(this.#retryTimer);
		this.#retryTimer = setTimeout(() => this.#open(), retryIn(this.#tries, Math.random()));
		this.#tries += 1;
	}
}
