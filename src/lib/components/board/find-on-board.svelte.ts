import { untrack } from 'svelte';
import type { Talk } from './talk.svelte';
import type { Card } from '$lib/documents/card';
import { BoardSearch, wordsOf, type Findable } from '$lib/documents/board-search';
import type { BoardState } from './board-state.svelte';
import { authorLine } from './card-words';
import { bySide } from './sides';

/** Ms of rest in what others write before it is looked through again. */
const REST = 400;

/** What somebody looks for on this page, and where it is. Nothing of it leaves the page. */
export class FindOnBoard {
	query = $state('');
	readonly words: string[];
	/** Cards that are shown and have all the words, in the order of the page. */
	readonly hits: readonly string[];
	/** How many the filter leaves out. */
	readonly outside: number;
	/** The one gone to last. */
	at: string | null = $state(null);
	/** Goes up when a text may have changed. */
	turn = $state(0);
	readonly #ui: BoardState;
	readonly #search = new BoardSearch();

	constructor(ui: BoardState) {
		this.#ui = ui;
		this.words = $derived(wordsOf(this.query));
		const among = $derived.by(() => {
			void this.turn;
			return this.words.length === 0 ? [] : this.#everything();
		});
		const found = $derived(this.#search.find(this.words, among).map(({ id }) => id));
		const shown = $derived(
			found.filter((id) => {
				const card = ui.card(id);
				return card !== undefined && ui.shown.has(card);
			})
		);
		this.hits = $derived(shown);
		this.outside = $derived(found.length - shown.length);
	}

	/** Follows what others write. Returns its own undo. */
	start(): () => void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const changed = () => {
			timer ??= setTimeout(() => {
				timer = undefined;
				this.turn += 1;
			}, REST);
		};
		const stops = this.#ui.layers.map(({ live }) => live.onWords(changed));
		return () => {
			clearTimeout(timer);
			for (const stop of stops) stop();
		};
	}

	/** The next (1) or the one before (-1), round and round; null when there is none. */
	go(step: 1 | -1): string | null {
		const { hits } = this;
		if (hits.length === 0) return null;
		const from = this.at === null ? -1 : hits.indexOf(this.at);
		const first = from === -1 && step === -1 ? 0 : from;
		this.at = hits[(first + step + hits.length) % hits.length] ?? null;
		return this.at;
	}

	get place(): number {
		return this.at === null ? 0 : this.hits.indexOf(this.at) + 1;
	}

	clear(): void {
		this.query = '';
		this.at = null;
	}

	#everything(): Findable[] {
		const { zones, index, isSided, talk } = this.#ui;
		const said = talk.byCard;
		return zones.flatMap(({ id }) => {
			const cards = isSided ? bySide(index.allIn(id)) : index.allIn(id);
			return cards.map((card) => ({
				id: card.id,
				texts: untrack(() => this.#textsOf(card, said))
			}));
		});
	}

	/** Everything a card says to this reader. */
	#textsOf(card: Card, said: Talk['byCard']): string[] {
		const ui = this.#ui;
		const live = ui.liveOf(card.id);
		const bundle = live.bundles.current.find(({ id }) => id === card.bundle)?.title ?? '';
		const fields = Object.values(card.fields).flat();
		const names = fields.flatMap((each) =>
			typeof each === 'string' ? (ui.view.organisations[each] ?? each) : []
		);
		const comments = (said.get(card.id) ?? []).flatMap(({ id, text }) => [
			text,
			authorLine(ui.author(id))
		]);
		const compass = ui.view.compass.filter(({ id }) => card.compass.includes(id));
		return [
			live.text(card.id).current,
			bundle,
			...names,
			...compass.map(({ label }) => label),
			...card.marks,
			authorLine(ui.author(card.id)),
			...comments
		];
	}
}
