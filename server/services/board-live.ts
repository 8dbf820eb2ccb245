import { COUNT_EVERY } from '../../src/lib/domain/board-mode.ts';
import {
	boardDocument,
	parseDocumentName,
	stateDocument
} from '../../src/lib/domain/document-name.ts';
import { rights } from '../../src/lib/domain/rights.ts';
import { BoardStateDocument, type LiveState } from '../../src/lib/documents/board-state.ts';
import type { Bus } from '../cluster/bus.ts';
import type { BallotRepository } from '../store/ballot-repository.ts';
import { holdBoard } from '../store/board-content.ts';
import type { Board, BoardRepository } from '../store/board-repository.ts';
import type { GroupRepository } from '../store/group-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import { ensureDocument } from '../store/sql-update-log.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import { zonesOf } from './board-step.ts';
import { countWriters, dueNotes, notesDocuments, readableNotes } from './hidden-notes.ts';
import { Turns } from './turns.ts';

interface LiveParts {
	store: Store;
	boards: BoardRepository;
	ballots: BallotRepository;
	groups: GroupRepository;
	members: MemberRepository;
	rooms: Rooms;
	bus: Bus;
	now: () => Date;
	/** What a board puts off comes to pass. */
	settle: (boardId: string) => Promise<void>;
	failed: (error: unknown) => void;
}

/** Numbers as they were on the last beat. */
export interface Counts {
	written: LiveState['written'];
	/** In which ballot: of a newer one nobody voted yet. */
	voted: { ballot: string | null; n: number; of: number };
	/** For whoever leads: notes a reveal would bring, and people whose notes are hidden. */
	toReveal: number;
	unrevealed: number;
	/** For whoever runs a session: who have written nothing, of those who will stand by their notes. */
	silent: readonly string[];
}

/** What is counted of one board, as long as it is in this moment. */
interface Counted {
	moment: string;
	/** Everybody who could write or vote and was seen: one who leaves does not tell whether she did. */
	seen: Set<string>;
	/** What is written, until somebody writes more. */
	notes: Promise<Noted> | null;
	counts: Promise<Counts>;
}

/** Of hidden notes who wrote, and how many; nothing of what they say. */
interface Noted {
	zones: Record<string, number>;
	people: ReadonlySet<string>;
	toReveal: number;
	unrevealed: number;
}

/**
 * What everybody on a board follows live. The record is in SQL; the document only shows it, and is
 * written anew from there after a restart. Counts of hidden writing are taken on a fixed beat, so
 * that the moment a number changes tells nothing of who was typing.
 */
export class BoardLive {
	readonly #parts: LiveParts;
	readonly #turns = new Turns();
	readonly #counted = new Map<string, Counted>();
	/** When somebody last did something on each (ms since epoch): of a vote the store keeps no moment. */
	readonly #acted = new Map<string, number>();
	readonly #beat: NodeJS.Timeout;
	readonly #unfollow: () => void;

