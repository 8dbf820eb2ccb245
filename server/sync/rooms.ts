import * as Y from 'yjs';
import { CommitQueue } from './commit-queue.ts';
import { Connection, type Grant, type Line } from './connection.ts';
import { frames } from './frame.ts';
import { syncLimits, type CloseReason } from './limits.ts';
import { Room, type Change } from './room.ts';
import type { DocumentRules } from './scan.ts';
import type { StoredDocument, UpdateLog } from './update-log.ts';

/** No stored version of the document can be opened; nobody gets an empty one instead. */
export class DocumentUnreadable extends Error {}

export interface RoomsLogger {
	error(facts: object, message: string): void;
	warn(facts: object, message: string): void;
}

const emptyPresence = frames.awareness([]);

/** Every open document on this node, and every connection to one. */
export class Rooms {
	readonly #log: UpdateLog;
	readonly #queue: CommitQueue;
	readonly #rulesFor: (name: string) => DocumentRules;
	readonly #logger: RoomsLogger;
	readonly #rooms = new Map<string, Promise<Room | null>>();
	readonly #connections = new Set<Connection>();
	/** Ms since epoch of the last use of a room without connections. */
	readonly #idleSince = new Map<string, number>();
	/** How often rights were read again: who is coming in meanwhile asks once more. */
	rechecks = 0;
	readonly #timers: NodeJS.Timeout[] = [];
	#closing = false;

