import * as Y from 'yjs';
import { MalformedFrame } from './bytes.ts';
import { ClientIds } from './client-ids.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Connection } from './connection.ts';
import { frames, readFrame, type Frame } from './frame.ts';
import { syncLimits, type CloseReason } from './limits.ts';
import { checkNesting } from './nesting.ts';
import { bringsNews, leavesGap, newMakers } from './novelty.ts';
import { Presence } from './presence.ts';
import { scanUpdate, type DocumentRules, type ScannedUpdate } from './scan.ts';
import type { Append, StoredDocument } from './update-log.ts';

/** Who the server writes for. */
export interface Change {
	memberId: string | null;
	/** Things made for others: thing id -> member, or null for deliberately nobody. */
	authorship?: ReadonlyMap<string, string | null>;
}

/**
 * One open document. The one door: size -> rate -> right -> scan without trust -> bind client id ->
 * apply -> append -> commit -> fan out and "saved". What a peer sees here is on disk.
 */
export class Room {
	readonly name: string;
	readonly doc: Y.Doc;
	readonly presence = new Presence();
	readonly connections = new Set<Connection>();
	closed = false;
	readonly #rules: DocumentRules;
	readonly #queue: CommitQueue;
	readonly #onFailure: (room: Room, error: unknown, reason: CloseReason) => void;
	readonly #clients: ClientIds;
	#seq: number;
	#emitted: Uint8Array[] = [];
	/** Updates applied and not yet on disk. */
	#uncommitted = 0;
	/** While somebody waits for a state that is wholly on disk, other frames wait behind. */
	#inbox: { run: () => void; failed: (error: unknown) => void }[] | null = null;
	#tail: { updates: number; bytes: number };
	#encodedSize: number;

	constructor(
		name: string,
		stored: {
			doc: Y.Doc;
			from: StoredDocument;
			tail: { updates: number; bytes: number };
			size: number;
		},
		parts: {
			rules: DocumentRules;
			queue: CommitQueue;
			onFailure: (room: Room, error: unknown, reason: CloseReason) => void;
		}
	) {
		this.name = name;
		this.doc = stored.doc;
		this.#clients = new ClientIds(stored.doc, stored.from.clients);
		this.#seq = stored.from.seq;
		this.#tail = stored.tail;
		this.#encodedSize = stored.size;
		this.#rules = parts.rules;
		this.#queue = parts.queue;
		this.#onFailure = parts.onFailure;
		this.doc.on('update', (bytes: Uint8Array) => this.#emitted.push(bytes));
	}

	get clients(): ReadonlyMap<number, string | null> {
		return this.#clients.owners;
	}

	/** Sequence number the document stands at, everything committed. */
	get seq(): number {
		return this.#seq;
	}

	get wantsSnapshot(): boolean {
		return this.#tail.updates >= syncLimits.tailUpdates || this.#tail.bytes >= syncLimits.tailBytes;
	}

	snapshotSaved(): void {
		this.#tail = { updates: 0, bytes: 0 };
	}

	join(connection: Connection): void {
		this.connections.add(connection);
		this.presence.join(connection);
		if (connection.grant.access === 'write') this.#askState(connection);
		this.presence.tell(connection);
	}

	leave(connection: Connection): void {
		if (this.connections.delete(connection)) this.presence.leave(connection);
	}

	/** The rights of a connection changed while it was open. */
	regrant(connection: Connection, grant: Connection['grant']): void {
		const before = connection.grant.access;
		connection.grant = grant;
		this.presence.refresh(connection);
		if (grant.access === 'write') {
			connection.couldWrite = true;
			connection.refusedSince = null;
			if (before === 'read') this.#askState(connection);
		}
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
		if (this.#inbox) {
			this.#inbox.push({ run: () => this.#handle(connection, frame), failed: () => undefined });
		} else this.#handle(connection, frame);
	}

	/** Runs `read` when everything in the document is on disk. */
	whenCommitted<T>(read: (doc: Y.Doc) => T): Promise<T> {
		return new Promise((resolve, reject) => {
			this.#settled(
				() => resolve(read(this.doc)),
				(error) => reject(error instanceof Error ? error : new Error(String(error)))
			);
		});
	}

