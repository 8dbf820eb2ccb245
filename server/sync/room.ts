import * as Y from 'yjs';
import { Answers } from './answers.ts';
import { MalformedFrame } from './bytes.ts';
import { ClientIds } from './client-ids.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Connection } from './connection.ts';
import { Content } from './content.ts';
import { DocQueue } from './doc-queue.ts';
import { Door } from './door.ts';
import { Flow, type Delivered } from './flow.ts';
import { frames, readFrame, type Frame } from './frame.ts';
import { syncLimits, type CloseReason } from './limits.ts';
import { isEmpty } from './novelty.ts';
import { Presence } from './presence.ts';
import { scanUpdate, type DocumentRules, type ScannedUpdate } from './scan.ts';
import type { Along, Append, Quarantined } from './update-log.ts';

/** Who the server writes for. */
export interface Change {
	memberId: string | null;
	/** Things made for others: thing id -> member, or null for deliberately nobody. */
	authorship?: ReadonlyMap<string, string | null>;
	/** What else is in the same commit. */
	along?: Along;
}

/** What one update brought; of a member, or (null) of the server itself. */
export interface Commit {
	memberId: string | null;
	/** Whose doing it is, also where the server wrote it for her. */
	by: string | null;
	bytes: Uint8Array;
}

/** What a room needs of the node it is open on. */
export interface RoomParts {
	rules: DocumentRules;
	queue: CommitQueue;
	/** False while the store cannot save: reading goes on, writing is refused. */
	canSave: () => boolean;
	/** The document in memory is no longer what is on disk. */
	onFailure: (room: Room, error: unknown, reason: CloseReason) => void;
	quarantine: (what: Quarantined) => void;
	/** Something new of this document is on disk, in order. */
	onCommitted: (room: Room, commits: readonly Commit[]) => void;
	/** There is so much after the last snapshot that the next should not wait. */
	onLongTail: (room: Room) => void;
}

/** An update frame on its way through the door. */
interface Arrival {
	connection: Connection;
	update: Uint8Array;
	scanned: ScannedUpdate;
	/** Which update frame of this connection it is. */
	frame: number;
	isState: boolean;
}

/**
 * One open document. The one door: size -> rate -> right -> scan without trust -> bind client id ->
 * apply -> append -> commit -> fan out and "saved". What a peer sees here is on disk. One file above 400
 * lines: these steps share one order and one state, and a step elsewhere could be left out.
 */
export class Room {
	readonly name: string;
	/** Goes up when the document is rewritten: who has an older copy opens it anew. */
	readonly epoch: number;
	readonly content: Content;
	readonly presence = new Presence();
	closed = false;
	readonly #parts: RoomParts;
	readonly #clients: ClientIds;
	readonly #door: Door;
	readonly #answers: Answers;
	readonly #flow: Flow;
	/** Sequence number of the last update applied, on disk or on its way there. */
	#seq: number;
	#emitted: Uint8Array[] = [];
	/** Committed since the last fan-out. */
	#window: Delivered[] = [];
	readonly #docQueue: DocQueue;
	/** Ms since epoch. */
	#snapshotAt = -Infinity;

