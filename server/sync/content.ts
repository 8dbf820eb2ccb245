import * as Y from 'yjs';
import { syncLimits } from './limits.ts';
import type { StoredVersion } from './update-log.ts';

/** One committed update of a document. */
export interface Committed {
	seq: number;
	bytes: Uint8Array;
}

/**
 * What is in a document: the bytes that are on disk, and a Y.Doc where somebody writes or reads
 * what it says. Newcomers are answered from the bytes, so that a visitor who only looks costs no
 * Y.Doc; memory of one is some twelve times its bytes.
 */
export class Content {
	#parts: readonly Uint8Array[];
	#partsSeq: number;
	readonly #vector: Map<number, number>;
	/** Updates on disk after the parts, in order and without gaps. */
	#tail: Committed[];
	#tailBytes: number;
	#partsBytes: number;
	#doc: Y.Doc | null = null;
	#building: Promise<Y.Doc> | null = null;
	/** Bytes of all updates committed since the room was opened. */
	committedBytes = 0;
	/** Hears every change of the Y.Doc from the moment it is made. */
	onUpdate: (bytes: Uint8Array) => void = () => undefined;

	constructor(stored: StoredVersion) {
		const { seq, snapshot, tail } = stored;
		this.#parts = snapshot?.parts ?? [];
		this.#partsSeq = seq;
		this.#vector = snapshot ? Y.decodeStateVector(snapshot.stateVector) : new Map<number, number>();
		this.#tail = tail.map((bytes, i) => ({ seq: seq + 1 + i, bytes }));
		this.#tailBytes = sizeOf(tail);
		this.#partsBytes = sizeOf(this.#parts);
		for (const update of tail) reach(this.#vector, update);
	}

	/** The merged state up to `partsSeq`, as updates that stand on one another in this order. */
	get parts(): readonly Uint8Array[] {
		return this.#parts;
	}

	get partsSeq(): number {
		return this.#partsSeq;
	}

	get tail(): readonly Committed[] {
		return this.#tail;
	}

	get tailBytes(): number {
		return this.#tailBytes;
	}

	/** Bytes on disk that make up the document. */
	get bytes(): number {
		return this.#partsBytes + this.#tailBytes;
	}

	/** Sequence number of the last update on disk. */
	get seq(): number {
		return this.#partsSeq + this.#tail.length;
	}

	/** Per client how far what is on disk reaches. */
	get vector(): ReadonlyMap<number, number> {
		return this.#vector;
	}

	/** Null until somebody asked for it with `open`. */
	get doc(): Y.Doc | null {
		return this.#doc;
	}

	/** Makes the Y.Doc at once when that takes a moment only, else null. */
	openSmall(): Y.Doc | null {
		const isSmall = !this.#building && this.bytes <= syncLimits.partBytes;
		return this.#doc ?? (isSmall ? this.#finish(new Y.Doc(), this.#parts) : null);
	}

	/** Makes the Y.Doc, a part at a time, so that a large document stops nobody. */
	open(): Promise<Y.Doc> {
		const doc = this.openSmall();
		return doc ? Promise.resolve(doc) : (this.#building ??= this.#openInParts());
	}

	async #openInParts(): Promise<Y.Doc> {
		const doc = new Y.Doc();
		for (const part of this.#parts) {
			Y.applyUpdate(doc, part);
			await new Promise((resolve) => setImmediate(resolve));
		}
		return this.#finish(doc, []);
	}

	#finish(doc: Y.Doc, parts: readonly Uint8Array[]): Y.Doc {
		doc.transact(() => {
			for (const part of parts) Y.applyUpdate(doc, part);
			for (const { bytes } of this.#tail) Y.applyUpdate(doc, bytes);
		});
		if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('incomplete');
		doc.on('update', (bytes: Uint8Array) => this.onUpdate(bytes));
		return (this.#doc = doc);
	}

	/** The next update is on disk. */
	add(bytes: Uint8Array): void {
		this.#tail.push({ seq: this.seq + 1, bytes });
		this.#tailBytes += bytes.length;
		this.committedBytes += bytes.length;
		reach(this.#vector, bytes);
	}

	/** The merged state up to `seq` takes the place of what it was made of. */
	compacted(seq: number, parts: readonly Uint8Array[]): void {
		this.#tail = this.#tail.filter((update) => update.seq > seq);
		this.#tailBytes = sizeOf(this.#tail.map(({ bytes }) => bytes));
		this.#parts = parts;
		this.#partsSeq = seq;
		this.#partsBytes = sizeOf(parts);
	}

	/** Updates on disk after `seq`; null when they are merged into the parts by now. */
	since(seq: number): readonly Committed[] | null {
		return seq < this.#partsSeq ? null : this.#tail.slice(seq - this.#partsSeq);
	}

	/** Per client how far the document reaches, as Yjs encodes it; with what is on its way to disk. */
	stateVector(): Uint8Array {
		return this.#doc ? Y.encodeStateVector(this.#doc) : Y.encodeStateVector(this.#vector);
	}

	/** Whether this client id made anything here. */
	hasMade(client: number): boolean {
		return this.#doc ? this.#doc.store.clients.has(client) : this.#vector.has(client);
	}

	/** How many client ids made something here. */
	get makers(): number {
		return this.#doc ? this.#doc.store.clients.size : this.#vector.size;
	}

	close(): void {
		this.#doc?.destroy();
	}
}

function reach(vector: Map<number, number>, update: Uint8Array): void {
	for (const [client, end] of Y.parseUpdateMeta(update).to) {
		vector.set(client, Math.max(vector.get(client) ?? 0, end));
	}
}

function sizeOf(updates: readonly Uint8Array[]): number {
	return updates.reduce((sum, { length }) => sum + length, 0);
}
