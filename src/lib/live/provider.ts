import * as Y from 'yjs';
import { refusalOf, type RefusalReason } from './close-codes';
import { Signal } from './live';
import { Presence } from './presence';
import { clientFrames, readServerFrame } from './wire';

/** How the line to the server is. */
export type Connection =
	| { status: 'connecting' }
	| { status: 'live' }
	| { status: 'offline'; since: Date }
	| { status: 'refused'; reason: RefusalReason };

/** Ms in which keystrokes are bundled into one update. */
const BUNDLE = 40;
/** Ms without a word from the server (it speaks every 15 s) before the line counts as dead. */
const SILENCE = 45_000;
/** Ms a connection may take to be made. */
const PATIENCE = 10_000;
/** Ms to the first try again, and at most; with full jitter. */
const RETRY_FIRST = 500;
const RETRY_MOST = 8_000;

/**
 * Keeps one Y.Doc in step with the server over y-websocket's wire. Beside a stock client it counts
 * what is durable, bundles keystrokes, knows which closes are final, and keeps nothing in browser
 * storage: what is not saved lives in this page's memory until it is.
 */
export class Provider {
	readonly doc: Y.Doc;
	readonly presence: Presence;
	readonly changed = new Signal();
	readonly #name: string;
	#connection: Connection = { status: 'connecting' };
	#isSynced = false;
	#socket: WebSocket | null = null;
	/** The server asked for our state on this connection and got it: from then on updates may follow. */
	#answered = false;
	#outbox: Uint8Array[] = [];
	#flushTimer: ReturnType<typeof setTimeout> | undefined;
	#retryTimer: ReturnType<typeof setTimeout> | undefined;
	#silenceTimer: ReturnType<typeof setTimeout> | undefined;
	#tries = 0;
	#stopped = false;
	/** Local changes made, and how many of them are on disk. */
	#made = 0;
	#durable = 0;
	#savedAt: Date | null = null;
	/** Per update frame of this connection: how many local changes it and those before it carried. */
	#carried: number[] = [];

