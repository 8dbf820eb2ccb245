import type { IconName } from '$lib/components/ui/icons';
import { postTo } from '$lib/components/ui/post-to';
import type { Card } from '$lib/documents/card';
import { m } from '$lib/paraglide/messages';
import { unbundleCard } from './bundle-acts';
import { binCard, flagCard } from './card-acts';
import { mayLabel } from './marking-acts';
import type { BoardState } from './board-state.svelte';

/** Begins a question of the lab with what stands on a card. */
function askFromCard({ view }: BoardState, card: string): void {
	if (view.asksAt !== null) postTo(view.asksAt, { kind: 'card', of: view.id, part: card });
}

export interface CardAction {
	icon: IconName;
	label: string;
	run: () => void;
}

/** What one can do with this card now: the toolbar and the menu say the same. */
export function actionsOf(state: BoardState, card: Card): CardAction[] {
	const rights = state.rights(card.id);
	const isNote = state.layerOf(card.id)?.kind === 'aside';
	const actions: (CardAction | false)[] = [
		// Only while one harvests, and that is what one is there for.
		rights.harvest && {
			icon: 'bookmark',
			label: m.card_harvest(),
			run: () => (state.harvesting = card.id)
		},
		rights.edit && {
			icon: 'pencil',
			label: m.card_edit(),
			run: () => state.edit(card.id)
		},
		rights.arrange !== null &&
			!isNote && {
				icon: 'move',
				label: m.card_move(),
				run: () => (state.moving = card.id)
			},
		rights.arrange !== null &&
			!isNote && {
				icon: 'bundle',
				label: m.card_bundle(),
				run: () => (state.bundling = card.id)
			},
		rights.arrange !== null &&
			state.index.isBundled(card) && {
				icon: 'unbundle',
				label: m.card_unbundle(),
				run: () => void unbundleCard(state, card.id)
			},
		rights.edit &&
			!isNote && {
				icon: 'link',
				label: m.card_link(),
				run: () => (state.linking = { card: card.id, isForFact: false })
			},
		rights.comment && {
			icon: 'message',
			label: m.card_comment(),
			run: () => (state.talking = card.id)
		},
		// While one harvests it stands on every card.
		rights.flag &&
			state.phase.mode !== 'oogst' && {
				icon: 'flag',
				label: card.isFlagged ? m.card_unflag_do() : m.card_flag_do(),
				run: () => flagCard(state, card)
			},
		mayLabel(state, card.id) && {
			icon: 'signpost',
			label: m.card_marking(),
			run: () => (state.marking = card.id)
		},
		rights.bin !== null && {
			icon: 'bin',
			label: m.card_bin(),
			run: () => binCard(state, card)
		},
		rights.redact && {
			icon: 'eraser',
			label: m.card_redact(),
			run: () => (state.redacting = { card: card.id })
		},
		rights.comment &&
			!isNote &&
			state.view.asksAt !== null && {
				icon: 'question',
				label: m.card_ask(),
				run: () => askFromCard(state, card.id)
			}
	];
	return actions.filter((action) => action !== false);
}
