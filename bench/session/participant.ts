import { sessionDocument } from '../../src/lib/domain/document-name.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import {
	SessionStateDocument,
	type LiveSession,
	type RoomItem
} from '../../src/lib/documents/session-state.ts';
import { Asker, type Complaints } from './asker.ts';
import { BoardPage } from './board-page.ts';
import { Whole } from './held.ts';
import { Line, type Way } from './line.ts';
import type { Meeting, Person } from './meeting.ts';

/** Ms over which all pages ask for what comes with the end of a session. */
const AFTER_SPREAD = 2_000;

/** Somebody in the session: her pages without a browser. */
export class Participant {
	readonly member: string;
	readonly asker: Asker;
	/** Moment at which her page showed a move, by its number. */
	readonly heardAt = new Map<number, number>();
	/** Moment at which her page had what came of the session; null: not yet. */
	reportAt: number | null = null;
	board: BoardPage | null = null;
	/** All her lines, those that are closed by now too. */
	readonly lines: Line[] = [];
	readonly session: Line;
	readonly #meeting: Meeting;
	readonly #way: Way;
	readonly #state = new Whole();
	readonly #readsAll: boolean;
	/** Whoever leads stays where she is. */
	readonly #isAtDesk: boolean;
	#status = '';
	#isRoomLoaded = true;

	constructor(
		meeting: Meeting,
		who: Person & { readsAll?: boolean; isAtDesk?: boolean },
		complaints: Complaints
	) {
		const { origin, port, sessionId } = meeting;
		this.member = who.member;
		this.#readsAll = who.readsAll ?? false;
		this.#isAtDesk = who.isAtDesk ?? false;
		this.#meeting = meeting;
		this.#way = { origin, port, cookie: who.cookie };
		this.asker = new Asker(origin, who.cookie, complaints);
		this.session = new Line(this.#way, sessionDocument(sessionId), this.#state);
		this.lines.push(this.session);
		this.session.onChange = () => this.#follow();
	}

	/** As everybody sees the session. */
	get now(): LiveSession | null {
		return new SessionStateDocument(this.#state.doc).read();
	}

	/** She is where the session is, with everything her page shows there. */
	get isThere(): boolean {
		const item = this.#item;
		if (item === undefined || !this.session.isLive) return false;
		const place = item?.boardId ?? null;
		if (place === null) return this.board === null && this.#isRoomLoaded;
		const { board } = this;
		const isMoved = item?.mode == null || board?.phase?.mode === item.mode;
		return board?.id === place && board.isReady && isMoved;
	}

	/** Since when all her lines are live. */
	get liveSince(): number {
		return Math.max(this.session.liveSince ?? Infinity, this.board?.liveSince ?? 0);
	}

	does(command: SessionCommand): Promise<boolean> {
		return this.asker.does(`${this.#meeting.path}/do`, command);
	}

	/** What is hers, as her page asks it after whatever she did. */
	async asksOwn(): Promise<void> {
		await this.asker.json(`${this.#meeting.path}/own`);
	}

	leave(): void {
		this.session.close();
		this.board?.close();
	}

	/** Where the session is; null: nowhere yet; undefined: she does not know. */
	get #item(): RoomItem | null | undefined {
		const now = this.now ?? undefined;
		return now && (now.agenda.find(({ id }) => id === now.phase.item) ?? null);
	}

	#follow(): void {
		const { now } = this;
		if (!now) return;
		const { n } = now.phase;
		if (!this.heardAt.has(n)) this.heardAt.set(n, performance.now());
		if (now.status !== this.#status) this.#hears(now.status);
		if (now.status !== 'live' || this.#isAtDesk) return;
		const place = this.#item?.boardId ?? null;
		if (place === (this.board?.id ?? null)) return;
		this.board?.close();
		this.board = null;
		if (place === null) void this.#enterRoom();
		else {
			this.board = new BoardPage(place, {
				way: this.#way,
				asker: this.asker,
				lab: this.#meeting.lab,
				crowd: this.#meeting.people,
				readsAll: this.#readsAll,
				opened: (line) => this.lines.push(line)
			});
			void this.board.open();
		}
	}

	async #enterRoom(): Promise<void> {
		this.#isRoomLoaded = false;
		await this.asker.data(this.#meeting.path, '001');
		this.#isRoomLoaded = true;
	}

	/** It began or ended: what stands around the pages of the lab is another, and so is the room. */
	#hears(status: LiveSession['status']): void {
		const isFirst = this.#status === '';
		this.#status = status;
		if (isFirst) return;
		void this.asker.data(this.#meeting.path, '010');
		setTimeout(() => void this.#loadAfter(), Math.random() * AFTER_SPREAD);
	}

	async #loadAfter(): Promise<void> {
		const data = await this.asker.data(this.#meeting.path, '001');
		if (data?.pick('report')) this.reportAt = performance.now();
	}
}
