/**
 * What else must be in the same commit, both or neither. It gets the transaction of whatever store
 * stands behind the log: who hands it in knows which.
 */
export type Along = (transaction: unknown) => Promise<void>;

/** One accepted update on its way to disk, with what must be durable together with it. */
export interface Append {
	document: string;
	/** 1-based and without gaps; a room is the only writer of its document. */
	seq: number;
	memberId: string | null;
	/** Empty when only a client id is bound. */
	bytes: Uint8Array;
	/** Client ids bound for the first time. */
	clients: readonly { client: number; memberId: string | null }[];
	/** Things the server writes for others: thing id -> member, or null for deliberately nobody. */
	authorship: ReadonlyMap<string, string | null>;
	/** Makes it a commit of its own. */
	along?: Along;
}

/** The merged state of a document, as updates that stand on one another in this order. */
export interface Snapshot {
	parts: readonly Uint8Array[];
	/** What it reaches, as Yjs encodes it. */
	stateVector: Uint8Array;
}

/** A way to get at a document's state: a snapshot, and the updates after it. */
export interface StoredVersion {
	/** Sequence number up to which the snapshot reaches; 0 without one. */
	seq: number;
	/** Null: the tail is the whole document. */
	snapshot: Snapshot | null;
	tail: readonly Uint8Array[];
	/** Every row has a checksum that is right: what is in them was loaded before it was written. */
	proven: boolean;
}

/** A document as it stands on disk. */
export interface StoredDocument {
	epoch: number;
	/** Newest first, without those whose bytes are damaged. None: the document cannot be read. */
	versions: StoredVersion[];
	/** Rows that were left out because their bytes are not what was written. */
	damaged: number;
	/** Sequence number of the last update. */
	seq: number;
	clients: Map<number, string | null>;
}

/** Bytes that Yjs choked on after the scan let them pass. */
export interface Quarantined {
	document: string;
	memberId: string | null;
	bytes: Uint8Array;
	reason: string;
}

/** What was to go along could not be done; the store itself is well. */
export class AlongFailed extends Error {}

/** The store may not be asked to commit again in this process: what was written is uncertain. */
export class StoreBroken extends Error {}

/** Ordered accepted updates of every document: the truth that a room is opened from. */
export interface UpdateLog {
	/** Null when there is no such document. */
	load(document: string): Promise<StoredDocument | null>;
	/** All of them in one commit, or none. */
	append(batch: readonly Append[]): Promise<void>;
	/** Keeps the merged state up to `seq`, and drops what the snapshot before it covers. */
	saveSnapshot(document: string, seq: number, snapshot: Snapshot): Promise<void>;
	/** Commits something that changes nothing; throws when that cannot be done. */
	probe(): Promise<void>;
	/** Sets bytes apart for a person to look at; the newest of each document are kept. */
	quarantine(what: Quarantined): Promise<void>;
}
