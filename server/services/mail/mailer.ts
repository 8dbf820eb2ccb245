import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';
import { dealFresh, dealOverviews } from './dealing.ts';
import { sendDue, type SendingParts } from './sending.ts';

/** Ms between two beats. */
const EVERY = 5_000;
/** Ms after which whoever took a mail is taken for gone; no sending takes that long. */
const GONE = 10 * 60_000;
/** Ms a mail under way may take when the process ends. */
const GOODBYE = 1_500;
const HOUR = 60 * 60_000;
/** Ms the administrator can look back. */
const KEPT = 30 * 24 * HOUR;

interface MailerParts extends SendingParts {
	store: Store;
	newId: () => string;
	host: string;
	/** A mail was removed from the queue, and whatever was kept of it goes as well. */
	forgot: (mailId: string) => Promise<void>;
	failed: (error: unknown) => void;
	/** Ms; for a test that gives the beat itself. */
	every?: number;
}

/** The one beat of the mail: what happened becomes mails, the morning its overview, what is due goes. */
export class Mailer {
	readonly #parts: MailerParts;
	readonly #beat: NodeJS.Timeout;
	readonly #stopped = new AbortController();
	#running: Promise<void> = Promise.resolve();
	#isWaiting = false;
	#isStopping = false;
	#isFirst = true;
	#prunedAt = 0;

	constructor(parts: MailerParts) {
		this.#parts = parts;
		this.#beat = setInterval(() => void this.beat(), parts.every ?? EVERY).unref();
	}

	/** After the one that runs; several who ask meanwhile share the next. */
	beat(): Promise<void> {
		if (this.#isWaiting || this.#isStopping) return this.#running;
		this.#isWaiting = true;
		this.#running = this.#running.then(async () => {
			this.#isWaiting = false;
			if (!this.#isStopping) await this.#work();
		});
		return this.#running;
	}

	/** A mail under way may end; one that does not in time is put back, or is uncertain. */
	async stop(): Promise<void> {
		clearInterval(this.#beat);
		this.#isStopping = true;
		await Promise.race([this.#running, wait(GOODBYE)]);
		this.#stopped.abort();
		await this.#running;
	}

	async #work(): Promise<void> {
		const parts = this.#parts;
		const steps = [
			() => this.#release(),
			() => dealFresh(parts),
			() => dealOverviews(parts),
			() => sendDue(parts, () => this.#isStopping, this.#stopped.signal),
			() => this.#prune()
		];
		// One that fails keeps none of the others from its work.
		for (const step of steps) await step().catch(parts.failed);
	}

	/**
	 * What a process had taken that is gone. Where the same mail twice is one, it goes again; else nobody
	 * knows whether it arrived, and a person decides.
	 */
	async #release(): Promise<void> {
		const { store, mails, transport, now } = this.#parts;
		// Nobody else works on a SQLite file: whatever is taken at a start, was by the process before.
		const isAlone = this.#isFirst && store.dialect === 'sqlite';
		const before = new Date(now().getTime() + (isAlone ? GONE : -GONE));
		await mails.release(before, transport.isIdempotent ? 'waiting' : 'uncertain', 'interrupted');
		this.#isFirst = false;
	}

	async #prune(): Promise<void> {
		const { mails, now, forgot } = this.#parts;
		const at = now().getTime();
		if (at - this.#prunedAt < HOUR) return;
		this.#prunedAt = at;
		for (const id of await mails.prune(new Date(at - KEPT))) await forgot(id);
	}
}
