import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { BIN_DAYS, DAY } from '../../src/lib/domain/history.ts';
import { without, type DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import { holdBoard } from '../store/board-content.ts';
import { forgetChanges, recordChanges } from '../store/change-repository.ts';
import { replaceContents } from '../store/version-repository.ts';
import type { ActParts } from './board-acts.ts';
import { readCopy } from './board-documents.ts';
import { rewrite } from './document-rewrite.ts';

const EVERY = 60 * 60_000;
/** Ms after a start: by then people have their pages back. */
const FIRST = 60_000;

/**
 * What lies in a bin for thirty days is gone after that: from the board, its log and every version that
 * was not agreed on. The document is written anew for it, so it waits a day for a board nobody has open.
 */
export class BoardBin {
	readonly #parts: ActParts;
	readonly #failed: (error: unknown) => void;
	readonly #beats: NodeJS.Timeout[];
	#running: Promise<void> = Promise.resolve();

	constructor(parts: ActParts, failed: (error: unknown) => void) {
		this.#parts = parts;
		this.#failed = failed;
		const empty = () => void this.emptyAll();
		this.#beats = [setTimeout(empty, FIRST).unref(), setInterval(empty, EVERY).unref()];
	}

	async stop(): Promise<void> {
		for (const beat of this.#beats) clearInterval(beat);
		await this.#running;
	}

	/** Every board there is, one after another. */
	emptyAll(): Promise<void> {
		const { store, turns } = this.#parts;
		const work = this.#running.then(async () => {
			const rows = await store.db
				.selectFrom('board')
				.select('id')
				.where('withdrawn_at', 'is', null)
				.orderBy('id')
				.execute();
			for (const { id } of rows) await turns.take(id, () => this.#empty(id)).catch(this.#failed);
		});
		this.#running = work.catch(this.#failed);
		return this.#running;
	}

	async #empty(boardId: string): Promise<void> {
		const { rooms, trail, keeper, now } = this.#parts;
		const name = boardDocument(boardId);
		const binned = binnedIn(await readCopy(this.#parts, name));
		if (binned.length === 0) return;
		const patience = rooms.membersIn(name).size > 0 ? DAY : 0;
		const since = await this.#binnedSince(boardId, binned);
		const end = new Date(now().getTime() - BIN_DAYS * DAY - patience).toISOString();
		const gone = new Set(binned.filter((id) => (since.get(id) ?? end) < end));
		if (gone.size === 0) return;
		const left = (each: DocumentCopy) =>
			without(each, (root, id) => root === 'cards' && gone.has(id));
		const versions = await keeper.rewritten(boardId, (each, { kind }) =>
			kind === 'agreed' ? null : left(each)
		);
		const emptied = (copy: DocumentCopy) => {
			// Somebody took one out while versions were read: nothing of this is true any more, and the
			// next round finds what is still there.
			const still = new Set(binnedIn(copy));
			return [...gone].every((id) => still.has(id)) ? left(copy) : null;
		};
		await rewrite(this.#parts, [name], emptied, async (trx) => {
			await replaceContents(trx, versions);
			await forgetChanges(trx, boardId, [...gone]);
			await trail.within(trx, {
				act: 'board.bin-emptied',
				memberId: null,
				subject: name,
				detail: { cards: gone.size }
			});
		});
	}

	/**
	 * By the clock of the server: the moment in the document is of whoever binned it, and a clock that is
	 * wrong would take a card away at once. Where nothing is known of it the month begins now.
	 */
	async #binnedSince(
		boardId: string,
		binned: readonly string[]
	): Promise<ReadonlyMap<string, string>> {
		const { store, changes, changed, now } = this.#parts;
		await changes.flush(boardId);
		const known = (await changed.since(boardId, '')).filter(({ what }) => what === 'bin');
		const since = new Map(known.map(({ card, at }) => [card, at]));
		const at = now().toISOString();
		const fresh = binned
			.filter((id) => !since.has(id))
			.map((card) => ({ card, what: 'bin' as const, at, memberId: null }));
		await store.transaction(async (trx) => {
			if (await holdBoard(trx, boardId)) await recordChanges(trx, boardId, fresh);
		});
		for (const { card } of fresh) since.set(card, at);
		return since;
	}
}

function binnedIn(copy: DocumentCopy | null): string[] {
	const cards = copy?.of === 'cards' ? copy.cards : [];
	return cards.flatMap(({ id, binnedAt }) => (binnedAt === null ? [] : id));
}
