import * as Y from 'yjs';
import { domains } from '../domain/access.ts';
import { limits } from '../domain/limits.ts';
import { bases, cardKinds, kindIn, type CardKind } from '../domain/template.ts';
import { isThing, mapIn, momentOf, readCard, type CardMap } from './card.ts';
import { readComment } from './comment.ts';
import { linkTypes, MOST_LINKS } from './link.ts';
import { byOrder, keysAtEnd } from './order.ts';
import { cutText, plainLine, plainText, straysIn } from './plain-text.ts';
import { writerOf, type Path } from './touched.ts';

/** What can stand on a document of cards; what the method, the lab and the code ask of it. */
export interface CardRules {
	/** Zones its cards can stand in, with the kinds and marks each knows; null: every kind. */
	zones: ReadonlyMap<string, { kinds: readonly CardKind[] | null; marks: readonly string[] }>;
	/** What no zone takes in this step of the method. */
	tooEarly: readonly CardKind[];
	compass: ReadonlySet<string>;
	/** Whether a field can hold this; of a field nobody knows it cannot. */
	holds: (field: string, value: unknown) => boolean;
}

/** What was put right, as it is told to whoever wrote it. */
export type Mended = 'binned' | 'early' | 'full' | 'long' | 'comment' | 'other';

/** Something that cannot be there, and what puts it right. */
export interface Fault {
	path: Path;
	as: Mended;
	mend: () => void;
}

/**
 * Units of a text that no page writes. Two people who write at once may together bring more than fits;
 * what they wrote is saved, and is not cut.
 */
const LONGEST_TEXT = 4 * limits.cardText;
const LONGEST_ORDER = 500;
const cardKeys = [
	'zone',
	'order',
	'kind',
	'domain',
	'basis',
	'at',
	'bin',
	'text',
	'bundle',
	'flag'
];
const nested = ['compass', 'marks', 'links', 'fields'];

/**
 * What of these places cannot be there. Only they are judged: a card that was allowed when it was
 * placed stays, until somebody changes that very part of it.
 */
export function faultsIn(
	doc: Y.Doc,
	places: readonly Path[],
	rules: CardRules,
	now: number
): Fault[] {
	const of = (root: string) =>
		Map.groupBy(
			places.filter((path) => path[0] === root),
			([, key = '']) => key
		);
	const cards = [...of('cards')].flatMap(([id, paths]) => cardFaults(doc, id, paths, rules, now));
	const comments = [...of('comments')].flatMap(([id, paths]) => commentFaults(doc, id, paths));
	const bundles = [...of('bundles').keys()].flatMap((id) => bundleFaults(doc, id));
	return [...cards, ...comments, ...bundles, ...beyondLimit(doc, of('cards'))];
}

function cardFaults(
	doc: Y.Doc,
	id: string,
	paths: readonly Path[],
	rules: CardRules,
	now: number
): Fault[] {
	const cards = doc.getMap<unknown>('cards');
	const map = cards.get(id);
	// What is no card at all no page shows; it goes where it takes the room of one.
	if (!(map instanceof Y.Map) || !isThing(id)) return [];
	const faults: Fault[] = [];
	const fault = (as: Mended, mend: () => void, ...below: string[]) =>
		faults.push({ path: ['cards', id, ...below], as, mend });
	const card = map as CardMap;
	const isNew = paths.some((path) => path.length === 2);
	const isTouched = (key: string) => isNew || paths.some((path) => path[2] === key);
	// A hidden part of it is what makes it none: what it says is kept, in the bin.
	if (!readCard(id, card)) {
		fault('binned', () => {
			const [zone, about] = [...rules.zones][0] ?? ['', null];
			if (typeof card.get('zone') !== 'string') card.set('zone', zone);
			card.set('kind', about?.kinds?.[0] ?? 'feit');
			if (!(card.get('text') instanceof Y.Text)) card.set('text', new Y.Text());
			card.set('bin', now);
		});
		return faults;
	}
	for (const key of card.keys()) {
		if (cardKeys.includes(key) || nested.includes(key) || !isTouched(key)) continue;
		fault('other', () => card.delete(key), key);
	}
	placeFaults(card, isTouched, rules, now, fault);
	plainFaults(doc, card, isTouched, fault);
	for (const key of nested) {
		if (isTouched(key) && !mapIn(card, key)) fault('other', () => card.set(key, new Y.Map()), key);
	}
	partFaults(doc, id, card, paths, isNew, rules, fault);
	textFaults(card, isTouched, now, fault);
	return faults;
}

