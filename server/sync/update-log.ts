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
}

/** A document as it stands on disk. */
export interface StoredDocument {
	epoch: number;
	/** Snapshots, newest first, each with the updates after it: the first that loads is used. */
	versions: { seq: number; snapshot: Uint8Array | null; tail: Uint8Array[] }[];
	/** Sequence number of the last update. */
	seq: number;
	clients: Map<number, string | null>;
}

/** Ordered accepted updates of every document: the truth that a room is opened from. */
export interface UpdateLog {
	/** Null when there is no such document. */
	load(document: string): Promise<StoredDocument | null>;
	/** All of them in one commit, or none. */
	append(batch: readonly Append[]): Promise<void>;
	/** Keeps `bytes` as the merged state up to `seq`, and drops what the snapshot before it covers. */
	saveSnapshot(document: string, seq: number, bytes: Uint8Array): Promise<void>;
}
