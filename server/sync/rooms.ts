import * as Y from 'yjs';
import { CommitQueue } from './commit-queue.ts';
import { Compactor } from './compactor.ts';
import { Connection, type Grant, type Line } from './connection.ts';
import { Content } from './content.ts';
import { frames } from './frame.ts';
import { syncLimits, type CloseReason } from './limits.ts';
import { Parcel } from './parcel.ts';
import { Room, type Change, type Commit, type RoomParts } from './room.ts';
import type { DocumentRules } from './scan.ts';
import { SaveHealth } from './save-health.ts';
import type { StoreBroken, StoredDocument, UpdateLog } from './update-log.ts';
import type { SyncWatch } from './watch.ts';

/** No stored version of the document can be opened; nobody gets an empty one instead. */
export class DocumentUnreadable extends Error {}

export interface RoomsLogger {
	error(facts: object, message: string): void;
	warn(facts: object, message: string): void;
}

type Heard = (document: string, commits: readonly Commit[]) => void;
/** Which connections a change of rights is about, and what each of them may do from here on. */
type Concerns = (connection: Connection) => boolean;
type Decide = (connection: Connection) => Promise<Grant | CloseReason>;

const emptyPresence = Parcel.of(frames.awareness([]));

/**
 * Every open document on this node, and every connection to one. One file above 400 lines: opening,
 * rechecking, sealing and closing all work on these same maps.
 */
export class Rooms {
	readonly #log: UpdateLog;
	readonly #queue: CommitQueue;
	readonly #health: SaveHealth;
	readonly #compactor: Compactor;
	readonly #rulesFor: (name: string) => DocumentRules;
	readonly #logger: RoomsLogger;
	readonly #watch: SyncWatch | null;
	readonly #now: () => number;
	readonly #opening = new Map<string, Promise<Room | null>>();
	/** Those of `#opening` that are open. */
	readonly #rooms = new Map<string, Room>();
	readonly #connections = new Set<Connection>();
	readonly #byMember = new Map<string, number>();
	/** Ms since epoch of the last use of a room without connections. */
	readonly #idleSince = new Map<string, number>();
	/** How often rights were read again: who is coming in meanwhile asks once more. */
	rechecks = 0;
	readonly #rechecking = new Set<Promise<void>>();
	/** Beginnings of names of documents about to be taken away: nothing more comes into them. */
	readonly #sealed = new Set<string>();
	readonly #listeners = new Set<Heard>();
	readonly #timers: NodeJS.Timeout[] = [];
	#compacting = false;
	#closing = false;

