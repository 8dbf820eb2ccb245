import { setTimeout as wait } from 'node:timers/promises';
import { boardDocument, stateDocument } from '../../src/lib/domain/document-name.ts';
import type { Step } from '../../src/lib/domain/template.ts';
import type { BallotResult } from '../../src/lib/documents/ballot-result.ts';
import { isWritingHidden, layersOf, type LayerKind } from '../../src/lib/documents/board-layers.ts';
import type { BoardPhase } from '../../src/lib/documents/board-phase.ts';
import { BoardStateDocument, type LiveState } from '../../src/lib/documents/board-state.ts';
import type { Asker } from './asker.ts';
import { OnlyRead, OwnWriting, Whole } from './held.ts';
import { Line, type Way } from './line.ts';

/** As pages do: ms over which all of them ask for their phase, for totals, and for authors. */
const PHASE_SPREAD = 150;
const TOTALS_SPREAD = 800;
const AUTHORS_PACE = 800;
const AUTHORS_CROWD = 10;
const AGAIN = 1_000;

/** Cards in a document of their own in which she writes now. */
export interface OwnLayer {
	kind: LayerKind;
	line: Line;
	own: OwnWriting;
}

interface Reader {
	way: Way;
	asker: Asker;
	/** Of the lab. */
	lab: string;
	/** People on the board, as its page would count them. */
	crowd: number;
	/** Reads the board itself; the others count what came of it. */
	readsAll: boolean;
	/** Told of every line that was opened. */
	opened: (line: Line) => void;
}

/** A board as one page of one person has it open. */
export class BoardPage {
	readonly id: string;
	phase: BoardPhase | null = null;
	/** What the last ballot came to, and the moment at which this page had it. */
	results: BallotResult[] = [];
	resultsAt = 0;
	readonly board: OnlyRead | Whole;
	readonly #reader: Reader;
	readonly #path: string;
	readonly #state = new Whole();
	#steps: Step[] = [];
	#lines = new Map<string, Line>();
	#own = new Map<string, OwnLayer>();
	#isClosed = false;
	#isAsking = false;
	#askedFor = -1;
	#authors = 0;
	#authorsTimer: NodeJS.Timeout | undefined;

	constructor(id: string, reader: Reader) {
		this.id = id;
		this.#reader = reader;
		this.#path = `${reader.lab}/boards/${id}`;
		this.board = reader.readsAll ? new Whole() : new OnlyRead();
	}

