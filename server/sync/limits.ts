/** Every bound of the sync server in one place; printed at start at level debug, used by the tests. */
export const syncLimits = {
	/** Bytes in one websocket message (close 1009). */
	frameBytes: 1024 * 1024,
	/** Bytes in one update (close 1009). */
	updateBytes: 256 * 1024,
	/** Bytes of a document as one update (close 4413). */
	documentBytes: 4 * 1024 * 1024,
	/** Yjs client ids in one update (close 1007), and in one document (close 4413). */
	clientsPerUpdate: 16,
	clientsPerDocument: 5_000,
	/** Of these, ids of one member (close 4413): nobody uses them up for the others. */
	clientsPerMember: 500,
	/** Ids of one member that made nothing yet and are kept for her. */
	idleClientsPerMember: 50,
	/** Ranges in the delete set of one update (close 1007). */
	deleteRanges: 20_000,
	/** How deep shared types and plain values may be nested (close 1007). */
	nesting: 16,
	/** Update frames one connection may send: a burst, and per second after it (close 4429). */
	updateBurst: 400,
	updatesPerSecond: 60,
	/** Sync step 1 frames: at most this many per ten seconds (close 4429). */
	stepOnesPerTenSeconds: 5,
	/** Awareness frames per second; more are dropped. */
	awarenessPerSecond: 20,
	/** Bytes of one awareness state; a larger one is dropped. */
	awarenessBytes: 2 * 1024,
	/** Updates that fit no known state before the sender is closed (1007). */
	gaps: 3,
	/** Open sockets of one member (429 before the upgrade). */
	socketsPerMember: 20,
	/** Bytes waiting for one socket: presence is skipped above the first, closed (1013) above the second. */
	presenceBacklog: 1024 * 1024,
	backlog: 8 * 1024 * 1024,
	/** Bytes one connection may have waiting while a document is made ready (close 1013). */
	heldBytes: 64 * 1024,
	/** Bytes of one message with a part of a document: larger documents come in several. */
	partBytes: 256 * 1024,
	/** Updates in one flush from which they are merged into one instead of sent one after another. */
	mergeFrom: 3,
	/** Bytes of answers to state vectors that are kept for the next one who comes with the same. */
	keptAnswers: 1024 * 1024,
	/** Pings of one connection: a burst, and per second after it (close 1008). */
	pingBurst: 100,
	pingsPerSecond: 5,
	/**
	 * Ms the log rests after a commit: so many for each receiver beyond a small room, in the largest
	 * room that was told, and never longer than `longestRest`.
	 */
	flush: { smallRoom: 50, perReceiver: 0.35, longestRest: 60 },
	/** Upgrades being decided at the same time, and waiting for it (503). */
	admissions: 16,
	admissionsWaiting: 3_000,
	/** Ms between two tries whether the store can save again. */
	probe: 1_000,
	/** Bytes of documents in memory from which those nobody is in leave at once. */
	memoryBytes: 256 * 1024 * 1024,
	/** Ms without any frame after the upgrade (close 1008). */
	firstFrame: 30_000,
	/** Ms after which every socket hears something, so that stock clients know the line is alive. */
	heartbeat: 15_000,
	/** Ms between pings, and without a pong before a socket counts as gone. */
	ping: 10_000,
	silence: 25_000,
	/** Ms without a sign of life after which who is behind a line counts as away: a ping was not answered. */
	quiet: 15_000,
	/** Ms between two re-reads of every open connection's rights. */
	rightsSweep: 30_000,
	/** Ms a refused writer may keep on trying before close 4403. */
	refusedWrites: 5_000,
	/** Ms between two looks whether a room's presence is due, and people one round tells of at most. */
	presenceTick: 50,
	presenceEntries: 300,
	/** Share of a room whose presence is renewed in one round at most, when nothing changed. */
	presenceRenewed: 0.1,
	/** Ms between two rounds of presence in a room of at most so many people; longer in larger ones. */
	presence: [
		{ people: 50, every: 50 },
		{ people: 300, every: 250 },
		{ people: Infinity, every: 1_000 }
	],
	/** Ms a room without peers stays in memory. */
	idleRoom: 60_000,
	/** Over plain HTTP: streams of one member and channels of a stream (429 for one more). */
	streamsPerMember: 10,
	channelsPerStream: 20,
	/** Documents a stream may ask for: a burst, and per second after it (429). */
	openBurst: 40,
	opensPerSecond: 2,
	/** Bytes in one POST (413), errands in it (400), and POSTs of one stream under way (429). */
	batchBytes: 1024 * 1024,
	errandsPerBatch: 1_024,
	postsPerStream: 4,
	/** Ms without a POST before a page counts as gone; pages post every 25 s. */
	streamSilence: 60_000,
	streamQuiet: 30_000,
	/** Ms in which what a page posted on its way out is still taken. */
	streamGrace: 300,
	/** Updates or bytes after the last snapshot that ask for a new one. */
	tailUpdates: 256,
	tailBytes: 64 * 1024,
	/** Ms between two snapshots of one document, unless the tail is urgent. */
	snapshots: 5_000,
	/** Bytes after the last snapshot with which it does not wait for the next look, once a second. */
	tailBytesUrgent: 1024 * 1024
} as const;

/** Why the server ended a connection. What the page does with each is in src/lib/live/close-codes.ts. */
export const closeCodes = {
	notBinary: 1003,
	malformed: 1007,
	policy: 1008,
	tooLarge: 1009,
	restart: 1012,
	tryLater: 1013,
	signInEnded: 4401,
	rightLost: 4403,
	documentGone: 4404,
	clientTaken: 4409,
	documentRewritten: 4410,
	documentFull: 4413,
	tooFast: 4429
} as const;
export type CloseReason = keyof typeof closeCodes;
