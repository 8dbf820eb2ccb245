import type { Commit } from '../sync/room.ts';
import type { Rooms } from '../sync/rooms.ts';

/**
 * Ms between two looks at one document that people go on writing in; so many times as long as the
 * look took, and at most.
 */
const PAUSE = 250;
const REST = 4;
const LONGEST = 2_000;
/** Bytes of updates kept for the next look. */
const KEPT = 4 * 1024 * 1024;

/** What members wrote in one document since the last look. */
export interface Look {
	document: string;
	commits: readonly Commit[];
	/** There were more than are kept. */
	isFlooded: boolean;
	/** What was noted of this document, as long as its room is open. */
	noted: Set<string>;
}

interface Watched {
	commits: Commit[];
	/** Of these updates. */
	bytes: number;
	isFlooded: boolean;
	/** Null: nobody wrote since the last look. */
	looking: Promise<void> | null;
	noted: Set<string>;
}

/** Looks at what members wrote once it is on disk: at once, and again and again while people write. */
export class CommitWatch {
	readonly #rooms: Rooms;
	readonly #look: (look: Look) => Promise<void>;
	readonly #watched = new Map<string, Watched>();
	readonly #unfollow: () => void;

	constructor(parts: {
		rooms: Rooms;
		/** Tells of its own failures, and never fails. */
		look: (look: Look) => Promise<void>;
	}) {
		this.#rooms = parts.rooms;
		this.#look = parts.look;
		this.#unfollow = parts.rooms.onCommitted((document, commits) => this.#hear(document, commits));
	}

	/** Resolves when everything heard of so far was looked at. */
	async stop(): Promise<void> {
		this.#unfollow();
		await Promise.all([...this.#watched.values()].flatMap(({ looking }) => looking ?? []));
	}

	#hear(document: string, commits: readonly Commit[]): void {
		const written = commits.filter(({ memberId }) => memberId !== null);
		if (written.length === 0) return;
		const known = this.#watched.get(document);
		const watched = known ?? {
			commits: [],
			bytes: 0,
			isFlooded: false,
			looking: null,
			noted: new Set()
		};
		if (!known) this.#watch(document, watched);
		watched.commits.push(...written);
		for (const { bytes } of written) watched.bytes += bytes.length;
		while (watched.bytes > KEPT && watched.commits.length > 1) {
			watched.bytes -= watched.commits.shift()?.bytes.length ?? 0;
			watched.isFlooded = true;
		}
		watched.looking ??= this.#lookWhile(document, watched);
	}

	/** Of documents whose room closed meanwhile nothing is remembered. */
	#watch(document: string, watched: Watched): void {
		const open = new Set(this.#rooms.names);
		for (const [name, { looking }] of this.#watched) {
			if (!looking && !open.has(name)) this.#watched.delete(name);
		}
		this.#watched.set(document, watched);
	}

	async #lookWhile(document: string, watched: Watched): Promise<void> {
		while (watched.commits.length > 0) {
			const commits = watched.commits.splice(0);
			const { isFlooded, noted } = watched;
			watched.bytes = 0;
			watched.isFlooded = false;
			const began = performance.now();
			await this.#look({ document, commits, isFlooded, noted });
			const pause = Math.max(PAUSE, Math.min(LONGEST, REST * (performance.now() - began)));
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
		watched.looking = null;
	}
}
