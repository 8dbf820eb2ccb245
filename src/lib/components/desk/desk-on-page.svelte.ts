import { SvelteSet } from 'svelte/reactivity';
import { BoardServer } from '$lib/components/board/board-server';
import { ServerClock } from '$lib/components/clock/server-clock.svelte';
import type { SessionOnPage } from '$lib/components/session/session-on-page.svelte';
import type { BoardCommand } from '$lib/domain/board-command';
import { deskDocument } from '$lib/domain/document-name';
import { TAKE_OVER_AFTER } from '$lib/domain/session';
import type { DeskBoard } from '$lib/documents/desk-board';
import { DeskStateDocument, type DeskState } from '$lib/documents/session-state';
import type { DeskView } from '$lib/documents/session-view';
import type { Lines } from '$lib/live/lines';
import { LiveServerState } from '$lib/live/live-server-state';

/** Ms between two questions for the desk: forty people may write at once. */
const EVERY = 1_000;
/** Ms after which it is asked again when there was no answer. */
const AGAIN = 5_000;
/** Ms between two looks at the time. */
const TICK = 2_000;

/** The desk of a session as one of those who run it has it before her. */
export class DeskOnPage {
	readonly session: SessionOnPage;
	view: DeskView = $state.raw() as DeskView;
	/** It was asked for and did not come. */
	isStale = $state(false);
	/** What she does not want to see again on this page. */
	readonly dismissed = new SvelteSet<string>();
	readonly #clock: ServerClock;
	readonly #underWay = new SvelteSet<string>();
	readonly #desk: LiveServerState<DeskState>;
	#asking: Promise<void> | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#askedAt = 0;
	#isStopped = false;

	constructor(session: SessionOnPage, view: DeskView, at: number, lines: Lines) {
		this.session = session;
		this.view = view;
		this.#clock = new ServerClock(at);
		const open = (doc: ConstructorParameters<typeof DeskStateDocument>[0]) =>
			new DeskStateDocument(doc);
		this.#desk = new LiveServerState(deskDocument(session.view.id), open, lines, { sign: '' });
	}

	/** Goes live. Returns its own undo. */
	start(): () => void {
		const stopClock = this.#clock.start(TICK);
		const unfollow = this.#desk.onChange(() => this.#ask());
		const stop = this.#desk.start();
		return () => {
			this.#isStopped = true;
			stopClock();
			clearTimeout(this.#timer);
			unfollow();
			stop();
		};
	}

	/** Ms since epoch, on the server's clock as near as the page knows. */
	get at(): number {
		return this.#clock.now;
	}

	/** The desk as it is now, however short ago it was asked for. */
	async fresh(): Promise<DeskView> {
		await this.#asking;
		await this.#fetch();
		return this.view;
	}

	get board(): DeskBoard | null {
		return this.view.board;
	}

	/** Others who run it. */
	get others(): string[] {
		const { tasks, me } = this.session.view;
		return tasks
			.filter(({ role, memberId }) => role !== 'host' && memberId !== me.memberId)
			.map(({ name }) => name);
	}

	get isLead(): boolean {
		return this.view.leadId === this.session.view.me.memberId;
	}

	/** Ms whoever leads is gone, once another may take over; null: she is there, or it is oneself. */
	get leadGoneFor(): number | null {
		const { leadGone } = this.view;
		if (this.isLead || leadGone === null) return null;
		const ms = this.at - leadGone;
		return ms >= TAKE_OVER_AFTER ? ms : null;
	}

	isUnderWay(what: string): boolean {
		return this.#underWay.has(what);
	}

	/** Asks something of a board, that of this moment unless told. True when it was done. */
	async command(
		command: BoardCommand,
		what: string = command.do,
		boardId = this.board?.id
	): Promise<boolean> {
		const { session } = this;
		if (!boardId || this.#underWay.has(what)) return false;
		this.#underWay.add(what);
		const server = new BoardServer(`${session.lab}/boards/${boardId}`);
		const answer = await server.do(command);
		this.#underWay.delete(what);
		if (!answer.ok) session.show({ text: answer.message, isWrong: true });
		else this.#ask();
		return answer.ok;
	}

	#ask(after = this.#askedAt + EVERY - Date.now()): void {
		if (this.#timer !== undefined || this.#isStopped) return;
		this.#timer = setTimeout(
			() => {
				this.#timer = undefined;
				void (this.#asking ?? Promise.resolve()).then(() => this.#fetch());
			},
			Math.max(0, after)
		);
	}

	#fetch(): Promise<void> {
		this.#asking ??= this.#get().finally(() => (this.#asking = null));
		return this.#asking;
	}

	async #get(): Promise<void> {
		this.#askedAt = Date.now();
		const view = await this.session.server.desk();
		this.isStale = view === null;
		if (view) this.view = view;
		else this.#ask(AGAIN);
	}
}
