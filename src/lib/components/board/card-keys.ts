import { besides } from '$lib/documents/bundled';
import type { Card } from '$lib/documents/card';
import { onlyShown } from '$lib/documents/card-filter';
import { unbundleCard } from './bundle-acts';
import { addCard, binCard, moveCard, voteFor } from './card-acts';
import { mayLabel } from './marking-acts';
import type { BoardState } from './board-state.svelte';
import { besideSide, bySide } from './sides';

/** Keys on a card that has the focus; letters work only there. */
export function onCardKey(
	event: KeyboardEvent,
	state: BoardState,
	card: Card,
	domain: Card['domain']
): void {
	if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
	const act = keyOf(event, state, card, domain);
	if (!act) return;
	event.preventDefault();
	act();
}

function keyOf(
	event: KeyboardEvent,
	state: BoardState,
	card: Card,
	domain: Card['domain']
): (() => void) | null {
	const rights = state.rights(card.id);
	const step = arrows[event.key];
	if (step) {
		if (event.altKey) return rights.arrange ? () => shiftCard(state, card, step) : null;
		return () => focusNeighbour(state, card, step);
	}
	if (event.altKey) return null;
	switch (event.key) {
		case 'Enter':
		case 'F2':
			return rights.edit ? () => state.edit(card.id) : null;
		case 'm':
		case 'M':
			return rights.arrange ? () => (state.moving = card.id) : null;
		case 'g':
		case 'G':
			return rights.arrange ? () => bundleOrNot(state, card, event.shiftKey) : null;
		case 'v':
		case 'V':
			return rights.vote ? () => void voteFor(state, card.id, event.shiftKey ? -1 : 1) : null;
		case 'c':
		case 'C':
			return state.layerOf(card.id)?.kind === 'board' ? () => (state.talking = card.id) : null;
		case 'k':
		case 'K':
			return rights.edit ? () => (state.linking = { card: card.id, isForFact: false }) : null;
		case 'l':
		case 'L':
			return mayLabel(state, card.id) ? () => (state.marking = card.id) : null;
		case 'n':
		case 'N':
			return state.layerFor(card.zone) ? () => void addCard(state, card.zone, domain) : null;
		case 'Delete':
			return rights.bin ? () => binCard(state, card) : null;
		default:
			return null;
	}
}

function bundleOrNot(state: BoardState, card: Card, isOut: boolean): void {
	if (!isOut) state.bundling = card.id;
	else if (card.bundle !== null) void unbundleCard(state, card.id);
}

interface Step {
	zones: number;
	places: number;
}

const arrows: Record<string, Step | undefined> = {
	ArrowUp: { zones: 0, places: -1 },
	ArrowDown: { zones: 0, places: 1 },
	ArrowLeft: { zones: -1, places: 0 },
	ArrowRight: { zones: 1, places: 0 }
};

function focusNeighbour(state: BoardState, card: Card, { zones, places }: Step): void {
	const around = state.index.around(card);
	if (state.isSided && zones !== 0) {
		const beside = besideSide(around, card, zones);
		if (beside) void state.focus(beside.id);
		return;
	}
	const here = state.isSided ? bySide(around) : around;
	const at = here.findIndex(({ id }) => id === card.id);
	if (places !== 0) {
		const next = here[at + places] ?? (state.isSided ? inNextZone(state, card, places) : undefined);
		if (next) void state.focus(next.id);
		return;
	}
	// Zones without cards are skipped: there is nothing to stand on.
	let zone = state.zones.findIndex(({ id }) => id === card.zone) + zones;
	for (; zone >= 0 && zone < state.zones.length; zone += zones) {
		const cards = state.cardsIn(state.zones[zone]?.id ?? '');
		const next = cards[Math.min(at, cards.length - 1)];
		if (next) return void state.focus(next.id);
	}
}

/** By side left and right go across: up and down go on in the zone before and after. */
function inNextZone(state: BoardState, card: Card, step: number): Card | undefined {
	let zone = state.zones.findIndex(({ id }) => id === card.zone) + step;
	for (; zone >= 0 && zone < state.zones.length; zone += step) {
		const cards = bySide(state.cardsIn(state.zones[zone]?.id ?? ''));
		if (cards.length > 0) return cards.at(step > 0 ? 0 : -1);
	}
	return undefined;
}

/** One place or one zone on, among the cards of the same document. */
function shiftCard(state: BoardState, card: Card, { zones, places }: Step): void {
	const layer = state.layerOf(card.id);
	if (!layer) return;
	const here = state.index.listOf(layer, card.zone);
	if (places !== 0) {
		const items = here?.items ?? [];
		const own = state.isSided ? onlyShown(items, ({ domain }) => domain === card.domain) : items;
		const before = besides(own, card.id, places);
		if (before !== undefined) void moveCard(state, card.id, card.zone, before);
		return;
	}
	const at = (here?.cards ?? []).findIndex(({ id }) => id === card.id);
	const open = state.zones.filter(({ id }) => layer.zones.includes(id));
	const to = open[open.findIndex(({ id }) => id === card.zone) + zones];
	if (!to) return;
	const before = state.index.siblings(card.id, to.id)[at]?.id ?? null;
	void moveCard(state, card.id, to.id, before);
}
