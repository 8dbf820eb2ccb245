import * as Y from 'yjs';
import type { CardKind } from '../domain/template.ts';
import { BoardBundles } from './board-bundles.ts';
import {
	mapIn,
	newCardMap,
	readCard,
	type Bundle,
	type Card,
	type CardMap,
	type FieldValue,
	type NewCard
} from './card.ts';
import { byMoment, newCommentMap, readComment, type Comment, type CommentMap } from './comment.ts';
import type { LinkType } from './link.ts';
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
 *   comments: Map<comment id, Map{ card, text, at, zone, resolved }>
 *   bundles:  Map<bundle id, Map{ title }>
 *
 * A card is never removed: `bin` marks it, so what a colleague typed meanwhile survives an undo.
 */
export class BoardDocument {
	readonly doc: Y.Doc;
	readonly #cards: Y.Map<CardMap>;
	readonly #comments: Y.Map<CommentMap>;
	readonly #bundles: Y.Map<unknown>;
	readonly #bundling: BoardBundles;

	constructor(doc: Y.Doc) {
		this.doc = doc;
		this.#cards = doc.getMap('cards');
		this.#comments = doc.getMap('comments');
		this.#bundles = doc.getMap('bundles');
		this.#bundling = new BoardBundles(doc);
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
			.flatMap(([id, map]) => readComment(id, map) ?? [])
			.sort(byMoment);
	}

	bundles(): Bundle[] {
		return this.#bundling.list();
	}

	/** Puts a card in the bundle of another card of its zone; `bundle` is the id of a new one. */
	bundleCard(id: string, withCard: string, bundle: string, origin: unknown): void {
		this.#bundling.join(id, withCard, bundle, origin);
	}

	unbundleCard(id: string, origin: unknown): void {
		this.#bundling.leave(id, origin);
	}

	nameBundle(id: string, title: string, origin: unknown): void {
		this.#bundling.name(id, title, origin);
	}

	mergeBundles(id: string, into: string, origin: unknown): void {
		this.#bundling.merge(id, into, origin);
	}

	dissolveBundle(id: string, origin: unknown): void {
		this.#bundling.dissolve(id, origin);
	}

	/** A mark of its zone (warm, koud, doelgroep ...) or a test of the compass holds for it, or not. */
	tagCard(id: string, key: 'marks' | 'compass', tag: string, on: boolean, origin: unknown): void {
		const card = this.#map(id);
		const tags = card && mapIn(card, key);
		if (!tags || tags.has(tag) === on) return;
		this.doc.transact(() => (on ? tags.set(tag, true) : tags.delete(tag)), origin);
	}

	/** A field of the template: trekker, partners ...; null or nothing in a list empties it. */
	setField(id: string, field: string, value: FieldValue, origin: unknown): void {
		const card = this.#map(id);
		const fields = card && mapIn(card, 'fields');
		if (!fields || JSON.stringify(fields.get(field) ?? null) === JSON.stringify(value)) return;
		this.doc.transact(() => fields.set(field, value), origin);
	}

	/** One card points at another of this document; null: not any more. */
	linkCard(id: string, to: string, type: LinkType | null, origin: unknown): void {
		const card = this.#map(id);
		const links = card && mapIn(card, 'links');
		if (!links || id === to || (type !== null && !this.#map(to))) return;
		if (links.get(to) === (type ?? undefined)) return;
		this.doc.transact(() => (type ? links.set(to, type) : links.delete(to)), origin);
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

	/**
	 * Moves a card to the place `index` counts among the others of that zone. `kind`: what it is there,
	 * where that zone does not know what it was.
	 */
	moveCard(id: string, zone: string, index: number, origin: unknown, kind?: CardKind): void {
		const card = this.#map(id);
		if (!card) return;
		const others = this.cardsIn(zone).filter((other) => other.id !== id);
		this.doc.transact(() => {
			if (card.get('zone') !== zone) {
				card.set('zone', zone);
				// A bundle is cards of one zone.
				card.delete('bundle');
			}
			if (kind !== undefined && card.get('kind') !== kind) card.set('kind', kind);
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
		this.doc.transact(() => this.#comments.set(comment.id, newCommentMap(comment)), origin);
	}

	/** Dealt with at a moment (ms since epoch), or (null) open again. */
	resolveComment(id: string, at: number | null, origin: unknown): void {
		const comment = this.#comments.get(id);
		if (!comment || !readComment(id, comment) || comment.has('resolved') === (at !== null)) return;
		this.doc.transact(
			() => (at === null ? comment.delete('resolved') : comment.set('resolved', at)),
			origin
		);
	}

	/** All extras of a card at once: at import, and when it is copied. */
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

	/** What a transaction changed of cards: `<card id>`, or `<card id>/<key of it>`. */
	changesIn(transaction: Y.Transaction): string[] {
		const changes = new Set<string>();
		for (const [type, keys] of transaction.changed) {
			const path: string[] = [];
			let item = (type as unknown) === this.#cards ? null : type._item;
			for (; item && item.parent !== this.#cards; item = parentOf(item)) {
				path.unshift(item.parentSub ?? '');
			}
			if (item) path.unshift(item.parentSub ?? '');
			else if ((type as unknown) !== this.#cards) continue;
			// Letters of a text have no key.
			for (const key of keys) changes.add([...path, ...(key === null ? [] : [key])].join('/'));
		}
		return [...changes];
	}

	/** Ids of the cards a transaction changed anything of. */
	changedCards(transaction: Y.Transaction): string[] {
		const ids = this.changesIn(transaction).map((change) => change.split('/', 1)[0] ?? change);
		return [...new Set(ids)];
	}

	/** Undo and redo of what `origin` did, and of nothing else. Comments are outside it. */
	undoFor(origin: unknown): Y.UndoManager {
		return new Y.UndoManager([this.#cards, this.#bundles], {
			trackedOrigins: new Set([origin]),
			captureTimeout: 600
		});
	}
}

function parentOf({ parent }: Y.Item): Y.Item | null {
	return parent instanceof Y.AbstractType ? parent._item : null;
}
