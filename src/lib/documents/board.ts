import * as Y from 'yjs';
import {
	isThing,
	mapIn,
	newCardMap,
	momentOf,
	readCard,
	type Bundle,
	type Card,
	type CardMap,
	type Comment,
	type NewCard
} from './card.ts';
import { byOrder, keysAtEnd, keysFor } from './order.ts';

/** Facts of a card one can set, each the smallest mergeable one. */
export type CardFacts = Pick<Card, 'kind' | 'domain' | 'basis'>;

/** Names of the shared types at the top of a board document; the sync server lets no other in. */
export const boardRoots = ['cards', 'comments', 'bundles'] as const;

/**
 * The only one that knows the keys of a board document.
 *
 *   cards:    Map<card id, Map{ zone, order, kind, domain, basis, at, bin, text: Text,
 *             compass: Map<id, true>, marks: Map<id, true>, links: Map<card id, type>, fields: Map,
 *             bundle, flag }>
 *   comments: Map<comment id, Map{ card, text, at }>
 *   bundles:  Map<bundle id, Map{ title }>
 *
 * A card is never removed: `bin` marks it, so what a colleague typed meanwhile survives an undo.
 */
export class BoardDocument {
	readonly doc: Y.Doc;
	readonly #cards: Y.Map<CardMap>;
	readonly #comments: Y.Map<Y.Map<unknown>>;
	readonly #bundles: Y.Map<Y.Map<unknown>>;

	constructor(doc: Y.Doc) {
		this.doc = doc;
		this.#cards = doc.getMap('cards');
		this.#comments = doc.getMap('comments');
		this.#bundles = doc.getMap('bundles');
	}

