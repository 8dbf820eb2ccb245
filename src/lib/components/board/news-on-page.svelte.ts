import { noNews, type BoardNews, type CardNews } from '$lib/documents/history-view';
import type { ChangeKind } from '$lib/domain/history';
import { m } from '$lib/paraglide/messages';
import { newsByCard } from './away-news';
import { AwayWatch } from './away-watch.svelte';
import type { BoardServer } from './board-server';
import type { BoardState } from './board-state.svelte';

/** What is new to whoever reads this page: since her last visit, and since she looked away. */
export class NewsOnPage {
	readonly away: AwayWatch;
	/** Since her last visit; none once she saw it. */
	readonly visit: BoardNews;
	readonly #ui: BoardState;
	readonly #server: BoardServer;
	/** Up to when she said she saw it. */
	#seenUntil = $state('');
	readonly #byCard: ReadonlyMap<string, CardNews>;

	constructor(ui: BoardState, server: BoardServer, news: () => BoardNews) {
		this.#ui = ui;
		this.#server = server;
		this.away = new AwayWatch(ui.live);
		this.visit = $derived(news().until > this.#seenUntil && this.isTold ? news() : noNews);
		this.#byCard = $derived(newsByCard([...this.visit.cards, ...this.#awayCards]));
	}

	/** While people write hidden nothing is told. */
	get isTold(): boolean {
		return this.#ui.phase.mode !== 'verdekt';
	}

	get #awayCards(): CardNews[] {
		return this.isTold ? (this.away.news?.cards ?? []) : [];
	}

	/** All of it, each card once. */
	get cards(): CardNews[] {
		return [...this.#byCard.values()];
	}

	/** What one says of a card that is new to her. */
	kindOf(card: string): ChangeKind | null {
		return this.#byCard.get(card)?.what[0] ?? null;
	}

	/** She saw it: here, and on every page of hers. */
	async seen(): Promise<void> {
		const { until } = this.visit;
		if (until !== '') {
			const answer = await this.#server.seen(until);
			if (!answer.ok) return this.#ui.show({ text: answer.message, isWrong: true });
			this.#seenUntil = until;
		}
		this.away.clear();
		this.#ui.say(m.news_seen_said());
	}
}