	constructor(parts: {
		log: UpdateLog;
		rulesFor: (name: string) => DocumentRules;
		logger: RoomsLogger;
	}) {
		this.#log = parts.log;
		this.#rulesFor = parts.rulesFor;
		this.#logger = parts.logger;
		this.#queue = new CommitQueue(parts.log);
		this.#timers.push(
			setInterval(() => void this.#publishPresence(), syncLimits.presence).unref(),
			setInterval(() => this.#tick(Date.now()), 1_000).unref()
		);
	}

	get connections(): ReadonlySet<Connection> {
		return this.#connections;
	}

	connectionsOf(memberId: string): number {
		let count = 0;
		for (const connection of this.#connections) {
			if (connection.grant.memberId === memberId) count += 1;
		}
		return count;
	}

	/** Opens the room, one load shared by all who wait; null when there is no such document. */
	async open(name: string): Promise<Room | null> {
		this.#idleSince.set(name, Date.now());
		let opening = this.#rooms.get(name);
		if (!opening) {
			opening = this.#load(name);
			this.#rooms.set(name, opening);
			opening.then(
				(room) => room ?? this.#forget(name, opening),
				() => this.#forget(name, opening)
			);
		}
		const room = await opening;
		return room?.closed ? this.open(name) : room;
	}

	connect(room: Room, grant: Grant, line: Line, wantsSaved: boolean): Connection {
		const connection = new Connection(room.name, grant, line, { wantsSaved, now: Date.now() });
		this.#connections.add(connection);
		room.join(connection);
		return connection;
	}

	async disconnect(connection: Connection): Promise<void> {
		connection.closed = true;
		this.#connections.delete(connection);
		const room = await this.#opened(connection.document);
		room?.leave(connection);
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

	/**
	 * Decides anew what open connections may do. `decide` gives a grant or why there is none; it is
	 * asked once per sign-in and document, and all connections of these two follow at once, so that
	 * no older decision comes after a newer one. SQLite answers without ever leaving the event loop:
	 * it is given back after every decision, and a sweep over a thousand people stops nobody.
	 */
	async recheck(
		concerns: (connection: Connection) => boolean,
		decide: (connection: Connection) => Promise<Grant | CloseReason>
	): Promise<void> {
		this.rechecks += 1;
		const concerned = [...this.#connections].filter(concerns);
		const groups = Map.groupBy(concerned, (c) => `${c.grant.signInId} ${c.document}`);
		for (const connections of groups.values()) {
			const [first] = connections;
			if (!first) continue;
			const decided = await decide(first);
			const room = await this.#opened(first.document);
			for (const connection of connections) {
				if (connection.closed) continue;
				if (typeof decided === 'string') connection.close(decided, 'access ended');
				else room?.regrant(connection, decided);
			}
			await new Promise((resolve) => setImmediate(resolve));
		}
	}

	/** Sign-ins whose page somebody looks at. */
	async signInsInUse(): Promise<Set<string>> {
		const rooms = await Promise.all(
			[...this.#rooms.values()].map((room) => room.catch(() => null))
		);
		return new Set(
			rooms.flatMap((room) => room?.presence.visible().map(({ grant }) => grant.signInId) ?? [])
		);
	}

	/** Flushes, tells every client to come back in a moment, and stops. */
	async close(): Promise<void> {
		this.#closing = true;
		for (const timer of this.#timers) clearInterval(timer);
		await this.#queue.idle();
		for (const connection of this.#connections) connection.close('restart', 'restart');
		for (const name of [...this.#rooms.keys()]) await this.#unload(name);
		await this.#queue.idle();
	}

	async #load(name: string): Promise<Room | null> {
		// A room that just failed may still have commits under way.
		await this.#queue.idle();
		const stored = await this.#log.load(name);
		if (!stored) return null;
		return new Room(
			name,
			{ ...openNewest(name, stored, this.#logger), from: stored },
			{
				rules: this.#rulesFor(name),
				queue: this.#queue,
				onFailure: (room, error, reason) => this.#failed(room, error, reason)
			}
		);
	}

	/** The document in memory is not what is on disk: everybody leaves and it is opened anew. */
	#failed(room: Room, error: unknown, reason: CloseReason): void {
		if (room.closed) return;
		room.closed = true;
		this.#logger.error({ err: error, document: room.name }, 'room closed');
		this.#rooms.delete(room.name);
		for (const connection of room.connections) connection.close(reason, 'not saved');
	}

	async #opened(name: string): Promise<Room | null> {
		return (await this.#rooms.get(name)?.catch(() => null)) ?? null;
	}

	#forget(name: string, opening: Promise<Room | null> | undefined): void {
		if (this.#rooms.get(name) === opening) this.#rooms.delete(name);
	}

	async #publishPresence(): Promise<void> {
		for (const opening of this.#rooms.values()) {
			const room = await opening.catch(() => null);
			if (room && room.connections.size > 0) room.presence.publish();
		}
	}

	#tick(now: number): void {
		for (const connection of this.#connections) {
			if (now >= connection.grant.signInEnds) connection.close('signInEnded', 'sign-in ended');
			else if (!connection.spoke && now - connection.openedAt > syncLimits.firstFrame) {
				connection.close('policy', 'said nothing');
			} else if (now - connection.lastSent > syncLimits.heartbeat) {
				connection.send(emptyPresence);
			}
		}
		for (const name of [...this.#rooms.keys()]) void this.#care(name, now);
	}

	async #care(name: string, now: number): Promise<void> {
		const room = await this.#opened(name);
		if (!room || this.#closing) return;
		const idle = now - (this.#idleSince.get(name) ?? now) > syncLimits.idleRoom;
		if (room.connections.size === 0 && idle) await this.#unload(name);
		else if (room.wantsSnapshot) await this.#saveSnapshot(room);
	}

	async #unload(name: string): Promise<void> {
		const room = await this.#opened(name);
		if (room && !room.closed && room.wantsSnapshot) await this.#saveSnapshot(room);
		if (room && room.connections.size > 0 && !this.#closing) return;
		this.#rooms.delete(name);
		this.#idleSince.delete(name);
		if (room) {
			room.closed = true;
			room.doc.destroy();
		}
	}

	async #saveSnapshot(room: Room): Promise<void> {
		// Asked for again at the next threshold, also when it fails: the log has everything.
		room.snapshotSaved();
		try {
			const { bytes, seq } = await room.whenCommitted((doc) => ({
				bytes: Y.encodeStateAsUpdate(doc),
				seq: room.seq
			}));
			verify(bytes, room.doc);
			await this.#log.saveSnapshot(room.name, seq, bytes);
		} catch (error) {
			this.#logger.warn({ err: error, document: room.name }, 'no snapshot');
		}
	}
}

/** A snapshot that does not load to the same clocks is never written. */
function verify(bytes: Uint8Array, doc: Y.Doc): void {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, bytes);
	for (const client of copy.store.clients.keys()) {
		if (Y.getState(copy.store, client) > Y.getState(doc.store, client)) {
			throw new DocumentUnreadable('snapshot differs');
		}
	}
	copy.destroy();
}

function openNewest(
	name: string,
	stored: StoredDocument,
	logger: RoomsLogger
): { doc: Y.Doc; tail: { updates: number; bytes: number }; size: number } {
	for (const version of stored.versions) {
		const doc = new Y.Doc();
		try {
			const updates = version.snapshot ? [version.snapshot, ...version.tail] : version.tail;
			doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)));
			if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('incomplete');
			const bytes = version.tail.reduce((sum, update) => sum + update.length, 0);
			return {
				doc,
				tail: { updates: version.tail.length, bytes },
				size: bytes + (version.snapshot?.length ?? 0)
			};
		} catch (error) {
			logger.error({ err: error, document: name, seq: version.seq }, 'snapshot unreadable');
			doc.destroy();
		}
	}
	throw new DocumentUnreadable(name);
}
