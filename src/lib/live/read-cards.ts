import type { BoardDocument } from '$lib/documents/board';
import type { Card } from '$lib/documents/card';
import { sameWords } from './live';

/**
 * The cards of a document as objects that stay the same while nothing of a card changes: of fifteen
 * hundred cards on a page only the one that changed is drawn again. Reads what changed, not all.
 */
export class ReadCards {
	readonly #document: BoardDocument;
	#byId: Map<string, Card>;
	#list: Card[];

	/** `painted`: as they came with the page, until the document is here. */
	constructor(document: BoardDocument, painted: readonly Card[]) {
		this.#document = document;
		this.#list = [...painted];
		this.#byId = new Map(painted.map((card) => [card.id, card]));
	}

	/** Every card, the bin included: another list after every change. */
	get list(): Card[] {
		return this.#list;
	}

	get(id: string): Card | undefined {
		return this.#byId.get(id);
	}

	/** The document is here: what was painted and still holds stays as it is. */
	readAll(): void {
		const painted = this.#byId;
		this.#byId = new Map(
			this.#document.cards().map((card) => [card.id, known(painted.get(card.id), card)])
		);
		this.#list = [...this.#byId.values()];
	}

	/** Cards of which something changed. */
	read(ids: Iterable<string>): void {
		for (const id of ids) {
			const card = this.#document.card(id);
			if (card) this.#byId.set(id, known(this.#byId.get(id), card));
			else this.#byId.delete(id);
		}
		this.#list = [...this.#byId.values()];
	}
}

/** What was painted has its text beside it, and its facts in another order. */
function known(before: Card | undefined, now: Card): Card {
	const keys = Object.keys(now) as (keyof Card)[];
	return before && keys.every((key) => sameWords(before[key], now[key])) ? before : now;
}
