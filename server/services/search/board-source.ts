import { createHash } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type * as Y from 'yjs';
import type { Actor } from '../../../src/lib/domain/access.ts';
import { readsBoard } from '../../../src/lib/domain/board-access.ts';
import { boardDocument } from '../../../src/lib/domain/document-name.ts';
import { cardTlp } from '../../../src/lib/domain/marking.ts';
import { BoardDocument } from '../../../src/lib/documents/board.ts';
import type { Board, BoardRepository } from '../../store/board-repository.ts';
import type { Lab } from '../../store/lab-repository.ts';
import { listMarkings } from '../../store/marking-repository.ts';
import type { BoardTable, Schema } from '../../store/schema.ts';
import { holdDocument, versionOf } from '../../store/search/search-entries.ts';
import type { SearchEntry } from '../../store/search/search-index.ts';
import type { Store } from '../../store/store.ts';
import type { Rooms } from '../../sync/rooms.ts';
import { nullIfUnreadable } from '../unreadable.ts';
import type { SearchSource, ShownParent, SourceContent, Survey } from './search-source.ts';

/** Where a card stands on the page of its board. */
const anchorOf = (card: string) => `card-${card}`;

/**
 * Boards and the cards on them, as everybody who may read the board sees them: not what is in the
 * bin, in notes, in a group's part or in a zone that is still hidden, for these are other documents.
 * Nothing of who brought the casus, made a card or is named in a field of it goes into the index.
 */
export class BoardSource implements SearchSource {
	readonly kind = 'board';
	readonly #store: Store;
	readonly #boards: BoardRepository;
	readonly #rooms: Rooms;
	readonly #now: () => Date;

	constructor(parts: { store: Store; boards: BoardRepository; rooms: Rooms; now: () => Date }) {
		this.#store = parts.store;
		this.#boards = parts.boards;
		this.#rooms = parts.rooms;
		this.#now = parts.now;
	}

	async all(): Promise<string[]> {
		const rows = await this.#store.db
			.selectFrom('board')
			.select('id')
			.where('withdrawn_at', 'is', null)
			.orderBy('created_at', 'desc')
			.orderBy('id')
			.execute();
		return rows.map(({ id }) => id);
	}

	async read(id: string): Promise<SourceContent | null> {
		const board = await this.#boards.find(id);
		if (!board || board.withdrawnAt !== null) return null;
		const document = boardDocument(id);
		// Asked for before it is read: whatever is written meanwhile is not taken for read.
		const version = await versionOf(this.#store.db, document);
		const cards = await this.#rooms
			.read(document, (doc) => cardsIn(doc, board, this.#now()))
			.catch(nullIfUnreadable);
		const stamp = stampOf(board);
		return {
			labId: board.labId,
			stamp,
			...(version === null ? {} : { version }),
			entries: [aboutBoard(board), ...(cards ?? [])],
			holds: async (trx) =>
				(await holdsBoard(trx, this.#store, id, stamp)) &&
				(await holdDocument(trx, this.#store.dialect, document, version))
		};
	}

	async survey(actor: Actor, lab: Lab): Promise<Survey> {
		const boards = await this.#boards.listOfLab(lab.id);
		const there = boards.filter(({ withdrawnAt }) => withdrawnAt === null);
		return {
			reach: { only: there.filter((board) => readsBoard(actor, board)).map(({ id }) => id) },
			stamps: new Map(there.map((board) => [board.id, stampOf(board)]))
		};
	}

	async show(actor: Actor, lab: Lab, ids: readonly string[]): Promise<Map<string, ShownParent>> {
		const shown = new Map<string, ShownParent>();
		for (const id of ids) {
			const board = await this.#boards.find(id);
			if (board?.labId !== lab.id || !readsBoard(actor, board)) continue;
			const own = Object.entries(await listMarkings(this.#store.db, id));
			const tlps = own.map(([card, tlp]) => [anchorOf(card), cardTlp(board.tlp, tlp)]);
			const { title, tlp } = board;
			shown.set(id, { title, tlp, tlps: Object.fromEntries(tlps) as ShownParent['tlps'] & object });
		}
		return shown;
	}
}

function aboutBoard(board: Board): SearchEntry {
	const { title, question, summary, conclusion, status: state, createdAt: at } = board;
	const text = [question, summary, conclusion].filter(Boolean).join('\n');
	return { kind: 'board', anchor: '', title, text, state, at };
}

/** What each card says, its bundle and what was said about it. */
function cardsIn(doc: Y.Doc, { createdAt }: Board, now: Date): SearchEntry[] {
	const board = new BoardDocument(doc);
	const titles = new Map(board.bundles().map(({ id, title }) => [id, title]));
	const comments = Map.groupBy(board.comments(), ({ card }) => card);
	return board.cards().flatMap((card): SearchEntry[] => {
		if (card.binnedAt !== null) return [];
		const said = [
			board.textOf(card.id),
			titles.get(card.bundle ?? '') ?? '',
			...(comments.get(card.id) ?? []).map(({ text }) => text)
		];
		const text = said.filter((each) => each.trim() !== '').join('\n');
		if (text === '') return [];
		// By the clock of who placed it: none is from the future, or it would stand first for ever.
		const at = card.at === null ? createdAt : new Date(clamp(card.at, now)).toISOString();
		const { domain } = card;
		return [{ kind: 'card', anchor: anchorOf(card.id), title: '', text, domain, at }];
	});
}

function clamp(at: number, now: Date): number {
	return Math.max(0, Math.min(at, now.getTime()));
}

type Said = Pick<Board, 'title' | 'question' | 'summary' | 'conclusion' | 'status'>;

function stampOf({ title, question, summary, conclusion, status }: Said): string {
	const said = JSON.stringify([title, question, summary, conclusion, status]);
	return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}

/** Whether its row still says what was read of it; it is not taken back before this ends. */
async function holdsBoard(
	trx: Transaction<Schema>,
	store: Store,
	id: string,
	stamp: string
): Promise<boolean> {
	const row: Pick<Selectable<BoardTable>, keyof Said | 'withdrawn_at'> | undefined = await trx
		.selectFrom('board')
		.select(['title', 'question', 'summary', 'conclusion', 'status', 'withdrawn_at'])
		.where('id', '=', id)
		.$if(store.dialect === 'postgres', (query) => query.forShare())
		.executeTakeFirst();
	return row?.withdrawn_at === null && stampOf(row) === stamp;
}
