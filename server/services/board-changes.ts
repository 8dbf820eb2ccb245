import { boardDocument, parseDocumentName } from '../../src/lib/domain/document-name.ts';
import { changesIn } from '../../src/lib/documents/board-changes.ts';
import { holdBoard } from '../store/board-content.ts';
import { recordChanges, type Change } from '../store/change-repository.ts';
import type { Store } from '../store/store.ts';
import type { Commit } from '../sync/room.ts';
import type { Rooms } from '../sync/rooms.ts';
import { Turns } from './turns.ts';
import { nullIfUnreadable } from './unreadable.ts';

/** Ms between two writes of what changed. */
const BEAT = 3_000;
/** Bytes of updates of one board that wait for that; in a flood the oldest of them are not told. */
const KEPT = 2 * 1024 * 1024;

interface Heard extends Pick<Commit, 'by' | 'bytes'> {
	/** ISO 8601. */
	at: string;
}

/**
 * Remembers which cards of a board changed, how and by whom, and nothing of what they say. Of the
 * board alone: hidden notes, parts of groups and zones for later are other documents.
 */
export class BoardChanges {
	readonly #store: Store;
	readonly #rooms: Rooms;
	readonly #now: () => Date;
	readonly #failed: (error: unknown) => void;
	/** By board. */
	readonly #heard = new Map<string, { commits: Heard[]; bytes: number }>();
	readonly #turns = new Turns();
	readonly #beat: NodeJS.Timeout;
	readonly #unfollow: () => void;

	constructor(parts: {
		store: Store;
		rooms: Rooms;
		now: () => Date;
		failed: (error: unknown) => void;
	}) {
		this.#store = parts.store;
		this.#rooms = parts.rooms;
		this.#now = parts.now;
		this.#failed = parts.failed;
		this.#beat = setInterval(() => void this.#flushAll(), BEAT).unref();
		this.#unfollow = parts.rooms.onCommitted((name, commits) => this.#hear(name, commits));
	}

	async stop(): Promise<void> {
		clearInterval(this.#beat);
		this.#unfollow();
		await this.#flushAll();
	}

	/** What was heard of this board so far is on disk; what cannot be written now waits. */
	flush(boardId: string): Promise<void> {
		return this.#turns.take(boardId, async () => {
			const heard = this.#heard.get(boardId);
			this.#heard.delete(boardId);
			if (!heard) return;
			await this.#write(boardId, heard.commits).catch((error: unknown) => {
				this.#failed(error);
				this.#keep(boardId, heard.commits, 'before');
			});
		});
	}

	async #write(boardId: string, commits: readonly Heard[]): Promise<void> {
		const changes = await this.#rooms
			.read(boardDocument(boardId), (doc) =>
				commits.flatMap(({ by, bytes, at }): Change[] =>
					changesIn(doc, bytes).map((change) => ({ ...change, at, memberId: by }))
				)
			)
			.catch(nullIfUnreadable);
		if (!changes || changes.length === 0) return;
		await this.#store.transaction(async (trx) => {
			if (await holdBoard(trx, boardId)) await recordChanges(trx, boardId, changes);
		});
	}

	async #flushAll(): Promise<void> {
		for (const id of [...this.#heard.keys()]) await this.flush(id);
	}

	#hear(name: string, commits: readonly Commit[]): void {
		const parsed = name.startsWith('board/') ? parseDocumentName(name) : null;
		if (!parsed) return;
		const at = this.#now().toISOString();
		this.#keep(
			parsed.id,
			commits.map(({ by, bytes }) => ({ by, bytes, at })),
			'after'
		);
	}

	#keep(boardId: string, more: readonly Heard[], where: 'before' | 'after'): void {
		const heard = this.#heard.get(boardId) ?? { commits: [], bytes: 0 };
		this.#heard.set(boardId, heard);
		if (where === 'after') heard.commits.push(...more);
		else heard.commits.unshift(...more);
		for (const { bytes } of more) heard.bytes += bytes.length;
		while (heard.bytes > KEPT && heard.commits.length > 1) {
			heard.bytes -= heard.commits.shift()?.bytes.length ?? 0;
		}
	}
}
