import { createContext, tick } from 'svelte';
import type { ShownAuthor } from '$lib/domain/attribution';
import type { Zone } from '$lib/domain/template';
import type { Card, Comment } from '$lib/documents/card';
import type { BoardView } from '$lib/documents/board-view';
import { byOrder } from '$lib/documents/order';
import type { LiveBoard } from '$lib/live/live-board';
import type { Present } from '$lib/live/presence';

/** A message at the bottom of the page, with a way back. */
export interface Toast {
	text: string;
	undo?: () => void;
}

/** What this page is doing with the board: which card is open, being moved, spoken about. */
export class BoardState {
	readonly live: LiveBoard;
	/** The reader's view as the server made it; authors grow as cards come in. */
	view: BoardView;
	editing: string | null = $state(null);
	selected: string | null = $state(null);
	moving: string | null = $state(null);
	toast: Toast | null = $state(null);
	/** A text too long to be sent: it stands in the field of this card and nowhere else. */
	held: { id: string; text: string } | null = $state(null);
	/** Said to screen readers, politely. */
	said = $state('');
	readonly cards: Card[];
	readonly byZone: Map<string, Card[]>;
	readonly mayWrite: boolean;
	/** Writing works from the moment the server's state is here. */
	readonly isReady: boolean;
	/** Texts that would be lost with this page. */
	readonly unsaved: string[];
	/** Others by the card they are at; comments by the card they belong to. */
	readonly othersAt: Map<string, Present[]>;
	readonly commentsOn: Map<string, Comment[]>;
	#toastTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(live: LiveBoard, view: BoardView) {
		this.live = live;
		this.view = $state.raw(view);
		this.cards = $derived(live.cards.current);
		this.byZone = $derived.by(() => {
			const shown = this.cards.filter((card) => card.binnedAt === null).sort(byOrder);
			return Map.groupBy(shown, (card) => card.zone);
		});
		// Derived, not read through: the line speaks with every key, and a thousand cards listen.
		this.mayWrite = $derived(
			this.view.access === 'write' && live.saving.current.connection.status !== 'refused'
		);
		this.isReady = $derived(live.isReady.current);
		this.unsaved = $derived(
			live.saving.current.unsaved > 0 || this.held ? this.unsavedTexts() : []
		);
		this.othersAt = $derived(
			Map.groupBy(live.others.current, (person) => person.place?.card ?? '')
		);
		this.commentsOn = $derived(Map.groupBy(live.comments.current, (comment) => comment.card));
	}

	get zones(): Zone[] {
		return this.view.template.zones;
	}

	cardsIn(zone: string): Card[] {
		return this.byZone.get(zone) ?? [];
	}

	zone(id: string): Zone | undefined {
		return this.zones.find((zone) => zone.id === id);
	}

	card(id: string): Card | undefined {
		return this.cards.find((card) => card.id === id);
	}

	author(thing: string): (ShownAuthor & { mine: boolean }) | null {
		return this.view.authors[thing] ?? null;
	}

	/** As they stand now, those in a field that may not be sent included. */
	unsavedTexts(): string[] {
		const { held } = this;
		const texts = this.live.unsavedTexts().filter(({ id }) => id !== held?.id);
		return [...texts.map(({ text }) => text), ...(held ? [held.text] : [])];
	}

	/** Whether going to another page would lose something; what is on its way over a line is not. */
	get isLosing(): boolean {
		const { connection, unsaved } = this.live.saving.current;
		return this.held !== null || (unsaved > 0 && connection.status !== 'live');
	}

	/** Who types in this card now. */
	writerOf(card: string): Present | undefined {
		return this.othersAt.get(card)?.find(({ place }) => place?.typing);
	}

	say(text: string): void {
		// The same words twice are not a change, and would not be read out.
		this.said = this.said === text ? `${text}\u00a0` : text;
	}

	show(toast: Toast): void {
		clearTimeout(this.#toastTimer);
		this.toast = toast;
		this.say(toast.text);
		this.#toastTimer = setTimeout(() => (this.toast = null), 12_000);
	}

	edit(id: string): void {
		if (!this.mayWrite || !this.isReady) return;
		if (this.editing !== null) this.stopEditing(this.editing, { refocus: false });
		this.live.endStep();
		this.editing = id;
	}

	/** Closes the field. A new card that stayed empty goes to the bin. */
	stopEditing(id: string, { refocus = true } = {}): void {
		if (this.editing !== id) return;
		this.editing = null;
		this.live.endStep();
		// First nowhere, so that one no longer counts as writing.
		this.live.setPlace(null);
		if (refocus) this.live.setPlace({ card: id });
		if (this.live.document.textOf(id).trim() === '') this.live.binCard(id);
		else if (refocus) void this.focus(id);
	}

	async focus(id: string): Promise<void> {
		await tick();
		document.getElementById(`card-${id}`)?.focus();
	}
}

export const [getState, setState] = createContext<BoardState>();
