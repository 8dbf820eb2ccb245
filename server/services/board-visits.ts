import { parseDocumentName } from '../../src/lib/domain/document-name.ts';
import { recordVisit } from '../store/change-repository.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';

/** Ms between two looks at who is where, and between two writes of who stays there. */
const BEAT = 2_000;
const WRITE_EVERY = 60_000;

interface Seen {
	board: string;
	member: string;
	/** Ms since epoch; on disk, and since then. */
	written: number;
	last: number;
}

/**
 * Remembers until when each member had a board before her eyes. A page that lies behind others does not
 * count, and opening one writes nothing by itself: reloading it takes no news away.
 */
export class BoardVisits {
	readonly #store: Store;
	readonly #rooms: Rooms;
	readonly #now: () => Date;
	readonly #failed: (error: unknown) => void;
	readonly #seen = new Map<string, Seen>();
	readonly #beat: NodeJS.Timeout;
	#running: Promise<void> = Promise.resolve();

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
		this.#beat = setInterval(() => {
			this.#running = this.#running.then(() => this.look()).catch(parts.failed);
		}, BEAT).unref();
	}

	async stop(): Promise<void> {
		clearInterval(this.#beat);
		await this.#running;
		await this.#write([...this.#seen.values()]).catch(this.#failed);
	}

	async look(): Promise<void> {
		const now = this.#now().getTime();
		for (const { document, memberId } of this.#rooms.watching()) {
			const parsed = document.startsWith('board/') ? parseDocumentName(document) : null;
			if (!parsed) continue;
			const key = `${parsed.id} ${memberId}`;
			const known = this.#seen.get(key);
			if (known) known.last = now;
			else this.#seen.set(key, { board: parsed.id, member: memberId, written: 0, last: now });
		}
		const due = [...this.#seen.values()].filter(
			({ written, last }) => last < now || now - written >= WRITE_EVERY
		);
		await this.#write(due);
		for (const [key, { last }] of this.#seen) if (last < now) this.#seen.delete(key);
	}

	async #write(due: readonly Seen[]): Promise<void> {
		const open = due.filter(({ written, last }) => written < last);
		if (open.length === 0) return;
		await this.#store.transaction(async (trx) => {
			const ids = [...new Set(open.map(({ board }) => board))];
			const rows = await trx
				.selectFrom('board')
				.select('id')
				.where('id', 'in', ids)
				.where('withdrawn_at', 'is', null)
				.execute();
			const there = new Set(rows.map(({ id }) => id));
			for (const { board, member, last } of open) {
				if (there.has(board)) await recordVisit(trx, board, member, new Date(last));
			}
		});
		for (const each of open) each.written = each.last;
	}
}
