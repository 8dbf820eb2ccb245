import * as Y from 'yjs';
import { isThing, type Bundle, type CardMap } from './card.ts';

/** Which cards of a document stand together under a title: cards say in which bundle they are. */
export class BoardBundles {
	readonly #doc: Y.Doc;
	readonly #cards: Y.Map<CardMap>;
	readonly #bundles: Y.Map<Y.Map<unknown>>;

	constructor(doc: Y.Doc) {
		this.#doc = doc;
		this.#cards = doc.getMap('cards');
		this.#bundles = doc.getMap('bundles');
	}

	list(): Bundle[] {
		return [...this.#bundles.entries()].flatMap(([id, map]) => {
			if (!((map as unknown) instanceof Y.Map) || !isThing(id)) return [];
			const title = map.get('title');
			return { id, title: typeof title === 'string' ? title : '' };
		});
	}

	/** Puts a card in the bundle of another card, and in its zone; `bundle` is the id of a new one. */
	join(id: string, withCard: string, bundle: string, origin: unknown): void {
		const [card, other] = [this.#card(id), this.#card(withCard)];
		if (!card || !other || id === withCard) return;
		this.#doc.transact(() => {
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
	leave(id: string, origin: unknown): void {
		const bundle = this.#card(id)?.get('bundle');
		if (typeof bundle !== 'string') return;
		this.#doc.transact(() => {
			this.#card(id)?.delete('bundle');
			const left = this.#cardsIn(bundle);
			if (left.length > 1) return;
			for (const card of left) card.delete('bundle');
			this.#bundles.delete(bundle);
		}, origin);
	}

	name(id: string, title: string, origin: unknown): void {
		const bundle = this.#bundles.get(id);
		if (bundle) this.#doc.transact(() => bundle.set('title', title), origin);
	}

	/** All cards of one bundle go to another of the same zone. A title is not lost to none. */
	merge(id: string, into: string, origin: unknown): void {
		const [gone, stays] = [this.#bundles.get(id), this.#bundles.get(into)];
		if (!gone || !stays || id === into) return;
		const zone = this.#cardsIn(into)[0]?.get('zone');
		this.#doc.transact(() => {
			for (const card of this.#cardsIn(id)) {
				if (card.get('zone') === zone) card.set('bundle', into);
				else card.delete('bundle');
			}
			if (stays.get('title') === '' && gone.get('title')) stays.set('title', gone.get('title'));
			this.#bundles.delete(id);
		}, origin);
	}

	/** Its cards stand by themselves again. */
	dissolve(id: string, origin: unknown): void {
		if (!this.#bundles.has(id)) return;
		this.#doc.transact(() => {
			for (const card of this.#cardsIn(id)) card.delete('bundle');
			this.#bundles.delete(id);
		}, origin);
	}

	#card(id: string): CardMap | null {
		const map: unknown = this.#cards.get(id);
		return map instanceof Y.Map ? (map as CardMap) : null;
	}

	#cardsIn(bundle: string): CardMap[] {
		return [...this.#cards.keys()]
			.flatMap((id) => this.#card(id) ?? [])
			.filter((card) => card.get('bundle') === bundle);
	}
}
