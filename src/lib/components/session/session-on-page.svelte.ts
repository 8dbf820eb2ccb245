import { SvelteSet } from 'svelte/reactivity';
import type { Notices, Toast } from '$lib/components/ui/notices.svelte';
import { UNDO_WINDOW } from '$lib/domain/board-mode';
import { sessionDocument } from '$lib/domain/document-name';
import type { SessionCommand } from '$lib/domain/session-command';
import { itemBefore, nextItem } from '$lib/domain/session';
import {
	SessionStateDocument,
	type LiveSession,
	type RoomItem
} from '$lib/documents/session-state';
import type { SessionView } from '$lib/documents/session-view';
import type { Lines } from '$lib/live/lines';
import { LiveServerState } from '$lib/live/live-server-state';
import { m } from '$lib/paraglide/messages';
import { SessionServer } from './session-server';

/** A session as the pages of one member follow it, and what she asks in it. */
export class SessionOnPage {
	readonly live: LiveServerState<LiveSession>;
	readonly server: SessionServer;
	/** Path of the lab, and of the session in it. */
	readonly lab: string;
	readonly path: string;
	readonly #view: () => SessionView | undefined;
	#known: SessionView;
	readonly #notices: Notices;
	readonly #underWay = new SvelteSet<string>();
	/** She said so on this page. */
	#agreed = $state(false);

	/** `notices` of the lab: what is told stays in sight when one goes along to another page. */
	constructor(slug: string, view: () => SessionView, parts: { lines: Lines; notices: Notices }) {
		const { id, live } = view();
		this.lab = `/labs/${slug}`;
		this.path = `${this.lab}/sessions/${id}`;
		this.#view = view;
		this.#known = view();
		this.#notices = parts.notices;
		this.server = new SessionServer(this.path);
		const open = (doc: ConstructorParameters<typeof SessionStateDocument>[0]) =>
			new SessionStateDocument(doc);
		this.live = new LiveServerState(sessionDocument(id), open, parts.lines, live);
	}

	say(text: string): void {
		this.#notices.say(text);
	}

	show(toast: Toast): void {
		this.#notices.show(toast);
	}

	get view(): SessionView {
		// A page on its way out has no data any more; what it knew is still asked for.
		this.#known = this.#view() ?? this.#known;
		return this.#known;
	}

	get now(): LiveSession {
		return this.live.state.current;
	}

	get isLive(): boolean {
		return this.now.status === 'live';
	}

	/** Whether she agreed to the ground rules. */
	get hasAgreed(): boolean {
		return this.#agreed || this.view.me.agreed;
	}

	async agree(): Promise<boolean> {
		if (await this.send({ do: 'agree' })) this.#agreed = true;
		return this.#agreed;
	}

	/** The item it is in. */
	get item(): RoomItem | null {
		const { agenda, phase } = this.now;
		return agenda.find(({ id }) => id === phase.item) ?? null;
	}

	/** The last word to everybody: it is of the item in which it was said, and goes with it. */
	get message(): LiveSession['message'] {
		const { message, phase } = this.now;
		return message && message.text !== '' && message.at >= phase.at ? message : null;
	}

	/** The how manieth of those that are held. */
	get place(): { n: number; of: number } {
		const held = this.now.agenda.filter((item) => !item.isDropped && item.minutes > 0);
		return { n: held.findIndex(({ id }) => id === this.now.phase.item) + 1, of: held.length };
	}

	get next(): RoomItem | null {
		return nextItem(this.now.agenda, this.now.phase.item);
	}

	get before(): RoomItem | null {
		return itemBefore(this.now.agenda, this.now.phase.item);
	}

	/** Where an item takes place; a board she may not read is not for her. */
	pathOf(item: Pick<RoomItem, 'boardId'> | null): string {
		const board = this.view.boards.find(({ id }) => id === item?.boardId);
		return board ? `${this.lab}/boards/${board.id}` : this.path;
	}

	/** `about`: of which one, where there are several; without it, of any. */
	isUnderWay(verb: SessionCommand['do'], about = ''): boolean {
		const key = keyOf(verb, about);
		return [...this.#underWay].some((each) => each === key || each.startsWith(`${key} `));
	}

	/** True when it was done. The same thing is not asked twice while it is under way. */
	async send(command: SessionCommand): Promise<boolean> {
		const key = keyOf(command.do, aboutOf(command));
		if (this.#underWay.has(key)) return false;
		this.#underWay.add(key);
		const answer = await this.server.do(command);
		this.#underWay.delete(key);
		if (!answer.ok) this.show({ text: answer.message, isWrong: true });
		return answer.ok;
	}

	/** Everybody goes along; for a few seconds it can be taken back. */
	async goTo(item: Pick<RoomItem, 'id' | 'title'>): Promise<void> {
		const from = this.now.phase.n;
		if (!(await this.send({ do: 'go', item: item.id, from }))) return;
		const undo = async () => {
			// Her own move, also when the page did not hear of it yet; what somebody did after it stays.
			if (await this.send({ do: 'undo', from: from + 1 })) this.show({ text: m.session_undone() });
		};
		this.show({
			text: m.session_went({ item: item.title }),
			undo: () => void undo(),
			stays: UNDO_WINDOW
		});
	}
}

/** Where everybody is, is one thing; every question is another, and so is stopping after going on. */
function keyOf(verb: SessionCommand['do'], about: string): string {
	if (['start', 'go', 'undo', 'end'].includes(verb)) return 'move';
	return about === '' ? verb : `${verb} ${about}`;
}

function aboutOf(command: SessionCommand): string {
	if ('question' in command) return command.question;
	if ('action' in command) return command.action;
	if ('act' in command) return command.act;
	return command.do === 'drop' ? command.item : '';
}
