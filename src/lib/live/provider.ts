import * as Y from 'yjs';
import type { Way } from './carrier';
import type { RefusalReason } from './close-codes';
import { Line } from './line';
import type { Lines } from './lines';
import { Signal } from './live';
import { followPage } from './page-life';
import { Presence } from './presence';
import { SavedCount } from './saved-count';
import { clientFrames, readServerFrame, type ServerFrame } from './wire';

/** How the line to the server is. */
export type Connection =
	| { status: 'connecting' }
	| { status: 'live' }
	/** Reading goes on, but the server cannot put anything on disk; it asks again when it can. */
	| { status: 'not-saving' }
	| { status: 'offline'; since: Date }
	| { status: 'refused'; reason: RefusalReason };

/** Ms in which keystrokes are bundled into one update. */
const BUNDLE = 40;
/** Why a write was not applied when it is no lost right (y-websocket's type 2). */
const NOT_SAVED = 'niet opgeslagen';

/**
 * Keeps one Y.Doc in step with the server over y-websocket's wire. Beside a stock client it counts
 * what is durable, bundles keystrokes, and keeps nothing in browser storage: what is not saved lives
 * in this page's memory until it is.
 */
export class Provider {
	readonly doc: Y.Doc;
	readonly presence: Presence;
	readonly changed = new Signal();
	readonly #line: Line;
	readonly #count = new SavedCount();
	#isSynced = false;
	/** Everything the server had has arrived over this connection. */
	#isLive = false;
	#canSave = true;
	/** The server asked for our state on this connection and got it: from then on updates may follow. */
	#isAsked = false;
	/** What the server surely has: its state vector when it last asked for ours. */
	#serverHas: Uint8Array | null = null;
	/** The first state comes in pieces; a page that drew each of them would stand still. */
	#arriving: Uint8Array[] | null = null;
	#outbox: Uint8Array[] = [];
	#flushTimer: ReturnType<typeof setTimeout> | undefined;

	/** `name` as the server knows the document, e.g. board/<uuid>. */
	constructor(name: string, doc: Y.Doc, lines: Lines) {
		this.doc = doc;
		this.#line = new Line(name, lines, {
			opened: () => this.#opened(),
			heard: (frame) => this.#heard(frame),
			closed: () => this.#closed()
		});
		this.presence = new Presence(doc.clientID, (frame) => this.#line.send(frame));
		doc.on('update', this.#onUpdate);
	}

	get connection(): Connection {
		const { refusal, offlineSince } = this.#line;
		if (refusal) return { status: 'refused', reason: refusal };
		if (offlineSince) return { status: 'offline', since: offlineSince };
		if (!this.#isLive) return { status: 'connecting' };
		return { status: this.#canSave ? 'live' : 'not-saving' };
	}

	get way(): Way {
		return this.#line.way;
	}

	/** Everything the server had has arrived at least once. */
	get isSynced(): boolean {
		return this.#isSynced;
	}

	/** Local changes that are not yet on the server's disk. */
	get unsaved(): number {
		return this.#count.unsaved;
	}

	/** When the last change became durable. */
	get savedAt(): Date | null {
		return this.#count.savedAt;
	}

	/** Opens the line, and again whenever that makes sense. Returns its own undo. */
	start(): () => void {
		const unfollow = followPage({
			isUnsaved: () => this.unsaved > 0,
			shown: (isVisible) => this.presence.setVisible(isVisible),
			woke: () => this.#line.check(clientFrames.query()),
			networkLost: () => this.#line.cut(),
			leaving: () => {
				this.#flush();
				this.#line.hurry();
			},
			restored: () => this.#line.renew(),
			tick: () => this.#line.tick(clientFrames.query())
		});
		const stopLine = this.#line.start();
		return () => {
			unfollow();
			this.#flush();
			stopLine();
			this.doc.off('update', this.#onUpdate);
		};
	}

	readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
		if (origin === this) return;
		this.#count.change();
		// Until the server asks, it goes along with the answer.
		if (this.#isAsked) this.#outbox.push(update);
		this.#flushTimer ??= setTimeout(() => this.#flush(), BUNDLE);
		this.changed.emit();
	};

	#opened(): void {
		this.#count.reopen();
		this.#canSave = true;
		this.#arriving = [];
		this.#line.send(clientFrames.stepOne(Y.encodeStateVector(this.doc)));
		this.presence.announce();
	}

	#closed(): void {
		this.#isLive = false;
		this.#isAsked = false;
		this.#outbox = [];
		// What came is good: the next connection asks for the rest only.
		this.#applyArrived();
		this.presence.clear();
		this.changed.emit();
	}

	#heard(bytes: Uint8Array): void {
		try {
			this.#take(readServerFrame(bytes));
		} catch (error) {
			// A Y.Doc that threw is not to be trusted, and neither is who made it throw.
			this.#line.refuse('broken');
			reportError(error);
		}
	}

	#take(frame: ServerFrame): void {
		switch (frame.kind) {
			case 'step-one':
				return this.#answer(frame.stateVector);
			case 'update':
				if (!this.#arriving) return Y.applyUpdate(this.doc, frame.update, this);
				this.#arriving.push(frame.update);
				if (frame.isAnswer) this.#becomeLive();
				return;
			case 'awareness':
				return this.presence.hear(frame.entries);
			case 'denied':
				if (frame.reason !== NOT_SAVED) return this.#line.refuse('no-right');
				// It asks again when it can: everything goes along with that answer.
				this.#canSave = false;
				this.#isAsked = false;
				this.#outbox = [];
				return this.changed.emit();
			case 'saved':
				this.#count.saved(frame.count);
				return this.changed.emit();
			case 'unknown':
				return;
		}
	}

	/** Whatever the server lacks, typed while the line was down included. */
	#answer(stateVector: Uint8Array): void {
		this.#outbox = [];
		this.#isAsked = true;
		this.#serverHas = stateVector;
		this.#canSave = true;
		this.#sendCounted(clientFrames.stepTwo(Y.encodeStateAsUpdate(this.doc, stateVector)));
		this.changed.emit();
	}

	#becomeLive(): void {
		this.#applyArrived();
		this.#isSynced = true;
		this.#isLive = true;
		this.#line.settle();
		this.changed.emit();
		if (this.unsaved > 0) this.#flush();
	}

	/** In one transaction, so that a page follows once. */
	#applyArrived(): void {
		const updates = this.#arriving ?? [];
		this.#arriving = null;
		if (updates.length === 0) return;
		const apply = () => updates.forEach((update) => Y.applyUpdate(this.doc, update, this));
		Y.transact(this.doc, apply, this, false);
	}

	#flush(): void {
		clearTimeout(this.#flushTimer);
		this.#flushTimer = undefined;
		if (!this.#isAsked) return this.#offer();
		const updates = this.#outbox;
		this.#outbox = [];
		const [first] = updates;
		if (!first) return;
		const update = updates.length === 1 ? first : Y.mergeUpdates(updates);
		this.#sendCounted(clientFrames.update(update));
	}

	/**
	 * The server sent everything it has and asks for nothing: to it one only reads. What was changed
	 * here nevertheless is offered, so that it says no and the page can say so, instead of waiting.
	 */
	#offer(): void {
		if (!this.#isLive || !this.#canSave || !this.#serverHas || this.unsaved === 0) return;
		const update = Y.encodeStateAsUpdate(this.doc, this.#serverHas);
		this.#sendCounted(clientFrames.stepTwo(update));
	}

	#sendCounted(frame: Uint8Array<ArrayBuffer>): void {
		this.#count.sent();
		this.#line.send(frame);
	}
}