	/** Every readable card, the bin included, in no particular order. */
	cards(): Card[] {
		return [...this.#cards.entries()].flatMap(([id, map]) => readCard(id, map) ?? []);
	}

	card(id: string): Card | null {
		return readCard(id, this.#cards.get(id));
	}

	#map(id: string): CardMap | null {
		const map: unknown = this.#cards.get(id);
		return map instanceof Y.Map ? (map as CardMap) : null;
	}

	/** Cards of a zone that are not in the bin, in their order. */
	cardsIn(zone: string): Card[] {
		return this.cards()
			.filter((card) => card.zone === zone && card.binnedAt === null)
			.sort(byOrder);
	}

	/** How many cards there are, the bin included: what the limit counts. */
	get size(): number {
		return this.#cards.size;
	}

	text(id: string): Y.Text | null {
		const text = this.#map(id)?.get('text');
		return text instanceof Y.Text ? text : null;
	}

	textOf(id: string): string {
		return this.text(id)?.toJSON() ?? '';
	}

	/** Client id of whoever made the card: with the document's client ids this tells the author. */
	makerOf(id: string): number | null {
		return this.#cards._map.get(id)?.id.client ?? null;
	}

	commentMakerOf(id: string): number | null {
		return this.#comments._map.get(id)?.id.client ?? null;
	}

	comments(): Comment[] {
		return [...this.#comments.entries()]
			.flatMap(([id, map]) => {
				if (!((map as unknown) instanceof Y.Map) || !isThing(id)) return [];
				const [card, text, at] = ['card', 'text', 'at'].map((key) => map.get(key));
				if (typeof card !== 'string' || typeof text !== 'string') return [];
				return { id, card, text, at: momentOf(at) ?? 0 };
			})
			.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
	}

	bundles(): Bundle[] {
		return [...this.#bundles.entries()].flatMap(([id, map]) => {
			if (!((map as unknown) instanceof Y.Map) || !isThing(id)) return [];
			const title = map.get('title');
			return { id, title: typeof title === 'string' ? title : '' };
		});
	}

	/** Puts a card in the bundle of another card of its zone; `bundle` is the id of a new one. */
	bundleCard(id: string, withCard: string, bundle: string, origin: unknown): void {
		const [card, other] = [this.#map(id), this.#map(withCard)];
		if (!card || !other || id === withCard) return;
		this.doc.transact(() => {
			const known = other.get('bundle');
			const into = typeof known === 'string' && this.#bundles.has(known) ? known : bundle;
			if (into === bundle) {
				const map = new Y.Map<unknown>();
				map.set('title', '');
				this.#bundles.set(bundle, map);
				other.set('bundle', bundle);
			}
			if (card.get('zone') !== other.get('zone')) card.set('zone', other.get('zone'));
			card.set('bundle', into);
		}, origin);
	}

	/** Takes a card out of its bundle. A bundle of one is none: it goes with the last but one. */
	unbundleCard(id: string, origin: unknown): void {
		const bundle = this.#map(id)?.get('bundle');
		if (typeof bundle !== 'string') return;
		this.doc.transact(() => {
			this.#map(id)?.delete('bundle');
			const left = this.cards().filter((card) => card.bundle === bundle);
			if (left.length > 1) return;
			for (const card of left) this.#map(card.id)?.delete('bundle');
			this.#bundles.delete(bundle);
		}, origin);
	}

	nameBundle(id: string, title: string, origin: unknown): void {
		const bundle = this.#bundles.get(id);
		if (bundle) this.doc.transact(() => bundle.set('title', title), origin);
	}

	/** Sets or takes away a mark of a card: warm, koud, doelgroep ... */
	markCard(id: string, mark: string, on: boolean, origin: unknown): void {
		const card = this.#map(id);
		const marks = card && mapIn(card, 'marks');
		if (!marks || marks.has(mark) === on) return;
		this.doc.transact(() => (on ? marks.set(mark, true) : marks.delete(mark)), origin);
	}

	/** Points a card out for the harvest, or takes that back. */
	flagCard(id: string, on: boolean, origin: unknown): void {
		const card = this.#map(id);
		if (!card || card.has('flag') === on) return;
		this.doc.transact(() => (on ? card.set('flag', true) : card.delete('flag')), origin);
	}

	/**
	 * Puts a new card at the end of its zone. It is made in the bin and taken out in a second
	 * transaction: undoing the second puts it back in the bin instead of tearing it out of the
	 * document with what others wrote on it.
	 */
	addCard(card: NewCard, origin: unknown, making: unknown = origin): void {
		const others = this.cardsIn(card.zone);
		this.doc.transact(() => {
			const order = keysFor(card.id, others.length, others).get(card.id) ?? '';
			const map = newCardMap(card, order);
			map.set('bin', 0);
			this.#cards.set(card.id, map);
		}, making);
		this.doc.transact(() => this.#cards.get(card.id)?.delete('bin'), origin);
	}

	/** Puts many new cards at the ends of their zones, in this order, at the price of one. */
	addCards(cards: readonly NewCard[], origin: unknown): void {
		const shown = this.cards().filter(({ binnedAt }) => binnedAt === null);
		const there = Map.groupBy(shown, ({ zone }) => zone);
		this.doc.transact(() => {
			for (const [zone, own] of Map.groupBy(cards, (card) => card.zone)) {
				const keys = keysAtEnd((there.get(zone) ?? []).sort(byOrder), own.length);
				for (const [i, card] of own.entries()) {
					this.#cards.set(card.id, newCardMap(card, keys[i] ?? ''));
				}
			}
		}, origin);
	}

	/** Moves a card to the place `index` counts among the others of that zone. */
	moveCard(id: string, zone: string, index: number, origin: unknown): void {
		const card = this.#map(id);
		if (!card) return;
		const others = this.cardsIn(zone).filter((other) => other.id !== id);
		this.doc.transact(() => {
			if (card.get('zone') !== zone) {
				card.set('zone', zone);
				// A bundle is cards of one zone.
				card.delete('bundle');
			}
			for (const [moved, order] of keysFor(id, index, others)) {
				this.#map(moved)?.set('order', order);
			}
		}, origin);
	}

	setFact<Key extends keyof CardFacts>(
		id: string,
		key: Key,
		value: CardFacts[Key],
		origin: unknown
	): void {
		const card = this.#map(id);
		if (!card || card.get(key) === value) return;
		this.doc.transact(() => card.set(key, value), origin);
	}

	binCard(id: string, at: number, origin: unknown): void {
		const card = this.#map(id);
		if (card) this.doc.transact(() => card.set('bin', at), origin);
	}

	restoreCard(id: string, origin: unknown): void {
		const card = this.#map(id);
		if (card?.has('bin')) this.doc.transact(() => card.delete('bin'), origin);
	}

	addComment(comment: Comment, origin: unknown): void {
		this.doc.transact(() => {
			const map = new Y.Map<unknown>();
			map.set('card', comment.card);
			map.set('text', comment.text);
			map.set('at', comment.at);
			this.#comments.set(comment.id, map);
		}, origin);
	}

	/** Extras of a card that have no editing verb yet; the server writes them at import. */
	setExtras(
		id: string,
		extras: Partial<Pick<Card, 'compass' | 'marks' | 'links' | 'fields'>>,
		origin: unknown
	): void {
		const card = this.#map(id);
		if (!card) return;
		this.doc.transact(() => {
			for (const key of ['compass', 'marks'] as const) {
				for (const value of extras[key] ?? []) mapIn(card, key)?.set(value, true);
			}
			for (const link of extras.links ?? []) mapIn(card, 'links')?.set(link.to, link.type);
			for (const [key, value] of Object.entries(extras.fields ?? {})) {
				mapIn(card, 'fields')?.set(key, value);
			}
		}, origin);
	}

	/**
	 * Calls back when cards, comments or bundles come, go, move or change a fact; sleeps through typing.
	 * `here`: whether it was done in this copy of the document. Returns its own undo.
	 */
	onCardsChange(changed: (here: boolean, transaction: Y.Transaction) => void): () => void {
		const listener = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
			if (events.some((event) => !(event.target instanceof Y.Text)))
				changed(transaction.local, transaction);
		};
		this.#cards.observeDeep(listener);
		this.#comments.observeDeep(listener);
		this.#bundles.observeDeep(listener);
		return () => {
			this.#cards.unobserveDeep(listener);
			this.#comments.unobserveDeep(listener);
			this.#bundles.unobserveDeep(listener);
		};
	}

	/** Ids of the cards a transaction changed anything of. */
	changedCards(transaction: Y.Transaction): string[] {
		const ids = new Set<string>();
		for (const [type, keys] of transaction.changed) {
			if ((type as unknown) === this.#cards) {
				for (const key of keys) if (key !== null) ids.add(key);
			}
			let item = type._item;
			while (item && item.parent !== this.#cards) {
				item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
			}
			if (item?.parentSub) ids.add(item.parentSub);
		}
		return [...ids];
	}

	/** Undo and redo of what `origin` did, and of nothing else. */
	undoFor(origin: unknown): Y.UndoManager {
		return new Y.UndoManager(this.#cards, {
			trackedOrigins: new Set([origin]),
			captureTimeout: 600
		});
	}
}
