import { SvelteMap } from 'svelte/reactivity';
import { limits } from '$lib/domain/limits';
import type { Comment } from '$lib/documents/comment';
import type { LiveBoard } from '$lib/live/live-board';
import { m } from '$lib/paraglide/messages';
import type { Commands } from './commands.svelte';
import type { HeldOnPage } from './held-on-page.svelte';

/** What somebody is about to say about a card, as long as the server does not have it. */
export interface Draft {
	/** Of the comment it becomes: sent again, it is the same one. */
	id: string;
	text: string;
	status: 'writing' | 'sending' | 'failed';
}

/** What of the page it needs. */
interface Page {
	readonly live: LiveBoard;
	readonly held: HeldOnPage;
	readonly commands: Commands;
	say(text: string): void;
}

/** What is said about cards, and what is about to be. */
export class Talk {
	/** By card, oldest first. */
	readonly byCard: Map<string, Comment[]>;
	readonly #page: Page;
	/** Of cards that are not on the board any more, by the zone they stood in. */
	readonly #gone: Map<string, Comment[]>;
	readonly #drafts = new SvelteMap<string, Draft>();

	constructor(page: Page) {
		this.#page = page;
		const comments = $derived(page.live.comments.current);
		this.byCard = $derived(Map.groupBy(comments, ({ card }) => card));
		this.#gone = $derived.by(() => {
			const cards = Object.fromEntries(page.live.cards.current.map((card) => [card.id, card]));
			const gone = comments.filter(({ card }) => cards[card]?.binnedAt !== null);
			return Map.groupBy(gone, ({ card, zone }) => cards[card]?.zone ?? zone ?? '');
		});
	}

	on(card: string): Comment[] {
		return this.byCard.get(card) ?? [];
	}

	openOn(card: string): number {
		return this.on(card).filter(({ resolvedAt }) => resolvedAt === undefined).length;
	}

	/** Of cards in the bin or gone, where they stood. */
	goneFrom(zone: string): Comment[] {
		return this.#gone.get(zone) ?? [];
	}

	/** Null: nothing is waiting. Once it stands on the board it is not hers to send any more. */
	draftOn(card: string): Draft | null {
		const draft = this.#drafts.get(card);
		if (!draft || draft.text === '') return null;
		const isThere = this.on(card).some(
			({ id, text }) => id === draft.id && text === draft.text.trim()
		);
		return isThere ? null : draft;
	}

	write(card: string, text: string): void {
		const known = this.draftOn(card);
		// One that came through under this id said something else.
		const isUsed = known === null || this.on(card).some(({ id }) => id === known.id);
		const id = isUsed ? crypto.randomUUID() : known.id;
		this.#drafts.set(card, { id, text, status: 'writing' });
	}

	async send(card: string): Promise<void> {
		const draft = this.draftOn(card);
		if (!draft || draft.status === 'sending' || !this.maySend(draft.text)) return;
		this.#drafts.set(card, { ...draft, status: 'sending' });
		const text = draft.text.trim();
		const isDone = await this.#page.commands.send({ do: 'comment', id: draft.id, card, text });
		const now = this.#drafts.get(card);
		// She may have written on while it was under way.
		if (now?.id !== draft.id || now.text !== draft.text) return;
		if (isDone) this.#drafts.delete(card);
		else this.#drafts.set(card, { ...draft, status: 'failed' });
		if (isDone) this.#page.say(m.talk_sent());
	}

	/** Not what points at a person, and nothing before that can be seen. */
	maySend(text: string): boolean {
		const { held } = this.#page;
		const isFit = text.trim() !== '' && text.length <= limits.comment;
		return isFit && held.isLoaded && held.findingsIn(text).length === 0;
	}

	/** Texts that would be lost with this page. */
	get unsent(): { id: string; text: string }[] {
		return [...this.#drafts.keys()].flatMap((card) => {
			const draft = this.draftOn(card);
			return draft && draft.text.trim() !== '' ? { id: card, text: draft.text } : [];
		});
	}
}