	/** `name` as the server knows the document, e.g. board/<uuid>. */
	constructor(name: string, doc: Y.Doc) {
		this.#name = name;
		this.doc = doc;
		this.presence = new Presence(doc.clientID, (frame) => this.#send(frame));
		doc.on('update', this.#onUpdate);
	}

	get connection(): Connection {
		return this.#connection;
	}

	/** Everything the server had has arrived at least once. */
	get isSynced(): boolean {
		return this.#isSynced;
	}

	/** Local changes that are not yet on the server's disk. */
	get unsaved(): number {
		return this.#made - this.#durable;
	}

	/** When the last change became durable. */
	get savedAt(): Date | null {
		return this.#savedAt;
	}

	/** Opens the line, and again whenever that makes sense. Returns its own undo. */
	start(): () => void {
		const online = () => this.#retryNow();
		const offline = () => {
			// A connection that was being made may never say that it failed.
			this.#becomeOffline();
			this.#socket?.close();
		};
		const visible = () => {
			this.presence.setVisible(document.visibilityState === 'visible');
			if (document.visibilityState === 'visible') this.#retryNow();
		};
		const leaving = (event: BeforeUnloadEvent) => {
			this.#flush();
			if (this.unsaved > 0) event.preventDefault();
		};
		window.addEventListener('online', online);
		window.addEventListener('offline', offline);
		window.addEventListener('beforeunload', leaving);
		document.addEventListener('visibilitychange', visible);
		visible();
		this.#open();
		return () => {
			window.removeEventListener('online', online);
			window.removeEventListener('offline', offline);
			window.removeEventListener('beforeunload', leaving);
			document.removeEventListener('visibilitychange', visible);
			this.#flush();
			this.#stopped = true;
			clearTimeout(this.#retryTimer);
			clearTimeout(this.#silenceTimer);
			this.doc.off('update', this.#onUpdate);
			this.#socket?.close();
		};
	}

	readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
		if (origin === this) return;
		this.#made += 1;
		this.#outbox.push(update);
		this.#flushTimer ??= setTimeout(() => this.#flush(), BUNDLE);
		this.changed.emit();
	};

	#open(): void {
		if (this.#stopped || this.#socket || this.#connection.status === 'refused') return;
		clearTimeout(this.#retryTimer);
		clearTimeout(this.#silenceTimer);
		const protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
		const socket = new WebSocket(`${protocol}//${location.host}/sync/${this.#name}?saved=1`);
		socket.binaryType = 'arraybuffer';
		let opened = false;
		this.#silenceTimer = setTimeout(() => socket.close(), PATIENCE);
		if (!navigator.onLine) this.#becomeOffline();
		socket.onopen = () => {
			opened = true;
			this.#answered = false;
			this.#carried = [];
			socket.send(clientFrames.stepOne(Y.encodeStateVector(this.doc)));
			this.presence.announce();
			this.#heard();
		};
		socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
			this.#heard();
			this.#receive(new Uint8Array(data));
		};
		socket.onclose = ({ code }) => {
			if (this.#socket !== socket) return;
			this.#socket = null;
			clearTimeout(this.#silenceTimer);
			this.presence.clear();
			if (this.#stopped) return;
			const refusal = refusalOf(code);
			if (refusal) this.#refuse(refusal);
			else {
				this.#becomeOffline();
				if (opened) this.#retryLater();
				else void this.#askWhy();
			}
		};
		this.#socket = socket;
	}

	#receive(bytes: Uint8Array): void {
		const frame = readServerFrame(bytes);
		switch (frame.kind) {
			case 'step-one':
				return this.#answer(frame.stateVector);
			case 'update':
				Y.applyUpdate(this.doc, frame.update, this);
				if (frame.isAnswer) this.#becomeLive();
				return;
			case 'awareness':
				return this.presence.hear(frame.entries);
			case 'denied':
				return this.#refuse('no-right');
			case 'saved':
				this.#durable = Math.max(this.#durable, this.#carried[frame.count - 1] ?? 0);
				this.#savedAt = new Date();
				return this.changed.emit();
			case 'unknown':
				return;
		}
	}

	/** Whatever the server lacks, typed while the line was down included. */
	#answer(stateVector: Uint8Array): void {
		this.#outbox = [];
		this.#answered = true;
		this.#sendCounted(clientFrames.stepTwo(Y.encodeStateAsUpdate(this.doc, stateVector)));
	}

	#flush(): void {
		clearTimeout(this.#flushTimer);
		this.#flushTimer = undefined;
		// Without a line, or before our state was asked for, it goes along with that answer.
		if (this.#outbox.length === 0 || !this.#answered || !this.#isOpen()) return;
		const updates = this.#outbox;
		this.#outbox = [];
		const [first] = updates;
		const update = updates.length === 1 && first ? first : Y.mergeUpdates(updates);
		this.#sendCounted(clientFrames.update(update));
	}

	#sendCounted(frame: Uint8Array<ArrayBuffer>): void {
		this.#carried.push(this.#made);
		this.#send(frame);
	}

	#send(frame: Uint8Array<ArrayBuffer>): void {
		if (this.#isOpen()) this.#socket?.send(frame);
	}

	#isOpen(): boolean {
		return this.#socket?.readyState === WebSocket.OPEN;
	}

	#becomeLive(): void {
		this.#tries = 0;
		this.#isSynced = true;
		this.#set({ status: 'live' });
	}

	#becomeOffline(): void {
		const { status } = this.#connection;
		if (status === 'connecting' || status === 'live') {
			this.#set({ status: 'offline', since: new Date() });
		}
	}

	#refuse(reason: RefusalReason): void {
		this.#set({ status: 'refused', reason });
		this.#socket?.close();
	}

	#set(connection: Connection): void {
		this.#connection = connection;
		this.changed.emit();
	}

	/** A refusal before the upgrade looks like a lost line to a page, so it asks. */
	async #askWhy(): Promise<void> {
		try {
			const { status } = await fetch(`/api/sync/${this.#name}`);
			if (status === 401) return this.#refuse('signed-out');
			if (status === 404) return this.#refuse('gone');
		} catch {
			// No line at all.
		}
		this.#retryLater();
	}

	#retryLater(): void {
		clearTimeout(this.#retryTimer);
		const most = Math.min(RETRY_MOST, RETRY_FIRST * 2 ** this.#tries);
		this.#tries += 1;
		this.#retryTimer = setTimeout(() => this.#open(), RETRY_FIRST / 2 + Math.random() * most);
	}

	#retryNow(): void {
		this.#tries = 0;
		this.#open();
	}

	#heard(): void {
		clearTimeout(this.#silenceTimer);
		this.#silenceTimer = setTimeout(() => this.#socket?.close(), SILENCE);
	}
}