	/** The server's own change; resolves when it is on disk. */
	apply(change: (doc: Y.Doc) => void, by: Change): Promise<void> {
		return new Promise((resolve, reject) => {
			this.doc.transact(() => change(this.doc), this);
			const bound = this.#clients.bind(null, [this.doc.clientID]);
			this.#append(null, {
				memberId: by.memberId,
				clients: 'fresh' in bound ? bound.fresh : [],
				authorship: by.authorship ?? new Map(),
				committed: resolve,
				failed: reject
			});
		});
	}

	#askState(connection: Connection): void {
		connection.send(frames.stepOne(Y.encodeStateVector(this.doc)));
	}

	#handle(connection: Connection, frame: Frame): void {
		if (this.closed || connection.closed) return;
		switch (frame.kind) {
			case 'sync-step-1':
				if (!connection.stepOnes.take()) connection.close('tooFast', 'asks too often');
				else this.#answer(connection, frame.stateVector);
				return;
			case 'sync-step-2':
			case 'update':
				if (!connection.updates.take()) {
					connection.close('tooFast', 'writes too fast');
				} else this.#receiveUpdate(connection, frame.update);
				return;
			case 'awareness':
				if (connection.presences.take()) {
					this.presence.hear(connection, frame.states, (client) =>
						this.#bindPresence(connection, client)
					);
				}
				return;
			case 'query-awareness':
				if (connection.presences.take()) this.presence.tell(connection);
				return;
		}
	}

	/** A newcomer gets only what is on disk, so everything else waits until it is. */
	#answer(connection: Connection, stateVector: Uint8Array): void {
		this.#settled(
			() => connection.send(frames.stepTwo(Y.encodeStateAsUpdate(this.doc, stateVector))),
			() => undefined
		);
	}

	#settled(run: () => void, failed: (error: unknown) => void): void {
		if (this.closed) failed(new Error('room closed'));
		else if (this.#inbox) this.#inbox.push({ run, failed });
		else if (this.#uncommitted === 0) run();
		else {
			this.#inbox = [{ run, failed }];
			this.#waitForCommit();
		}
	}

	#waitForCommit(): void {
		this.#queue.push(
			null,
			() => (this.#uncommitted > 0 ? this.#waitForCommit() : this.#drain()),
			(error) => this.#inbox?.forEach((waiting) => waiting.failed(error))
		);
	}

	#drain(): void {
		const waiting = this.#inbox ?? [];
		this.#inbox = null;
		while (waiting.length > 0) {
			waiting.shift()?.run();
			// A frame that was handled may ask for a settled state again: the rest stays behind it.
			const inbox = this.#inbox as typeof waiting | null;
			if (inbox) {
				inbox.push(...waiting);
				return;
			}
		}
	}

	#receiveUpdate(connection: Connection, update: Uint8Array): void {
		if (update.length > syncLimits.updateBytes) {
			connection.close('tooLarge', 'update too large');
			return;
		}
		let scanned: ScannedUpdate;
		try {
			scanned = scanUpdate(update, this.#rules);
		} catch (error) {
			connection.close('malformed', error instanceof Error ? error.message : 'update');
			return;
		}
		if (!bringsNews(scanned, this.doc)) {
			this.#queue.push(
				null,
				() => connection.updateSaved(),
				() => undefined
			);
			return;
		}
		if (connection.grant.access !== 'write') this.#refuseWrite(connection);
		else this.#accept(connection, update, scanned);
	}

	#accept(connection: Connection, update: Uint8Array, scanned: ScannedUpdate): void {
		if (leavesGap(scanned, this.doc)) {
			connection.gaps += 1;
			if (connection.gaps >= syncLimits.gaps) connection.close('malformed', 'gap');
			else this.#askState(connection);
			return;
		}
		const bound = this.#clients.bind(connection.grant.memberId, newMakers(scanned, this.doc));
		if ('refused' in bound) {
			connection.close(bound.refused, 'client id');
			return;
		}
		if (scanned.ranges.length > 0 && this.#isFull(update.length)) {
			connection.close('documentFull', 'document full');
			return;
		}
		try {
			checkNesting(scanned, this.doc);
		} catch (error) {
			connection.close('malformed', error instanceof Error ? error.message : 'nesting');
			return;
		}
		try {
			Y.applyUpdate(this.doc, update, connection);
			const { pendingStructs, pendingDs } = this.doc.store;
			if (pendingStructs || pendingDs) throw new Error('part of an update was left waiting');
		} catch (error) {
			// Yjs is mute after this: the document is opened anew from the log, without these bytes.
			connection.close('malformed', 'update');
			this.#onFailure(this, error, 'restart');
			return;
		}
		this.#append(connection, {
			memberId: connection.grant.memberId,
			clients: bound.fresh,
			authorship: new Map(),
			committed: () => connection.updateSaved(),
			failed: () => undefined
		});
	}

	/** The size is an upper bound; it is measured only when the bound is reached. */
	#isFull(more: number): boolean {
		if (this.#encodedSize + more <= syncLimits.documentBytes) return false;
		this.#encodedSize = Y.encodeStateAsUpdate(this.doc).length;
		return this.#encodedSize + more > syncLimits.documentBytes;
	}

	/** Presence publishes a client id before its first edit, so it binds as well. */
	#bindPresence(connection: Connection, client: number): boolean {
		const { memberId, access } = connection.grant;
		const owner = this.#clients.owners.get(client);
		if (access !== 'write') return owner === undefined || owner === memberId;
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

	#refuseWrite(connection: Connection): void {
		const now = Date.now();
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
			committed: () => void;
			failed: (error: unknown) => void;
		}
	): void {
		const emitted = this.#emitted.splice(0);
		const bytes = emitted.length === 1 ? (emitted[0] as Uint8Array) : mergeAll(emitted);
		this.#encodedSize += bytes.length;
		if (bytes.length > 0) this.#seq += 1;
		this.#push(
			{
				document: this.name,
				seq: this.#seq,
				memberId: what.memberId,
				bytes,
				clients: what.clients,
				authorship: what.authorship
			},
			() => {
				if (bytes.length > 0) this.#fanOut(bytes, from);
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
		this.#uncommitted += 1;
		this.#queue.push(
			append,
			() => {
				this.#uncommitted -= 1;
				committed();
				if (append.bytes.length > 0) {
					this.#tail.updates += 1;
					this.#tail.bytes += append.bytes.length;
				}
			},
			(error) => {
				this.#uncommitted -= 1;
				failed(error);
				this.#onFailure(this, error, 'tryLater');
			}
		);
	}

	#fanOut(bytes: Uint8Array, from: Connection | null): void {
		const frame = frames.update(bytes);
		for (const connection of this.connections) if (connection !== from) connection.send(frame);
	}
}

function mergeAll(updates: Uint8Array[]): Uint8Array {
	return updates.length === 0 ? new Uint8Array(0) : Y.mergeUpdates(updates);
}