type Put = (as: Mended, mend: () => void, ...below: string[]) => void;
type IsTouched = (key: string) => boolean;

/** Where it stands, and as what. */
function placeFaults(
	card: CardMap,
	isTouched: IsTouched,
	{ zones, tooEarly }: CardRules,
	now: number,
	fault: Put
): void {
	const isPlaced = isTouched('zone') || isTouched('kind');
	if (!isPlaced && !isTouched('bin')) return;
	if (momentOf(card.get('bin')) !== null) return;
	const zone = zones.get(String(card.get('zone')));
	const kind = cardKinds.find((each) => each === card.get('kind'));
	// Nor by way of the bin.
	if (kind && tooEarly.includes(kind)) return fault('early', () => card.set('bin', now), 'zone');
	if (!isPlaced) return;
	if (zone && (zone.kinds === null || (kind && zone.kinds.includes(kind)))) return;
	// Moved by one while another changed its kind: it becomes what pages make of a move.
	const isOfOne = writerOf(card, 'zone') === writerOf(card, 'kind');
	if (zone?.kinds && kind && !isOfOne) {
		const becomes = kindIn({ cardKinds: [...zone.kinds] }, kind);
		fault('other', () => card.set('kind', becomes), 'kind');
	} else fault('binned', () => card.set('bin', now), 'zone');
}

/** Plain values that are not of their kind. */
function plainFaults(doc: Y.Doc, card: CardMap, isTouched: IsTouched, fault: Put): void {
	const isOneOf = (known: readonly string[], value: unknown) =>
		known.some((each) => each === value);
	const set = (key: string, isRight: (value: unknown) => boolean, right: () => unknown) => {
		if (!card.has(key) || !isTouched(key) || isRight(card.get(key))) return;
		fault(
			'other',
			() => {
				const value = right();
				if (value === undefined) card.delete(key);
				else card.set(key, value);
			},
			key
		);
	};
	set(
		'domain',
		(value) => isOneOf(domains, value),
		() => 'gedeeld'
	);
	set(
		'basis',
		(value) => value === null || isOneOf(bases, value),
		() => null
	);
	set(
		'at',
		(value) => value === null || momentOf(value) !== null,
		() => null
	);
	set(
		'bin',
		(value) => momentOf(value) !== null,
		() => undefined
	);
	set(
		'flag',
		(value) => value === true,
		() => undefined
	);
	set(
		'order',
		(value) => typeof value === 'string' && value.length <= LONGEST_ORDER,
		() => endOf(doc, card)
	);
	const isApart = isTouched('bundle') || isTouched('zone');
	if (card.has('bundle') && isApart && standsApart(doc, card)) {
		fault('other', () => card.delete('bundle'), 'bundle');
	}
}

function endOf(doc: Y.Doc, card: CardMap): string {
	const others = [...doc.getMap<unknown>('cards')].flatMap(([id, map]) => {
		const other = map === card ? null : readCard(id, map);
		const isBeside = other !== null && other.zone === card.get('zone');
		return isBeside && other.order.length <= LONGEST_ORDER ? [other] : [];
	});
	return keysAtEnd(others.sort(byOrder), 1)[0] ?? '';
}

/** Cards of one bundle stand in one zone. */
function standsApart(doc: Y.Doc, card: CardMap): boolean {
	const bundle = card.get('bundle');
	if (typeof bundle !== 'string' || !isThing(bundle)) return true;
	const others = [...doc.getMap<unknown>('cards').values()].filter(
		(map): map is CardMap => map instanceof Y.Map && map !== card && map.get('bundle') === bundle
	);
	return others.some((other) => !other.has('bin') && other.get('zone') !== card.get('zone'));
}

