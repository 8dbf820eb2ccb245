import { frames } from './frame.ts';
import { closeCodes, syncLimits, type CloseReason } from './limits.ts';
import { Parcel } from './parcel.ts';
import type { Person } from './presence.ts';
import { SavedCount } from './saved-count.ts';
import { TokenBucket } from './token-bucket.ts';

/** What carries bytes to one client: a websocket, or plain HTTP where those are blocked. */
export interface Line {
	readonly carrier: 'websocket' | 'stream';
	/** In this order, and together if that is cheaper. */
	send(...parcels: readonly Parcel[]): void;
	/** Bytes handed over and not yet on their way. */
	buffered(): number;
	/** Ms since the last sign of life, and after how many nobody is behind it any more, as far as one knows. */
	silence(): number;
	readonly quietAfter: number;
	/** Says why, and lets go of the line soon, also when nobody answers. */
	close(code: number, reason: string): void;
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
	/** Others see who she is and nothing of where, under an id of its own. */
	isPlaceless: boolean;
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
	/** Bytes that wait for the document to be made ready. */
	heldBytes = 0;
	/** How many of this connection's update frames are durable. */
	readonly saved: SavedCount;
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
	readonly #onClose: (connection: Connection, reason: CloseReason, why: string) => void;
	/** Messages that wait for room on the line; shared with others, so they cost no memory. */
	#owed: Parcel[] = [];
	#owedBytes = 0;
	/** Up to where it was sent the updates, while it is behind; null: it has or is owed all of them. */
	#place: number | null = null;
	/** Bytes the room had committed at that place. */
	#placeBytes = 0;

	constructor(
		document: string,
		grant: Grant,
		line: Line,
		options: {
			wantsSaved: boolean;
			now: number;
			onClose?: (connection: Connection, reason: CloseReason, why: string) => void;
		}
	) {
		this.document = document;
		this.grant = grant;
		this.couldWrite = grant.access === 'write';
		this.#line = line;
		this.#onClose = options.onClose ?? (() => undefined);
		this.openedAt = options.now;
		this.lastSent = options.now;
		this.saved = new SavedCount((count) => {
			if (options.wantsSaved) this.send(frames.saved(count));
		});
	}

	get carrier(): Line['carrier'] {
		return this.#line.carrier;
	}

	/** Ms since the last sign of life, when that is longer ago than it is of a line that works; else 0. */
	get quietFor(): number {
		const silence = this.#line.silence();
		return silence > this.#line.quietAfter ? silence : 0;
	}

	/** Something small, whether it keeps up or not. */
	send(bytes: Uint8Array): void {
		if (this.closed) return;
		if (this.#line.buffered() > syncLimits.backlog) this.close('tryLater', 'reads too slowly');
		else this.deliver(Parcel.of(bytes));
	}

	/** Presence is the first to go when a client cannot keep up. */
	sendPresence(parcels: readonly Parcel[]): void {
		if (parcels.length > 0 && this.isFree && !this.isBehind) this.deliver(...parcels);
	}

	deliver(...parcels: readonly Parcel[]): void {
		if (this.closed) return;
		this.lastSent = Date.now();
		this.#line.send(...parcels);
	}

	/** The line takes more. */
	get isFree(): boolean {
		return this.#line.buffered() <= syncLimits.presenceBacklog;
	}

	/** It is owed something, so what comes new waits its turn. */
	get isBehind(): boolean {
		return this.#place !== null || this.#owed.length > 0;
	}

	get place(): number | null {
		return this.#place;
	}

	owe(parcels: readonly Parcel[]): void {
		this.#owed.push(...parcels);
		this.#owedBytes += parcels.reduce((sum, { bytes }) => sum + bytes, 0);
	}

	takeOwed(): Parcel | undefined {
		const parcel = this.#owed.shift();
		if (parcel) this.#owedBytes -= parcel.bytes;
		return parcel;
	}

	/** From here on it keeps its place only, and gets the rest when its line has room. */
	fallBehind(place: number, committedBytes: number): void {
		if (this.#place !== null && this.#place <= place) return;
		this.#place = place;
		this.#placeBytes = committedBytes;
	}

	/** What it missed is now owed to it. */
	catchUp(parcels: readonly Parcel[]): void {
		this.#place = null;
		this.owe(parcels);
	}

	/** Bytes between what it took and what there is. */
	lag(committedBytes: number): number {
		const missed = this.#place === null ? 0 : committedBytes - this.#placeBytes;
		return missed + this.#owedBytes + this.#line.buffered();
	}

	close(reason: CloseReason, why: string): void {
		if (this.closed) return;
		this.closed = true;
		this.#owed = [];
		this.#line.close(closeCodes[reason], why);
		this.#onClose(this, reason, why);
	}
}
