import { COUNT_EVERY } from '../../src/lib/domain/board-mode.ts';
import {
	boardDocument,
	parseDocumentName,
	stateDocument
} from '../../src/lib/domain/document-name.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import { BoardStateDocument, type LiveState } from '../../src/lib/documents/board-state.ts';
import type { BallotRepository } from '../store/ballot-repository.ts';
import type { Board, BoardRepository } from '../store/board-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import { ensureDocument } from '../store/sql-update-log.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import { countWriters, notesDocuments, readNotes } from './hidden-notes.ts';
import { zonesOf } from './board-step.ts';

type Written = LiveState['written'];
type WriterCount = ReturnType<typeof countWriters>;
const nothing: Written = { zones: {}, people: 0, of: 0 };

interface LiveParts {
	store: Store;
	boards: BoardRepository;
	ballots: BallotRepository;
	members: MemberRepository;
	rooms: Rooms;
	now: () => Date;
	/** What a board puts off comes to pass. */
	settle: (boardId: string) => Promise<void>;
	failed: (error: unknown) => void;
}

/**
 * What everybody on a board follows live. The record is in SQL; the document only shows it, and is
 * written anew from there after a restart. Counts of hidden writing are taken on a fixed beat, so
 * that the moment a number changes tells nothing of who was typing.
 */
export class BoardLive {
	readonly #parts: LiveParts;
	readonly #turns = new Map<string, Promise<void>>();
	/** Counts as they were at the last beat, by board, and of which phase. */
	readonly #counts = new Map<string, { moment: string; written: Written; voted: number }>();
	/** Who wrote hidden notes, by board, until somebody writes more. */
	readonly #wrote = new Map<string, { moment: string; count: WriterCount }>();
	readonly #beat: NodeJS.Timeout;
	readonly #unfollow: () => void;

	constructor(parts: LiveParts) {
		this.#parts = parts;
		this.#beat = setInterval(() => this.#count(), COUNT_EVERY).unref();
		this.#unfollow = parts.rooms.onCommitted((name) => {
			const parsed = parseDocumentName(name);
			if (parsed?.kind === 'notes') this.#wrote.delete(parsed.id);
		});
	}

	stop(): void {
		clearInterval(this.#beat);
		this.#unfollow();
	}

	/** Shows the board as it stands in the store now. One after another: the last word is the newest. */
	publish(boardId: string): Promise<void> {
		const before = this.#turns.get(boardId) ?? Promise.resolve();
		const turn = before.catch(() => undefined).then(() => this.#write(boardId));
		this.#turns.set(boardId, turn);
		const done = () => this.#turns.get(boardId) === turn && this.#turns.delete(boardId);
		turn.then(done, done);
		return turn;
	}

	async stateOf(board: Board): Promise<LiveState> {
		const { phase: n, mode, currentStep: step, turn, clock } = board;
		const ballot =
			mode === 'stemmen' ? await this.#parts.ballots.ofStep(board.id, board.currentStep) : null;
		const { written, voted } = await this.#countsOf(board, ballot?.id ?? null);
		return {
			phase: { n, mode, step, at: Date.parse(board.phaseAt) },
			turn,
			clock,
			written,
			ballot: ballot && { isOpen: ballot.isOpen, voted }
		};
	}

	async #write(boardId: string): Promise<void> {
		const { store, boards, rooms, now } = this.#parts;
		const board = await boards.find(boardId);
		if (!board) return;
		const name = stateDocument(boardId);
		const state = await this.stateOf(board);
		const isNew = await rooms.read(name, (doc) => new BoardStateDocument(doc).differs(state));
		if (isNew === false) return;
		if (isNew === null) await store.transaction((trx) => ensureDocument(trx, name, 1, now()));
		await rooms.apply(name, (doc) => new BoardStateDocument(doc).write(state), { memberId: null });
	}

	/** On the beat, and whenever a phase begins; in between nothing is counted. */
	async #countsOf(
		board: Board,
		ballotId: string | null
	): Promise<{ written: Written; voted: number }> {
		const moment = `${board.phase} ${board.isRevealed} ${ballotId}`;
		const known = this.#counts.get(board.id);
		if (known?.moment === moment) return known;
		const counts = {
			moment,
			written:
				board.mode === 'verdekt' && !board.isRevealed
					? await this.#written(board, moment)
					: nothing,
			voted: ballotId ? await this.#parts.ballots.countVoters(ballotId) : 0
		};
		this.#counts.set(board.id, counts);
		return counts;
	}

	async #written(board: Board, moment: string): Promise<Written> {
		const { members, rooms } = this.#parts;
		const count = await this.#writers(board, moment);
		const here = rooms.membersIn(boardDocument(board.id));
		// Whoever leads is not waited for.
		const asked = await members.rolesIn(board.labId, here);
		const others = [...asked].filter(
			([, role]) =>
				rights['board.write'][role] !== 'nee' && rights['board.facilitate'][role] !== 'ja'
		);
		const of = new Set([...others.map(([id]) => id), ...count.people]).size;
		return { zones: count.zones, people: count.people.size, of };
	}

	async #writers(board: Board, moment: string): Promise<WriterCount> {
		const known = this.#wrote.get(board.id);
		if (known?.moment === moment) return known.count;
		const { store, boards, rooms } = this.#parts;
		// Before it is read: what is written meanwhile makes it stale again.
		const reading = { moment, count: countWriters([], []) };
		this.#wrote.set(board.id, reading);
		const zones = await zonesOf(boards, board);
		const notes = await readNotes(rooms, await notesDocuments(store, board.id));
		reading.count = countWriters(notes, zones);
		return reading.count;
	}

	#count(): void {
		for (const name of this.#parts.rooms.names) {
			const parsed = parseDocumentName(name);
			if (parsed?.kind !== 'state') continue;
			this.#counts.delete(parsed.id);
			const both = this.#parts.settle(parsed.id).then(() => this.publish(parsed.id));
			both.catch(this.#parts.failed);
		}
	}
}
