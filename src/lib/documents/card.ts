import * as Y from 'yjs';
import { domains, type Domain } from '../domain/access.ts';
import { bases, cardKinds, type Basis, type CardKind } from '../domain/template.ts';

export type CardMap = Y.Map<unknown>;

/** A card as it stands in the document, without its text. */
export interface Card {
	id: string;
	zone: string;
	order: string;
	kind: CardKind;
	domain: Domain;
	basis: Basis | null;
	/** When it was placed, by the clock of who placed it (ms since epoch), or null. */
	at: number | null;
	/** In the bin since (ms since epoch), or null. A flag, never a removal. */
	binnedAt: number | null;
	/** Ids of the compass tests and of the marks of its zone that hold for this card. */
	compass: string[];
	marks: string[];
	/** Cards of the same document it has to do with: card id and one of `linkTypes`. */
	links: { to: string; type: string }[];
	/** Extra fields of the template: trekker, partners, kanaal ... */
	fields: Record<string, unknown>;
	/** Bundle it is in, or null; a bundle that is not there any more counts as none. */
	bundle: string | null;
	/** Somebody pointed it out for the harvest. */
	isFlagged: boolean;
}

/** Cards that say the same, under one title. */
export interface Bundle {
	id: string;
	title: string;
}

/** What a field of a template holds: an organisation or a choice, several of these, or nothing. */
export type FieldValue = string | string[] | null;

export interface NewCard {
	id: string;
	zone: string;
	kind: CardKind;
	domain: Domain;
	basis: Basis | null;
	/** Ms since epoch. */
	at?: number;
	text?: string;
}

/** What a card is made of; its text is its own Y.Text. */
export function newCardMap(card: NewCard, order: string): CardMap {
	const map: CardMap = new Y.Map();
	map.set('zone', card.zone);
	map.set('order', order);
	map.set('kind', card.kind);
	map.set('domain', card.domain);
	map.set('basis', card.basis);
	map.set('at', card.at ?? null);
	map.set('text', new Y.Text(card.text ?? ''));
	for (const key of ['compass', 'marks', 'links', 'fields']) map.set(key, new Y.Map());
	return map;
}

export function mapIn(card: CardMap, key: string): Y.Map<unknown> | null {
	const map = card.get(key);
	return map instanceof Y.Map ? map : null;
}

/**
 * A hostile client can put anything under a card: what has no readable shape is not a card, and
 * nothing a page could stumble over (a key __proto__, a moment no clock knows) comes out of one.
 */
export function readCard(id: string, map: unknown): Card | null {
	if (!(map instanceof Y.Map) || !isThing(id)) return null;
	const text = (key: string) => {
		const value: unknown = map.get(key);
		return typeof value === 'string' ? value : null;
	};
	const zone = text('zone');
	const kind = oneOf(cardKinds, text('kind'));
	if (zone === null || kind === null) return null;
	return {
		id,
		zone,
		kind,
		order: text('order') ?? '',
		domain: oneOf(domains, text('domain')) ?? 'gedeeld',
		basis: oneOf(bases, text('basis')),
		at: momentOf(map.get('at')),
		binnedAt: momentOf(map.get('bin')),
		compass: keysOf(mapIn(map, 'compass')),
		marks: keysOf(mapIn(map, 'marks')),
		links: [...(mapIn(map, 'links')?.entries() ?? [])].flatMap(([to, type]) =>
			typeof type === 'string' ? { to, type } : []
		),
		fields: Object.fromEntries(
			[...(mapIn(map, 'fields')?.entries() ?? [])].filter(
				([key, value]) => isThing(key) && isPlain(value)
			)
		),
		bundle: text('bundle'),
		isFlagged: map.get('flag') === true
	};
}

/** An id or a name of a field; `__proto__` is neither. */
export function isThing(id: string): boolean {
	return /^[a-z0-9][\w-]{0,99}$/i.test(id);
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | null {
	return known.find((each) => each === value) ?? null;
}

/** Ms since epoch that a Date can hold. */
export function momentOf(value: unknown): number | null {
	return typeof value === 'number' && Math.abs(value) <= 8.64e15 ? value : null;
}

/** A field holds a text, a number, a yes or no, nothing, or a list of texts. */
function isPlain(value: unknown): boolean {
	if (Array.isArray(value)) return value.every((each) => typeof each === 'string');
	return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function keysOf(map: Y.Map<unknown> | null): string[] {
	return map ? [...map.keys()].sort() : [];
}