	constructor(
		name: string,
		stored: { content: Content; clients: Map<number, string | null>; epoch: number },
		parts: RoomParts
	) {
		this.name = name;
		this.epoch = stored.epoch;
		this.content = stored.content;
		this.content.onUpdate = (bytes) => this.#emitted.push(bytes);
		this.#parts = parts;
		this.#clients = new ClientIds(stored.content, stored.clients);
		this.#seq = stored.content.seq;
		this.#door = new Door(stored.content, this.#clients);
		this.#answers = new Answers(stored.content, () => this.#seq);
		this.#flow = new Flow(stored.content, this.#answers);
		this.#docQueue = new DocQueue(stored.content, (error) =>
			parts.onFailure(this, error, 'tryLater')
		);
	}

	get connections(): ReadonlySet<Connection> {
		return this.#flow.connections;
	}

	get clients(): ReadonlyMap<number, string | null> {
		return this.#clients.owners;
	}

	/** `now`: ms since epoch. */
	wantsSnapshot(now: number): boolean {
		const { tail, tailBytes } = this.content;
		if (tailBytes > syncLimits.tailBytesUrgent) return true;
		const isLong = tail.length >= syncLimits.tailUpdates || tailBytes >= syncLimits.tailBytes;
		return isLong && now - this.#snapshotAt > syncLimits.snapshots;
	}

	/** A snapshot is being made, or could not be: the next try is a while from now. */
	snapshotTried(now: number): void {
		this.#snapshotAt = now;
	}

	join(connection: Connection): void {
		this.#flow.connections.add(connection);
		if (!this.#parts.rules.withoutPresence) this.presence.join(connection);
		this.#askState(connection);
		this.presence.tell(connection);
	}

	leave(connection: Connection): void {
		if (this.#flow.connections.delete(connection)) this.presence.leave(connection);
	}

	/** The rights of a connection changed while it was open. */
	regrant(connection: Connection, grant: Connection['grant']): void {
		const before = connection.grant.access;
		connection.grant = grant;
		this.presence.refresh(connection);
		if (grant.access !== 'write') return;
		connection.couldWrite = true;
		connection.refusedSince = null;
		if (before === 'read') this.#askState(connection);
	}

	/** The store can save again: whoever may write is asked for what was refused meanwhile. */
	askAgain(): void {
		for (const connection of this.connections) this.#askState(connection);
	}

	/** The line of a connection has room again. */
	drained(connection: Connection): void {
		this.#flow.drained(connection);
	}

	/** One message from a client. Never throws. */
	receive(connection: Connection, bytes: Uint8Array): void {
		if (this.closed || connection.closed) return;
		connection.spoke = true;
		let frame: Frame;
		try {
			frame = readFrame(bytes);
		} catch (error) {
			connection.close('malformed', error instanceof MalformedFrame ? error.message : 'frame');
			return;
		}
		switch (frame.kind) {
			case 'sync-step-1':
				if (!connection.stepOnes.take()) connection.close('tooFast', 'asks too often');
				else this.#answer(connection, frame.stateVector);
				return;
			case 'sync-step-2':
			case 'update':
				if (!connection.updates.take()) connection.close('tooFast', 'writes too fast');
				else this.#receiveUpdate(connection, frame.update, frame.kind === 'sync-step-2');
				return;
			case 'awareness':
				if (!connection.presences.take()) return;
				this.presence.hear(connection, frame.states, (client) =>
					this.#bindPresence(connection, client)
				);
				return;
			case 'query-awareness':
				if (connection.presences.take()) this.presence.tell(connection);
				return;
		}
	}

	/** What the document holds now, once all of that is on disk. */
	async whenCommitted<T>(read: (doc: Y.Doc) => T): Promise<T> {
		const doc = await this.content.open();
		return new Promise((resolve, reject) => {
			const value = read(doc);
			this.#onceOnDisk(() => resolve(value), reject);
		});
	}

	/** The server's own change; resolves when it is on disk. */
	async apply(change: (doc: Y.Doc) => void, by: Change): Promise<void> {
		const doc = await this.content.open();
		if (this.closed || !this.#parts.canSave()) throw new Error('the store cannot save');
		await new Promise<void>((resolve, reject) => {
			try {
				doc.transact(() => change(doc), this);
			} catch (error) {
				// Half a change is in memory and not on its way to disk: opened anew without it.
				this.#parts.onFailure(this, error, 'restart');
				throw error;
			}
			const bound = this.#clients.bind(null, [doc.clientID]);
			this.#append(null, {
				memberId: by.memberId,
				clients: 'fresh' in bound ? bound.fresh : [],
				authorship: by.authorship ?? new Map(),
				...(by.along ? { along: by.along } : {}),
				committed: resolve,
				failed: reject
			});
		});
	}

	#askState(connection: Connection): void {
		if (connection.grant.access !== 'write' || !this.#parts.canSave()) return;
		connection.send(frames.stepOne(this.content.stateVector()));
	}

	/** A newcomer gets only what is on disk. */
	#answer(connection: Connection, stateVector: Uint8Array): void {
		if (Answers.isFresh(stateVector) && !this.#docQueue.isWaiting) {
			const answer = this.#answers.fresh();
			this.#onceOnDisk(() => this.#flow.answer(connection, answer));
			return;
		}
		this.#docQueue.run(connection, stateVector.length, (doc) => {
			const answer = this.#answers.since(stateVector, doc);
			this.#onceOnDisk(() => this.#flow.answer(connection, answer));
		});
	}

	/** Runs when everything applied so far is on disk; not at all when that fails. */
	#onceOnDisk(run: () => void, failed: (error: unknown) => void = () => undefined): void {
		if (this.closed) failed(new Error('room closed'));
		else this.#parts.queue.push(this.name, null, run, failed);
	}

	#receiveUpdate(connection: Connection, update: Uint8Array, isState: boolean): void {
		const frame = connection.saved.next();
		if (update.length > syncLimits.updateBytes) {
			connection.close('tooLarge', 'update too large');
			return;
		}
		let scanned: ScannedUpdate;
		try {
			scanned = scanUpdate(update, this.#parts.rules);
		} catch (error) {
			connection.close('malformed', error instanceof Error ? error.message : 'update');
			return;
		}
		const arrival = { connection, update, scanned, frame, isState };
		if (isEmpty(scanned) && !this.#docQueue.isWaiting) this.#nothingNew(arrival);
		else this.#docQueue.run(connection, update.length, (doc) => this.#accept(arrival, doc));
	}

	#nothingNew({ connection, frame, isState }: Arrival): void {
		this.#onceOnDisk(() => connection.saved.durable(frame, isState));
	}

	#accept(arrival: Arrival, doc: Y.Doc): void {
		const { connection, update, scanned, frame, isState } = arrival;
		if (this.#clients.areOutdated(scanned.ranges.map(({ client }) => client))) {
			connection.close('documentRewritten', 'older than the document');
			return;
		}
		if (!this.#door.isNews(update, scanned, doc)) return this.#nothingNew(arrival);
		if (connection.grant.access !== 'write') return this.#refuseWrite(arrival);
		if (!this.#parts.canSave()) {
			connection.saved.missed(frame);
			connection.send(frames.denied('niet opgeslagen'));
			return;
		}
		const { memberId } = connection.grant;
		const verdict = this.#door.check(memberId, update, scanned, doc);
		if (!verdict.ok) {
			if (verdict.problem === 'gap') this.#askForGap(arrival);
			else connection.close(verdict.reason, verdict.why);
			return;
		}
		try {
			Y.applyUpdate(doc, update, connection);
			const { pendingStructs, pendingDs } = doc.store;
			if (pendingStructs || pendingDs) throw new Error('part of an update was left waiting');
		} catch (error) {
			// Yjs is mute after this: the document is opened anew from the log, without these bytes.
			const reason = error instanceof Error ? error.message : 'unknown';
			this.#parts.quarantine({ document: this.name, memberId, bytes: update, reason });
			connection.close('malformed', 'update');
			this.#parts.onFailure(this, error, 'restart');
			return;
		}
		this.#append(connection, {
			memberId,
			clients: verdict.clients,
			authorship: new Map(),
			committed: () => connection.saved.durable(frame, isState),
			failed: () => undefined
		});
	}

	/** It leans on something the server lacks: the client is asked for its state, a few times. */
	#askForGap({ connection, frame }: Arrival): void {
		connection.saved.missed(frame);
		connection.gaps += 1;
		if (connection.gaps >= syncLimits.gaps) connection.close('malformed', 'gap');
		else this.#askState(connection);
	}

	/** Presence publishes a client id before its first edit, so it binds as well. */
	#bindPresence(connection: Connection, client: number): boolean {
		const { memberId, access } = connection.grant;
		const owner = this.#clients.owners.get(client);
		if (access !== 'write' || !this.#parts.canSave()) {
			return owner === undefined || owner === memberId;
		}
		const clients = this.#clients.claim(memberId, client);
		if (clients && clients.length > 0) {
			const bytes = new Uint8Array(0);
			this.#push({
				document: this.name,
				seq: 0,
				memberId,
				bytes,
				clients,
				authorship: new Map()
			});
		}
		return clients !== null;
	}

	#refuseWrite({ connection, frame }: Arrival): void {
		const now = Date.now();
		connection.saved.missed(frame);
		connection.refusedSince ??= now;
		if (!connection.couldWrite || now - connection.refusedSince > syncLimits.refusedWrites) {
			connection.close('rightLost', 'may not write');
			return;
		}
		connection.send(frames.denied('read-only'));
	}

	#append(
		from: Connection | null,
		what: {
			memberId: string | null;
			clients: Append['clients'];
			authorship: ReadonlyMap<string, string | null>;
			along?: Along;
			committed: () => void;
			failed: (error: unknown) => void;
		}
	): void {
		const emitted = this.#emitted.splice(0);
		const [first] = emitted;
		const bytes = emitted.length > 1 ? Y.mergeUpdates(emitted) : (first ?? new Uint8Array(0));
		this.#door.grew(bytes.length);
		if (bytes.length > 0) this.#seq += 1;
		const { memberId, clients, authorship, along } = what;
		const append = { document: this.name, seq: this.#seq, memberId, bytes, clients, authorship };
		this.#push(
			along ? { ...append, along } : append,
			() => {
				if (bytes.length > 0) this.#deliverLater(bytes, from, memberId);
				what.committed();
			},
			what.failed
		);
	}

	#push(
		append: Append,
		committed: () => void = () => undefined,
		failed: (error: unknown) => void = () => undefined
	): void {
		this.#parts.queue.push(this.name, append, committed, (error) => {
			failed(error);
			this.#parts.onFailure(this, error, 'tryLater');
		});
	}

	/** All updates of one commit go out together. */
	#deliverLater(bytes: Uint8Array, from: Connection | null, by: string | null): void {
		this.content.add(bytes);
		if (this.content.tailBytes > syncLimits.tailBytesUrgent) this.#parts.onLongTail(this);
		if (this.#window.push({ seq: this.content.seq, bytes, from, by }) > 1) return;
		this.#parts.queue.afterwards(() => {
			const delivered = this.#window.splice(0);
			this.#flow.deliver(delivered);
			this.#parts.onCommitted(this, delivered.map(toCommit));
			return this.connections.size;
		});
	}
}

function toCommit({ from, by, bytes }: Delivered): Commit {
	return { memberId: from?.grant.memberId ?? null, by, bytes };
}