	constructor(parts: LiveParts) {
		this.#parts = parts;
		this.#beat = setInterval(() => this.#onBeat(), COUNT_EVERY).unref();
		this.#unfollow = parts.rooms.onCommitted((name) => {
			// Every letter of everybody comes by here: most are of no note.
			const parsed = name.startsWith('notes/') ? parseDocumentName(name) : null;
			const known = parsed && this.#counted.get(parsed.id);
			if (known) known.notes = null;
		});
	}

	stop(): void {
		clearInterval(this.#beat);
		this.#unfollow();
	}

	/** Somebody did something on it. */
	acted(boardId: string): void {
		this.#acted.set(boardId, this.#parts.now().getTime());
	}

	/** When anybody last did, since this server began (ms since epoch); null: nobody did. */
	lastAct(boardId: string): number | null {
		return this.#acted.get(boardId) ?? null;
	}

	/** The moment of a board changed. Rights first: nothing is shown as allowed that is not. */
	async tell(boardId: string): Promise<void> {
		this.#parts.bus.publish({ kind: 'board-changed', boardId });
		await this.publish(boardId);
	}

	/** Shows the board as it stands in the store now. One after another: the last word is the newest. */
	publish(boardId: string): Promise<void> {
		return this.#turns.share(boardId, () => this.#write(boardId));
	}

	async stateOf(board: Board): Promise<LiveState> {
		const { phase: n, mode, currentStep: step, turn, clock } = board;
		const ballot = mode === 'stemmen' ? await this.#parts.ballots.ofStep(board.id, step) : null;
		const { written, voted } = await this.countsOf(board);
		return {
			phase: { n, mode, step, at: Date.parse(board.phaseAt) },
			turn,
			clock,
			clocks: mode === 'subgroep' ? await this.#clocksOf(board.id) : {},
			written,
			ballot: ballot && {
				isOpen: ballot.isOpen,
				voted: voted.ballot === ballot.id ? voted.n : 0,
				of: voted.of
			}
		};
	}

	async #clocksOf(boardId: string): Promise<LiveState['clocks']> {
		const groups = await this.#parts.groups.list(boardId);
		return Object.fromEntries(groups.flatMap(({ id, clock }) => (clock ? [[id, clock]] : [])));
	}

	/** As on the last beat, or as the moment began; in between nothing is counted. */
	countsOf(board: Board): Promise<Counts> {
		const moment = `${board.phase} ${board.isRevealed}`;
		const known = this.#counted.get(board.id);
		if (known?.moment === moment) return known.counts;
		return this.#count(board, { moment, seen: new Set(), notes: null });
	}

	#count(board: Board, { moment, seen, notes }: Omit<Counted, 'counts'>): Promise<Counts> {
		const noted = notes ?? this.#note(board);
		const counts = this.#take(board, seen, noted);
		this.#counted.set(board.id, { moment, seen, notes: noted, counts });
		// What failed is counted anew when somebody asks.
		counts.catch(() => this.#counted.delete(board.id));
		return counts;
	}

	async #note(board: Board): Promise<Noted> {
		const { store, boards, rooms } = this.#parts;
		const notes = await readableNotes(rooms, await notesDocuments(store, board.id));
		const zones = await zonesOf(boards, board);
		return {
			...countWriters(notes, zones),
			toReveal: dueNotes(notes, zones).length,
			unrevealed: new Set(notes.map(({ memberId }) => memberId)).size
		};
	}

	async #take(board: Board, seen: Set<string>, noted: Promise<Noted>): Promise<Counts> {
		const { ballots, members, rooms } = this.#parts;
		const { zones, people, toReveal, unrevealed } = await noted;
		const here = await members.rolesIn(board.labId, rooms.membersIn(boardDocument(board.id)));
		const ballot =
			board.mode === 'stemmen' ? await ballots.ofStep(board.id, board.currentStep) : null;
		const voters = ballot ? await ballots.voters(ballot) : [];
		if (ballot) {
			for (const [member, role] of here) {
				if (rights['session.vote'][role] !== 'nee') seen.add(member);
			}
			for (const member of voters) seen.add(member);
		}
		const voted = { ballot: ballot?.id ?? null, n: voters.length, of: seen.size };
		if (board.mode !== 'verdekt' || board.isRevealed) {
			const written = { zones: {}, people: 0, of: 0 };
			return { written, voted, toReveal: 0, unrevealed, silent: [] };
		}
		for (const [member, role] of here) {
			// Whoever leads is not waited for: by role, or in the session that runs.
			const leads = rights['board.facilitate'][role] === 'ja' || board.sessionLeads.has(member);
			if (rights['board.write'][role] !== 'nee' && !leads) seen.add(member);
		}
		for (const member of people) seen.add(member);
		const isByName = board.attribution === 'name';
		const silent = isByName ? [...seen].filter((member) => !people.has(member)) : [];
		const written = { zones, people: people.size, of: seen.size };
		return { written, voted, toReveal, unrevealed, silent };
	}

	async #write(boardId: string): Promise<void> {
		const { store, boards, rooms, now } = this.#parts;
		const board = await boards.find(boardId);
		if (!board || board.withdrawnAt !== null) return;
		const name = stateDocument(boardId);
		const state = await this.stateOf(board);
		const isNew = await rooms.read(name, (doc) => new BoardStateDocument(doc).differs(state));
		if (isNew === false) return;
		if (isNew === null) {
			await store.transaction(async (trx) => {
				if (await holdBoard(trx, boardId)) await ensureDocument(trx, name, 1, now());
			});
		}
		await rooms.apply(name, (doc) => new BoardStateDocument(doc).write(state), { memberId: null });
	}

	#onBeat(): void {
		const open = new Set(
			this.#parts.rooms.names.flatMap((name) => {
				const parsed = parseDocumentName(name);
				return parsed?.kind === 'state' ? parsed.id : [];
			})
		);
		// Of a board nobody follows any more nothing is remembered.
		for (const id of this.#counted.keys()) if (!open.has(id)) this.#counted.delete(id);
		for (const id of open) this.#refresh(id).catch(this.#parts.failed);
	}

	async #refresh(boardId: string): Promise<void> {
		// What cannot be folded in now stays where it is, and the rest goes on.
		await this.#parts.settle(boardId).catch(this.#parts.failed);
		const board = await this.#parts.boards.find(boardId);
		const known = this.#counted.get(boardId);
		if (board && known) await this.#count(board, known);
		await this.publish(boardId);
	}
}