/** Compass, marks, links and fields: entry by entry. */
function partFaults(
	doc: Y.Doc,
	id: string,
	card: CardMap,
	paths: readonly Path[],
	isNew: boolean,
	rules: CardRules,
	fault: Put
): void {
	const cards = doc.getMap<unknown>('cards');
	const known = rules.zones.get(String(card.get('zone')))?.marks ?? [];
	const isRight: Record<string, (key: string, value: unknown) => boolean> = {
		compass: (key, value) => value === true && rules.compass.has(key),
		marks: (key, value) => value === true && known.includes(key),
		links: (to, type) =>
			to !== id && cards.get(to) instanceof Y.Map && linkTypes.some((each) => each === type),
		fields: (key, value) => rules.holds(key, value)
	};
	for (const key of nested) {
		const map = mapIn(card, key);
		const isWhole = isNew || paths.some((path) => path.length === 3 && path[2] === key);
		for (const [below, value] of map?.entries() ?? []) {
			if (!isWhole && !paths.some((path) => path[2] === key && path[3] === below)) continue;
			if (!isRight[key]?.(below, value)) fault('other', () => map?.delete(below), key, below);
		}
		if (key !== 'links' || !map || map.size <= MOST_LINKS) continue;
		if (!isWhole && !paths.some((path) => path[2] === key)) continue;
		for (const to of [...map.keys()].slice(MOST_LINKS)) {
			fault('other', () => map.delete(to), key, to);
		}
	}
}

function textFaults(card: CardMap, isTouched: IsTouched, now: number, fault: Put): void {
	if (!isTouched('text')) return;
	const text: unknown = card.get('text');
	if (!(text instanceof Y.Text)) {
		fault('other', () => card.set('text', new Y.Text()), 'text');
	} else if (text.length > LONGEST_TEXT) {
		if (momentOf(card.get('bin')) === null) fault('long', () => card.set('bin', now), 'text');
	} else {
		const said = text.toJSON();
		if (said !== plainText(said)) fault('other', () => tidy(text), 'text');
	}
}

/** Takes out letter by letter what is no writing: everybody's own letters stay theirs. */
function tidy(text: Y.Text): void {
	for (const round of straysIn(text.toJSON())) {
		for (const { start, end, put } of round) {
			text.delete(start, end - start);
			if (put !== '') text.insert(start, put);
		}
	}
}

/** Nobody but the server writes these: what a socket changed of one is not what its maker said. */
function commentFaults(doc: Y.Doc, id: string, paths: readonly Path[]): Fault[] {
	const comments = doc.getMap<unknown>('comments');
	const map = comments.get(id);
	if (map === undefined) return [];
	const fault = (mend: () => void): Fault[] => [{ path: ['comments', id], as: 'comment', mend }];
	const gone = () => comments.delete(id);
	const comment = readComment(id, map);
	if (!(map instanceof Y.Map) || !comment) return fault(gone);
	const { card, text } = comment;
	const maker = comments._map.get(id)?.id.client;
	const isForged = ['card', 'text', 'at', 'zone'].some((key) => {
		const writer = writerOf(map, key);
		return writer !== null && writer !== maker;
	});
	// Of an older one the card may be gone by now.
	const isNew = paths.some((path) => path.length === 2);
	const isAboutNothing = isNew && !readCard(card, doc.getMap<unknown>('cards').get(card));
	const isOdd = text.length > limits.comment || text !== plainText(text);
	return isForged || isAboutNothing || isOdd ? fault(gone) : [];
}

function bundleFaults(doc: Y.Doc, id: string): Fault[] {
	const bundles = doc.getMap<unknown>('bundles');
	const map = bundles.get(id);
	if (map === undefined) return [];
	const fault = (mend: () => void): Fault[] => [{ path: ['bundles', id], as: 'other', mend }];
	if (!(map instanceof Y.Map) || !isThing(id)) return fault(() => bundles.delete(id));
	const title: unknown = map.get('title');
	const right = typeof title === 'string' ? cutText(plainLine(title), limits.title) : '';
	const odd = [...map.keys()].filter((key) => key !== 'title');
	if (title === right && odd.length === 0) return [];
	return fault(() => {
		if (map.get('title') !== right) map.set('title', right);
		for (const key of odd) map.delete(key);
	});
}

/** A full board takes no more: of what is new the last ones go. */
function beyondLimit(doc: Y.Doc, touched: ReadonlyMap<string, readonly Path[]>): Fault[] {
	const cards = doc.getMap<unknown>('cards');
	const many = cards.size - limits.boardCards;
	if (many <= 0) return [];
	// First what takes the room of a card and is none.
	const odd = [...cards].flatMap(([id, map]) => (map instanceof Y.Map ? [] : id));
	const fresh = [...touched].filter(([, paths]) => paths.some((path) => path.length === 2));
	return [...odd.slice(0, many), ...fresh.slice(Math.min(0, odd.length - many)).map(([id]) => id)]
		.slice(0, many)
		.map((id) => ({ path: ['cards', id], as: 'full', mend: () => cards.delete(id) }));
}
