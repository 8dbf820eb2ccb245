import { linkType, linkTypes, MOST_LINKS, type LinkType } from '$lib/documents/link';
import type { Card } from '$lib/documents/card';
import { leansOnFact } from '$lib/documents/card-fields';
import { m } from '$lib/paraglide/messages';
import type { BoardState } from './board-state.svelte';
import { addCardTo } from './card-acts';
import { undoLast } from './undo-acts';

/** In words, from the card that points and from the one that is pointed at. */
const words: Record<LinkType, { out: () => string; back: () => string }> = {
	steunt: { out: m.link_steunt, back: m.link_back_steunt },
	verheldert: { out: m.link_verheldert, back: m.link_back_verheldert },
	versterkt: { out: m.link_versterkt, back: m.link_back_versterkt },
	spanning: { out: m.link_spanning, back: m.link_back_spanning },
	samenhang: { out: m.link_samenhang, back: m.link_back_samenhang }
};

export interface ShownLink {
	/** The card at the other end. */
	card: Card;
	words: string;
	/** It points from here, and can be taken away here. */
	isOwn: boolean;
}

/** What hangs together with a card, both ways; what is not there any more is left out. */
export function linksOf(state: BoardState, card: Card): ShownLink[] {
	const at = (id: string) => state.card(id) ?? [];
	return [
		...card.links.flatMap(({ to, type }) =>
			[at(to)].flat().map((other) => ({
				card: other,
				words: words[linkType(type)].out(),
				isOwn: true
			}))
		),
		...(state.linksTo.get(card.id) ?? []).flatMap(({ from, type }) =>
			[at(from)].flat().map((other) => ({
				card: other,
				words: words[linkType(type)].back(),
				isOwn: false
			}))
		)
	];
}

export const linkChoices = linkTypes.map((type) => ({ type, label: words[type].out }));

/** A duiding that points at no feit yet, where one could do something about it. */
export function asksForFact(state: BoardState, card: Card): boolean {
	if (card.kind !== 'duiding' || !state.rights(card.id).edit) return false;
	if (state.layerOf(card.id)?.kind === 'aside') return false;
	return !leansOnFact(card, (id) => state.card(id)?.kind);
}

export function linkCard(state: BoardState, id: string, to: string, type: LinkType): boolean {
	if ((state.card(id)?.links.length ?? 0) >= MOST_LINKS) {
		state.show({ text: m.link_full(), isWrong: true });
		return false;
	}
	if (state.card(to)?.binnedAt !== null) {
		state.show({ text: m.move_place_gone(), isWrong: true });
		return false;
	}
	state.touch(state.liveOf(id)).linkCard(id, to, type);
	state.show({ text: m.link_made(), undo: () => undoLast(state) });
	return true;
}

export function unlinkCard(state: BoardState, id: string, to: string): void {
	state.touch(state.liveOf(id)).linkCard(id, to, null);
	state.show({ text: m.link_removed(), undo: () => undoLast(state) });
}

/** A new feit in a zone that takes one, open for writing, on which this duiding leans already. */
export function makeFact(state: BoardState, card: Card): void {
	const layer = state.layerOf(card.id);
	const zone = state.zones.find(
		({ id, cardKinds }) => cardKinds.includes('feit') && layer?.zones.includes(id)
	);
	if (!layer || !zone) return state.show({ text: m.fact_nowhere(), isWrong: true });
	const id = crypto.randomUUID();
	if (!addCardTo(state, layer, zone.id, { kind: 'feit', domain: card.domain }, id)) {
		return state.show({ text: m.zone_full(), isWrong: true });
	}
	layer.live.linkCard(card.id, id, 'steunt');
	state.show({ text: m.fact_made() });
}