	constructor(parts: {
		log: UpdateLog;
		rulesFor: (name: string) => DocumentRules;
		logger: RoomsLogger;
		watch?: SyncWatch;
		/** The store must not be asked again in this process. */
		onBroken: (error: StoreBroken) => void;
		/** Ms since epoch, by which sign-ins end. */
		now?: () => number;
	}) {
		this.#log = parts.log;
		this.#rulesFor = parts.rulesFor;
		this.#logger = parts.logger;
		this.#watch = parts.watch ?? null;
		this.#now = parts.now ?? Date.now;
		this.#queue = new CommitQueue(parts.log, {
			committed: (facts) => this.#watch?.committed(facts),
			commitFailed: (error) => {
				this.#watch?.commitFailed(error);
				if (this.#health.failed(error)) {
					this.#logger.error({ err: error }, 'cannot save: reading only until it can');
				}
			}
		});
		this.#health = new SaveHealth(parts.log, {
			recovered: () => {
				this.#logger.warn({}, 'can save again');
				for (const room of this.#rooms.values()) room.askAgain();
			},
			broken: parts.onBroken
		});
		this.#compactor = new Compactor();
		this.#timers.push(
			setInterval(() => this.#publishPresence(), syncLimits.presenceTick).unref(),
			setInterval(() => this.#tick(this.#now()), 1_000).unref()
		);
	}

	/** Makes ready what takes a while to start. */
	prepare(): void {
		this.#compactor.start();
	}

	get connections(): ReadonlySet<Connection> {
		return this.#connections;
	}

	/** Rooms open now, and the bytes of the documents in them. */
	get figures(): { rooms: number; documentBytes: number } {
		let documentBytes = 0;
		for (const room of this.#rooms.values()) documentBytes += room.content.bytes;
		return { rooms: this.#rooms.size, documentBytes };
	}

	connectionsOf(memberId: string): number {
		return this.#byMember.get(memberId) ?? 0;
	}

	/** Opens the room, one load shared by all who wait; null when there is no such document. */
	async open(name: string): Promise<Room | null> {
		this.#idleSince.set(name, Date.now());
		let opening = this.#opening.get(name);
		if (!opening) {
			opening = this.#load(name);
			this.#opening.set(name, opening);
			opening.then(
				(room) => room ?? this.#forget(name, opening),
				() => this.#forget(name, opening)
			);
		}
		const room = await opening;
		return room?.closed ? this.open(name) : room;
	}

	connect(room: Room, grant: Grant, line: Line, wantsSaved: boolean): Connection {
		const connection = new Connection(room.name, grant, line, {
			wantsSaved,
			now: Date.now(),
			onClose: (closed, reason, why) => this.#watch?.closed(closed, reason, why)
		});
		this.#connections.add(connection);
		this.#count(grant.memberId, 1);
		// It may have left memory while the upgrade was decided.
		if (room.closed) connection.close('tryLater', 'room closed');
		else room.join(connection);
		return connection;
	}

	disconnect(connection: Connection): void {
		connection.closed = true;
		if (!this.#connections.delete(connection)) return;
		this.#count(connection.grant.memberId, -1);
		this.#rooms.get(connection.document)?.leave(connection);
		this.#idleSince.set(connection.document, Date.now());
	}

	/** Reads a document as it stands on disk; null when there is none. */
	async read<T>(name: string, read: (doc: Y.Doc, room: Room) => T): Promise<T | null> {
		const room = await this.open(name);
		return room ? room.whenCommitted((doc) => read(doc, room)) : null;
	}

	/** A change by the server itself, through the same log as everybody's. False: no such document. */
	async apply(name: string, change: (doc: Y.Doc) => void, by: Change): Promise<boolean> {
		const room = await this.open(name);
		if (!room) return false;
		await room.apply(change, by);
		return true;
	}

	/** Names of the documents that are open now. */
	get names(): string[] {
		return [...this.#rooms.keys()];
	}

	/** Members who have this document open now. */
	membersIn(name: string): Set<string> {
		const connections = this.#rooms.get(name)?.connections ?? [];
		return new Set([...connections].map(({ grant }) => grant.memberId));
	}

	/** Ms without a sign of life of each who has this document open; 0: as it is of a line that works. */
	quietIn(name: string): Map<string, number> {
		const quiet = new Map<string, number>();
		for (const { grant, quietFor } of this.#rooms.get(name)?.connections ?? []) {
			quiet.set(grant.memberId, Math.min(quietFor, quiet.get(grant.memberId) ?? Infinity));
		}
		return quiet;
	}

	/**
	 * Where what must read content hangs: called after every commit that changed a document, with the
	 * updates that were in it. Returns its own undo.
	 */
	onCommitted(heard: Heard): () => void {
		this.#listeners.add(heard);
		return () => this.#listeners.delete(heard);
	}

	/**
	 * Nobody writes in documents whose name begins like this while `work` runs, and whoever tries keeps
	 * what she wrote and is asked for it after. What was accepted before is what a `read` gives.
	 */
	async sealed<T>(prefix: string, work: () => Promise<T>): Promise<T> {
		this.#sealed.add(prefix);
		try {
			return await work();
		} finally {
			this.#sealed.delete(prefix);
			for (const room of this.#rooms.values()) if (room.name.startsWith(prefix)) room.askAgain();
		}
	}

	#isSealed(name: string): boolean {
		for (const prefix of this.#sealed) if (name.startsWith(prefix)) return true;
		return false;
	}

	/** These documents are gone from the store: whoever has one open is told why. */
	async remove(names: readonly string[], reason: CloseReason): Promise<void> {
		for (const name of names) {
			await this.#opening.get(name)?.catch(() => null);
			const room = this.#rooms.get(name);
			if (!room) continue;
			this.#remove(room);
			for (const connection of room.connections) connection.close(reason, 'document gone');
		}
	}

	/**
	 * Decides anew what open connections may do. `decide` gives a grant or why there is none; it is
	 * asked once per sign-in and document, and all connections of these two follow at once, so that
	 * no older decision comes after a newer one. SQLite answers without ever leaving the event loop:
	 * it is given back after every decision, and a sweep over a thousand people stops nobody.
	 */
	recheck(concerns: Concerns, decide: Decide): Promise<void> {
		this.rechecks += 1;
		const done = this.#recheck(concerns, decide);
		const ended = done.catch(() => undefined).finally(() => this.#rechecking.delete(ended));
		this.#rechecking.add(ended);
		return done;
	}

	/** Resolves when every right that was being read again is in force. */
	async rightsRead(): Promise<void> {
		await Promise.all(this.#rechecking);
	}

	async #recheck(concerns: Concerns, decide: Decide): Promise<void> {
		const concerned = [...this.#connections].filter(concerns);
		const groups = Map.groupBy(concerned, (c) => `${c.grant.signInId} ${c.document}`);
		for (const connections of groups.values()) {
			const [first] = connections;
			if (!first) continue;
			const decided = await decide(first);
			const room = this.#rooms.get(first.document);
			for (const connection of connections) {
				if (connection.closed) continue;
				if (typeof decided === 'string') connection.close(decided, 'access ended');
				else room?.regrant(connection, decided);
			}
			await new Promise((resolve) => setImmediate(resolve));
		}
	}

	/** Sign-ins whose page somebody looks at. */
	signInsInUse(): Set<string> {
		const rooms = [...this.#rooms.values()];
		return new Set(
			rooms.flatMap((room) => room.presence.visible().map(({ grant }) => grant.signInId))
		);
	}

	/** Who has which document before her eyes. */
	watching(): { document: string; memberId: string }[] {
		return [...this.#rooms.values()].flatMap((room) =>
			room.presence
				.visible()
				.map(({ grant }) => ({ document: room.name, memberId: grant.memberId }))
		);
	}

	/** Flushes, tells every client to come back in a moment, and stops. */
	async close(): Promise<void> {
		this.#closing = true;
		for (const timer of this.#timers) clearInterval(timer);
		this.#health.stop();
		await Promise.all([...this.#rooms.keys()].map((name) => this.#queue.settled(name)));
		for (const connection of this.#connections) connection.close('restart', 'restart');
		for (const room of [...this.#rooms.values()]) this.#unload(room);
		await this.#queue.idle();
		await this.#compactor.close();
	}

	async #load(name: string): Promise<Room | null> {
		// A room that just failed may still have commits under way.
		await this.#queue.settled(name);
		const stored = await this.#log.load(name);
		if (!stored) return null;
		const content = await this.#openNewest(name, stored);
		const parts: RoomParts = {
			rules: this.#rulesFor(name),
			queue: this.#queue,
			canSave: () => this.#health.canSave && !this.#isSealed(name),
			onFailure: (room, error, reason) => this.#failed(room, error, reason),
			onCommitted: (room, commits) => this.#listeners.forEach((heard) => heard(room.name, commits)),
			onLongTail: (room) => this.#compact(room),
			quarantine: (what) => {
				this.#log
					.quarantine(what)
					.catch((error: unknown) => this.#logger.error({ err: error }, 'not quarantined'));
			}
		};
		const { clients, epoch } = stored;
		const room = new Room(name, { content, clients, epoch }, parts);
		this.#rooms.set(name, room);
		return room;
	}

	/** The newest stored version that can be read. */
	async #openNewest(name: string, stored: StoredDocument): Promise<Content> {
		if (stored.damaged > 0) {
			this.#logger.error({ document: name, rows: stored.damaged }, 'damaged rows left out');
		}
		for (const version of stored.versions) {
			try {
				const content = new Content(version);
				// Rows from before the checksums show only when they are loaded whether they can be.
				if (!version.proven) await content.open();
				return content;
			} catch (error) {
				this.#logger.error({ err: error, document: name, seq: version.seq }, 'version unreadable');
			}
		}
		throw new DocumentUnreadable(name);
	}

	/** The document in memory is not what is on disk: everybody leaves and it is opened anew. */
	#failed(room: Room, error: unknown, reason: CloseReason): void {
		if (room.closed) return;
		this.#logger.error({ err: error, document: room.name }, 'room closed');
		this.#remove(room);
		for (const connection of room.connections) connection.close(reason, 'not saved');
	}

	#remove(room: Room): void {
		room.closed = true;
		this.#rooms.delete(room.name);
		this.#opening.delete(room.name);
		this.#idleSince.delete(room.name);
		room.content.close();
	}

	#forget(name: string, opening: Promise<Room | null> | undefined): void {
		if (this.#opening.get(name) !== opening) return;
		this.#opening.delete(name);
		this.#idleSince.delete(name);
	}

	#count(memberId: string, change: 1 | -1): void {
		const count = this.connectionsOf(memberId) + change;
		if (count > 0) this.#byMember.set(memberId, count);
		else this.#byMember.delete(memberId);
	}

	#publishPresence(): void {
		const now = performance.now();
		for (const room of this.#rooms.values()) {
			if (room.connections.size > 0 && room.presence.isDue(now)) room.presence.publish();
		}
	}

	#tick(now: number): void {
		for (const connection of this.#connections) {
			if (now >= connection.grant.signInEnds) connection.close('signInEnded', 'sign-in ended');
			else if (!connection.spoke && Date.now() - connection.openedAt > syncLimits.firstFrame) {
				connection.close('policy', 'said nothing');
			} else if (Date.now() - connection.lastSent > syncLimits.heartbeat) {
				connection.deliver(emptyPresence);
			}
		}
		const wall = Date.now();
		this.#makeRoom(wall);
		for (const room of this.#rooms.values()) {
			if (room.wantsSnapshot(wall)) this.#compact(room);
		}
	}

	/** Documents nobody is in leave memory: after a while, or at once when there is too much of it. */
	#makeRoom(now: number): void {
		let { documentBytes } = this.figures;
		const idle = [...this.#rooms.values()]
			.filter((room) => room.connections.size === 0)
			.map((room) => ({ room, since: this.#idleSince.get(room.name) ?? now }))
			.sort((a, b) => a.since - b.since);
		for (const { room, since } of idle) {
			const isOld = now - since > syncLimits.idleRoom;
			if (!isOld && documentBytes <= syncLimits.memoryBytes) break;
			documentBytes -= room.content.bytes;
			this.#unload(room);
		}
	}

	#unload(room: Room): void {
		// What is on its way to disk is waited for by whoever sent it.
		if (room.connections.size > 0 && !this.#closing) return;
		this.#remove(room);
	}

	/** One document at a time: the thread has one core at most. */
	#compact(room: Room): void {
		if (this.#compacting || !this.#health.canSave) return;
		this.#compacting = true;
		room.snapshotTried(Date.now());
		this.#compactor
			.compact(room.content)
			.then(async ({ seq, snapshot }) => {
				// It may have been taken away meanwhile, and nothing of it comes back.
				if (room.closed) return;
				await this.#log.saveSnapshot(room.name, seq, snapshot);
				if (!room.closed) room.content.compacted(seq, snapshot.parts);
			})
			.catch((error: unknown) => {
				this.#logger.warn({ err: error, document: room.name }, 'no snapshot');
			})
			.finally(() => (this.#compacting = false));
	}
}
