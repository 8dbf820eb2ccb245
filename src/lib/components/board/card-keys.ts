import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import type { Card } from '$lib/documents/card';
import type { BoardState } from './board-state.svelte';

/** Moves a card and says where it went, with a way back. */
export function moveCard(state: BoardState, id: string, zone: string, index: number): void {
	const name = state.zone(zone)?.name[getLocale()] ?? state.zone(zone)?.name.nl ?? zone;
	state.live.moveCard(id, zone, index);
	const cards = state.cardsIn(zone);
	const n = cards.findIndex((card) => card.id === id) + 1;
	state.show({
		text: m.card_moved({ zone: name, n, of: cards.length }),
		undo: () => undoLast(state)
	});
	void state.focus(id);
}

export function binCard(state: BoardState, card: Card): void {
	const cards = state.cardsIn(card.zone);
	const at = cards.findIndex(({ id }) => id === card.id);
	const next = cards[at + 1] ?? cards[at - 1];
	state.live.binCard(card.id);
	state.show({
		text: m.card_binned(),
		undo: () => {
			state.live.restoreCard(card.id);
			void state.focus(card.id);
		}
	});
	if (next) void state.focus(next.id);
	else document.getElementById(`zone-${card.zone}`)?.focus();
}

/** A new card at the end of a zone, open for writing. */
export function addCard(state: BoardState, zone: string, domain: Card['domain']): boolean {
	const kind = state.zone(zone)?.cardKinds[0];
	if (!kind || !state.mayWrite || !state.isReady) return true;
	const id = crypto.randomUUID();
	const added = state.live.addCard({ id, zone, kind, domain, basis: null, at: Date.now() });
	if (added) state.edit(id);
	return added;
}

export function undoLast(state: BoardState): void {
	state.live.undo();
	state.toast = null;
	state.say(m.undo_done());
}

export function redoLast(state: BoardState): void {
	state.live.redo();
	state.say(m.redo_done());
}

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
	const step = arrows[event.key];
	if (step) {
		if (event.altKey)
			return state.mayWrite && state.isReady ? () => shiftCard(state, card, step) : null;
		return () => focusNeighbour(state, card, step);
	}
	if (event.altKey || !state.mayWrite || !state.isReady) return null;
	switch (event.key) {
		case 'Enter':
		case 'F2':
			return () => state.edit(card.id);
		case 'm':
		case 'M':
			return () => (state.moving = card.id);
		case 'n':
		case 'N':
			return () => void addCard(state, card.zone, domain);
		case 'Delete':
			return () => binCard(state, card);
		default:
			return null;
	}
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
	const here = state.cardsIn(card.zone);
	const at = here.findIndex(({ id }) => id === card.id);
	if (places !== 0) {
		const next = here[at + places];
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

function shiftCard(state: BoardState, card: Card, { zones, places }: Step): void {
	const at = state.cardsIn(card.zone).findIndex(({ id }) => id === card.id);
	if (places !== 0) {
		const index = at + places;
		if (index >= 0 && index < state.cardsIn(card.zone).length) {
			moveCard(state, card.id, card.zone, index);
		}
		return;
	}
	const to = state.zones[state.zones.findIndex(({ id }) => id === card.zone) + zones];
	if (to) moveCard(state, card.id, to.id, Math.min(at, state.cardsIn(to.id).length));
}
