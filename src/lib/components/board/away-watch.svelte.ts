import type * as Y from 'yjs';
import type { CardNews } from '$lib/documents/history-view';
import type { LiveBoard } from '$lib/live/live-board';
import { awayNews, standing, type Stood } from './away-news';

/**
 * What others did while she did not look: her page lay behind others, or there was no line. Counted in
 * the page itself, against what stood on it then.
 */
export class AwayWatch {
	/** `since`: ms since epoch. Null: nothing happened. */
	news: { since: number; cards: CardNews[] } | null = $state.raw(null);
	readonly #live: Pick<LiveBoard, 'document' | 'saving' | 'isReady' | 'onConnection'>;
	readonly #now: () => number;
	#stood: ReadonlyMap<string, Stood> | null = null;
	#since = 0;
	#isAway = false;
	/** Cards others did something with meanwhile. */
	#touched: string[] = [];

	constructor(
		live: Pick<LiveBoard, 'document' | 'saving' | 'isReady' | 'onConnection'>,
		now: () => number = Date.now
	) {
		this.#live = live;
		this.#now = now;
	}

	/** Returns its own undo. */
	start(): () => void {
		const { document: board } = this.#live;
		const touch = (transaction: Y.Transaction) => this.touch(transaction);
		const look = () => this.look(document.visibilityState === 'hidden');
		board.doc.on('afterTransaction', touch);
		document.addEventListener('visibilitychange', look);
		const unfollow = this.#live.onConnection(look);
		return () => {
			board.doc.off('afterTransaction', touch);
			document.removeEventListener('visibilitychange', look);
			unfollow();
		};
	}

	/** Something in the document changed: it counts when another did it and she did not look. */
	touch(transaction: Y.Transaction): void {
		if (!this.#isAway || transaction.local) return;
		this.#touched.push(...this.#live.document.changedCards(transaction));
	}

	/** She looks, or she does not. Before the first state arrived there is nothing to compare with. */
	look(isHidden: boolean): void {
		if (!this.#live.isReady.current) return;
		const { status } = this.#live.saving.current.connection;
		const isAway = isHidden || status === 'offline' || (this.#isAway && status === 'connecting');
		if (isAway === this.#isAway) return;
		this.#isAway = isAway;
		if (isAway) this.#leave();
		else this.#return();
	}

	/** She has seen it. */
	clear(): void {
		this.news = null;
		this.#stood = null;
		this.#touched = [];
	}

	/** What she did not see the last time is told along with what comes now. */
	#leave(): void {
		if (this.#stood) return;
		this.#since = this.#now();
		this.#stood = standing(this.#live.document);
	}

	#return(): void {
		if (!this.#stood) return;
		const cards = awayNews(this.#stood, standing(this.#live.document), this.#touched);
		if (cards.length > 0) this.news = { since: this.#since, cards };
		else this.clear();
	}
}