	/** As when one goes there from another page of the lab. */
	async open(): Promise<void> {
		while (!this.#isClosed && !(await this.#load('0001'))) await wait(AGAIN);
		if (this.#isClosed) return;
		const state = this.#open(stateDocument(this.id), this.#state);
		state.onChange = () => this.#look();
		if (this.phase) this.#enter(this.phase);
		const board = this.#lines.get(boardDocument(this.id));
		if (board) board.onChange = () => this.#lookForAuthors();
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#authorsTimer);
		for (const line of this.#lines.values()) line.close();
	}

	/** Cards of the board that are here, and the moment at which the last one came. */
	get cards(): { n: number; at: number } {
		if (this.board instanceof Whole) return { n: this.board.doc.getMap('cards').size, at: 0 };
		const { cards, cardsAt } = this.board.others;
		return { n: cards.size, at: cardsAt };
	}

	get state(): LiveState | null {
		return new BoardStateDocument(this.#state.doc).read();
	}

	/** Her phase is the one the board is in, and everything she follows in it is here. */
	get isReady(): boolean {
		const { phase, state } = this;
		return (
			phase !== null &&
			state !== null &&
			phase.n === state.phase.n &&
			phase.turn >= state.turn &&
			[...this.#lines.values()].every((line) => line.isLive)
		);
	}

	/** Since when all of it is live. */
	get liveSince(): number {
		return Math.max(...[...this.#lines.values()].map(({ liveSince }) => liveSince ?? Infinity));
	}

	/** Where her new cards go now: her hidden notes, or the part of her group. */
	get writing(): OwnLayer | null {
		// Notes can be prepared for a later step meanwhile; these are not what one writes now.
		const wanted = this.phase && isWritingHidden(this.phase) ? 'notes' : 'part';
		return [...this.#own.values()].find(({ kind }) => kind === wanted) ?? null;
	}

	get lines(): readonly Line[] {
		return [...this.#lines.values()];
	}

	/** True when it was loaded. */
	async #load(nodes: string): Promise<boolean> {
		const data = await this.#reader.asker.data(this.#path, nodes);
		if (!data) return false;
		this.#steps = data.pick('board', 'template', 'steps');
		this.phase = data.pick<BoardPhase>('board', 'phase');
		this.results = data.pick('board', 'results');
		this.resultsAt = performance.now();
		return true;
	}

	#open(key: string, held: ConstructorParameters<typeof Line>[2]): Line {
		const line = new Line(this.#reader.way, key, held);
		this.#lines.set(key, line);
		this.#reader.opened(line);
		return line;
	}

	/** Follows what this phase asks for, and lets go of what it does not any more. */
	#enter(phase: BoardPhase): void {
		const ballot = this.phase?.lastBallot;
		this.phase = phase;
		const layers = layersOf(this.id, phase, this.#steps, false);
		const followed = new Set([stateDocument(this.id), ...layers.map(({ key }) => key)]);
		for (const [key, line] of this.#lines) {
			if (followed.has(key)) continue;
			line.close();
			this.#lines.delete(key);
			this.#own.delete(key);
		}
		for (const { key, kind, access } of layers) {
			if (this.#lines.has(key)) continue;
			if (kind === 'board') this.#open(key, this.board);
			else if (access === 'read') this.#open(key, new OnlyRead());
			else {
				const own = new OwnWriting();
				const line = this.#open(key, own);
				this.#own.set(key, { kind, line, own });
			}
			const line = this.#lines.get(key);
			// The server will not have us there any more: what holds now?
			if (line && kind !== 'board') line.onChange = () => line.refused && this.#ask();
		}
		if (phase.lastBallot !== null && phase.lastBallot !== ballot) {
			setTimeout(() => void this.#load('1111'), Math.random() * TOTALS_SPREAD);
		}
	}

	#look(): void {
		const { state } = this;
		if (!state || state.turn === this.phase?.turn || state.turn === this.#askedFor) return;
		this.#askedFor = state.turn;
		this.#ask();
	}

	#ask(after = Math.random() * PHASE_SPREAD): void {
		if (this.#isAsking || this.#isClosed) return;
		this.#isAsking = true;
		setTimeout(() => void this.#askNow(), after);
	}

	async #askNow(): Promise<void> {
		const phase = await this.#reader.asker.json<BoardPhase>(`${this.#path}/phase`);
		this.#isAsking = false;
		if (this.#isClosed) return;
		if (phase) this.#enter(phase);
		const isBehind = (this.phase?.turn ?? 0) < (this.state?.turn ?? 0);
		if (!phase || isBehind) this.#ask(phase ? Math.random() * PHASE_SPREAD : AGAIN);
	}

	/** Everybody asks who made the new cards; the more people, the more slowly. */
	#lookForAuthors(): void {
		if (this.#authorsTimer || this.cards.n === this.#authors) return;
		const pace = AUTHORS_PACE * (1 + (Math.random() * this.#reader.crowd) / AUTHORS_CROWD);
		this.#authorsTimer = setTimeout(() => void this.#askAuthors(), pace);
	}

	async #askAuthors(): Promise<void> {
		this.#authors = this.cards.n;
		await this.#reader.asker.visits(`${this.#path}/authors`);
		this.#authorsTimer = undefined;
		if (!this.#isClosed) this.#lookForAuthors();
	}
}
