import { SvelteMap } from 'svelte/reactivity';
import type { BoardPhase } from '$lib/documents/board-phase';
import type { CardRights } from '$lib/documents/card-rights';
import type { HeldText } from '$lib/live/held-text';
import type { LiveHarvest } from '$lib/live/live-harvest';
import { loadGuard, type Guard } from '$lib/live/load-guard';
import { isSerious } from '$lib/privacy/findings';
import type { Finding } from '$lib/privacy/personal-data';
import type { Commands } from './commands.svelte';
import type { Layer } from './layers.svelte';
import type { SetAside } from './set-aside.svelte';

/** Texts of which it is remembered what was found in them. */
const MOST_FOUND = 4_000;

/** A text of this page of which something is not sent. */
interface HeldHere {
	/** Null: a text of the harvest. */
	card: string | null;
	key: string;
	text: HeldText;
}

/** What of the page it needs. */
interface Page {
	readonly layers: readonly Layer[];
	readonly harvest: LiveHarvest | null;
	readonly phase: BoardPhase;
	readonly commands: Commands;
	readonly aside: SetAside;
	readonly editing: string | null;
	rights(card: string): CardRights;
}

/** What is held back on this page, of whatever document, and by what it is judged. */
export class HeldOnPage {
	readonly texts: HeldHere[];
	/** Cards among them. */
	readonly cards: readonly string[];
	/** Pieces in all of them. */
	readonly count: number;
	readonly #page: Page;
	readonly #allowed: readonly string[];
	/** What was found in which text, by the guard and the phrases of now. */
	readonly #found: Map<string, Finding[]>;
	/** Titles of bundles that stand in their field only. */
	readonly #titles = new SvelteMap<string, string>();
	#guard: Guard | null = $state.raw(null);
	/** Phrases she said are nobody, since her phase was told. */
	#allowedHere: readonly string[] = $state.raw([]);

	constructor(page: Page) {
		this.#page = page;
		// A phase is told often and brings the same phrases: every card on the page is looked at by them.
		const allowed = $derived([...page.phase.allowed, ...this.#allowedHere].join('\n'));
		this.#allowed = $derived(allowed === '' ? [] : allowed.split('\n'));
		// eslint-disable-next-line svelte/prefer-svelte-reactivity -- a memory of what is derived
		this.#found = $derived((void this.#guard, void this.#allowed, new Map()));
		this.texts = $derived([
			...page.layers.flatMap(({ live }) =>
				live.held.holding.current.map((each) => ({ card: each.key, ...each }))
			),
			...(page.harvest?.held.holding.current ?? []).map((each) => ({ card: null, ...each }))
		]);
		// With every key it is another list of the same cards: those that listen sleep through it.
		const cards = $derived(this.texts.flatMap(({ card }) => card ?? []).join(' '));
		this.cards = $derived(cards.split(' '));
		this.count = $derived(
			this.texts.reduce((sum, { text }) => sum + text.now.current.held.length, this.#titles.size)
		);
	}

	/** Until the guard is there nothing that is typed goes. */
	async start(): Promise<void> {
		if (this.#guard) return;
		this.#guard = await loadGuard();
		this.judge();
	}

	/** False: what is typed cannot be looked at yet. */
	get isLoaded(): boolean {
		return this.#guard !== null;
	}

	/** This is no personal data, she says: here at once, for the lab once a facilitator agrees. */
	async allow(phrase: string): Promise<boolean> {
		if (!(await this.#page.commands.send({ do: 'allow', phrase }))) return false;
		this.#allowedHere = [...this.#allowedHere, phrase];
		this.judge();
		return true;
	}

	/** What points at a person in a text that others have; nothing while the guard is not loaded. */
	findingsIn(text: string): Finding[] {
		const known = this.#found;
		let found = known.get(text);
		if (!found) {
			const all = this.#guard?.findPersonalData(text, { allow: this.#allowed }) ?? [];
			found = all.filter(isSerious);
			// Letter after letter every text is another one.
			if (known.size > MOST_FOUND) known.clear();
			known.set(text, found);
		}
		return found;
	}

	/** Texts written here are judged by the guard as it is now, and by what is allowed. */
	judge(): void {
		const judging = { guard: this.#guard, allowed: this.#allowed };
		for (const { live } of this.#page.layers) live.held.judge(judging);
		this.#page.harvest?.held.judge(judging);
	}

	/** Nothing more will be typed: what is clean goes. */
	decide(): void {
		for (const { text } of this.texts) text.decide();
	}

	/** The title of a bundle is held; null: it is not any more. */
	holdTitle(bundle: string, title: string | null): void {
		if (title === null) this.#titles.delete(bundle);
		else this.#titles.set(bundle, title);
	}

	/** Titles that would be lost with this page. */
	get titles(): string[] {
		return [...this.#titles.values()];
	}

	/** Another phase: it brings its own list, and where she may not write nothing will be sent. */
	enter(why: string): void {
		this.#allowedHere = [];
		this.judge();
		const { mode, mayHarvest } = this.#page.phase;
		for (const { card, key, text } of this.texts) {
			const isOpen = card === null ? mode === 'oogst' && mayHarvest : this.#page.rights(card).edit;
			// What she still types in is kept when that field closes.
			if (isOpen || (card !== null && card === this.#page.editing)) continue;
			this.#page.aside.keep({ card: key, text: text.shown, why, isLost: true });
			text.drop();
		}
	}
}
