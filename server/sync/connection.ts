import { frames } from './frame.ts';
import { closeCodes, syncLimits, type CloseReason } from './limits.ts';
import { Parcel } from './parcel.ts';
import type { Person } from './presence.ts';
import { TokenBucket } from './token-bucket.ts';

/** What carries bytes to one client: a websocket now, something else where those are blocked. */
export interface Line {
	send(parcel: Parcel): void;
	/** Bytes handed over and not yet on their way. */
	buffered(): number;
	close(code: number, reason: string): void;
	terminate(): void;
}

/** What the rights say of one connection at this moment. */
export interface Grant {
	access: 'read' | 'write';
	memberId: string;
	signInId: string;
	/** Ms since epoch: the absolute end of the sign-in. */
	signInEnds: number;
	/** How others see who is here. */
	person: Person;
	organisationId: string;
	/** Organisation whose members this reader must not be able to tie to what they write. */
	hides: string | null;
}

/** One open connection to one document. */
export class Connection {
	grant: Grant;
	readonly document: string;
	readonly openedAt: number;
	/** Client sent a frame: until then it may be anybody who found the port. */
	spoke = false;
	closed = false;
	lastSent: number;
	refusedSince: number | null = null;
	couldWrite: boolean;
	gaps = 0;
	readonly updates = new TokenBucket(syncLimits.updateBurst, syncLimits.updatesPerSecond);
	readonly stepOnes = new TokenBucket(
		syncLimits.stepOnesPerTenSeconds,
		syncLimits.stepOnesPerTenSeconds / 10
	);
	readonly presences = new TokenBucket(
		syncLimits.awarenessPerSecond,
		syncLimits.awarenessPerSecond
	);
	readonly #line: Line;
	readonly #wantsSaved: boolean;
	/** How many of this connection's update frames are durable. */
	#saved = 0;
	#savedSent = 0;

	constructor(
		document: string,
		grant: Grant,
		line: Line,
		options: { wantsSaved: boolean; now: number }
	) {
		this.document = document;
		this.grant = grant;
		this.couldWrite = grant.access === 'write';
		this.#line = line;
		this.#wantsSaved = options.wantsSaved;
		this.openedAt = options.now;
		this.lastSent = options.now;
	}

	send(bytes: Uint8Array): void {
		if (this.closed) return;
		if (this.#line.buffered() > syncLimits.backlog) {
			this.close('tryLater', 'reads too slowly');
			setTimeout(() => this.#line.terminate(), 2_000).unref();
			return;
		}
		this.lastSent = Date.now();
		this.#line.send(Parcel.of(bytes));
	}

	/** Presence is the first to go when a client cannot keep up. */
	sendPresence(bytes: Uint8Array): void {
		if (this.#line.buffered() <= syncLimits.presenceBacklog) this.send(bytes);
	}

	/** Called once per update frame, in their order, after the commit. One answer a tick. */
	updateSaved(): void {
		this.#saved += 1;
		if (!this.#wantsSaved || this.#saved - this.#savedSent !== 1) return;
		queueMicrotask(() => {
			this.#savedSent = this.#saved;
			this.send(frames.saved(this.#saved));
		});
	}

	close(reason: CloseReason, why: string): void {
		if (this.closed) return;
		this.closed = true;
		this.#line.close(closeCodes[reason], why);
	}
}
