import { contributorMarks, type HarvestKind } from '$lib/domain/board-command';
import type { Card } from '$lib/documents/card';
import { kindIn } from '$lib/domain/template';
import type { ShownZone } from '$lib/documents/board-phase';
import { endOfShown } from '$lib/documents/card-filter';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import type { BoardState } from './board-state.svelte';
import { kindLabel } from './card-words';
import type { Layer } from './layers.svelte';
import { undoLast } from './undo-acts';

/*
 * What one can do with a card: in its document where one writes it, by asking the server where the
 * mode leaves no more than that.
 */

/** Ms the board may take to show what the server did, and ms between two looks. */
const SHOWN_WITHIN = 3_000;
const LOOK = 50;

/** Before which card of the same document it comes to stand; null: at the end. */
type Before = string | null;

/**
 * Moves a card and says where it went, with a way back. Where the new zone does not know its kind the
 * card becomes what that zone asks for; `kind` is what it was there before.
 */
export async function moveCard(
	state: BoardState,
	id: string,
	zone: string,
	before: Before,
	kind?: Card['kind']
): Promise<void> {
	const card = state.card(id);
	const layer = state.layerOf(id);
	const { arrange } = state.rights(id);
	const why = whyNotThere(state, id, zone, before);
	if (why !== null) return state.show({ text: why, isWrong: true });
	if (!card || !layer || arrange === null) return;
	const back = { zone: card.zone, before: nextOf(state, card), kind: card.kind };
	const becomes = kindIn(state.zone(zone) ?? { cardKinds: [] }, kind ?? card.kind);
	// At the end of what one sees is not the end where a filter leaves cards out.
	const seen = state.index.listOf(layer, zone)?.cards ?? [];
	const place = before ?? endOfShown(state.index.allOf(layer, zone), seen, id);
	const index = indexOf(state, id, zone, place);
	if (arrange === 'document') state.touch(layer.live).moveCard(id, zone, index, becomes);
	else {
		const isDone = await state.commands.send({ do: 'move', card: id, zone, index, kind: becomes });
		if (!isDone || !(await appears(() => state.card(id)?.zone === zone))) return;
	}
	const cards = state.index.allOf(layer, zone);
	const n = cards.findIndex((each) => each.id === id) + 1;
	const where = { zone: zoneName(state, zone), n, of: cards.length };
	const undo = () => {
		const isThere = back.before !== null && state.card(back.before)?.zone === back.zone;
		void moveCard(state, id, back.zone, isThere ? back.before : null, back.kind);
	};
	state.show({
		text:
			becomes === card.kind
				? m.card_moved(where)
				: m.card_moved_kind({ ...where, kind: kindLabel(becomes) }),
		undo: arrange === 'document' ? () => undoLast(state) : undo
	});
	void state.focusUnlessElsewhere(id);
}

/** Others may have taken away the card, the zone or the place meanwhile: then nothing moves. */
function whyNotThere(state: BoardState, id: string, zone: string, before: Before): string | null {
	const card = state.card(id);
	const layer = state.layerOf(id);
	if (!card || !layer || card.binnedAt !== null) return m.move_gone();
	if (!layer.zones.includes(zone)) return m.move_zone_gone();
	if (card.zone !== zone && state.zone(zone)?.cardKinds.length === 0) return m.zone_too_early();
	const other = before === null ? null : state.card(before);
	const isThere = other === null || (other?.binnedAt === null && other.zone === zone);
	return isThere ? null : m.move_place_gone();
}

export function zoneName(state: BoardState, zone: string): string {
	const name = state.zone(zone)?.name;
	return name?.[getLocale()] ?? name?.nl ?? zone;
}

/** The card after this one among those of its document. */
function nextOf(state: BoardState, card: Card): Before {
	const layer = state.layerOf(card.id);
	const cards = layer ? state.index.allOf(layer, card.zone) : [];
	return cards[cards.findIndex(({ id }) => id === card.id) + 1]?.id ?? null;
}

/** The document counts by its own order; on the page a bundle keeps cards together. */
function indexOf(state: BoardState, id: string, zone: string, before: Before): number {
	const others = state
		.liveOf(id)
		.document.cardsIn(zone)
		.filter((other) => other.id !== id);
	const at = others.findIndex((other) => other.id === before);
	return at === -1 ? others.length : at;
}

export function binCard(state: BoardState, card: Card): void {
	const { bin } = state.rights(card.id);
	if (bin === null) return;
	if (bin === 'command') return void state.commands.send({ do: 'bin', card: card.id });
	const cards = state.index.around(card);
	const at = cards.findIndex(({ id }) => id === card.id);
	const next = cards[at + 1] ?? cards[at - 1];
	const live = state.touch(state.liveOf(card.id));
	live.binCard(card.id);
	state.show({
		text: m.card_binned(),
		undo: () => {
			live.restoreCard(card.id);
			void state.focus(card.id);
		}
	});
	if (next) void state.focus(next.id);
	else document.getElementById(`zone-${card.zone}`)?.focus();
}

/**
 * Takes a card out of the bin. One that does not belong where it stood goes to a zone that knows its
 * kind; where there is none it becomes what its zone asks for.
 */
export function restoreCard(state: BoardState, card: Card): void {
	const layer = state.layerOf(card.id);
	if (!layer) return;
	// It stays what it is, and where it is, until its step comes.
	const isOthersToo = layer.kind === 'board' || layer.kind === 'part';
	if (isOthersToo && state.phase.tooEarly.includes(card.kind)) {
		return state.show({ text: m.zone_too_early(), isWrong: true });
	}
	const live = state.touch(layer.live);
	const open = state.zones.filter(({ id }) => layer.zones.includes(id));
	const fits = (zone: ShownZone) => zone.cardKinds.includes(card.kind);
	const own = open.find(({ id }) => id === card.zone);
	const to = own && fits(own) ? own : (open.find(fits) ?? own ?? open[0]);
	const becomes = to ? kindIn(to, card.kind) : card.kind;
	const isMoved = to !== undefined && (to.id !== card.zone || becomes !== card.kind);
	live.restoreCard(card.id, isMoved ? { zone: to.id, kind: becomes } : null);
	if (!isMoved) return state.say(m.card_restored());
	state.show({
		text:
			becomes === card.kind
				? m.bin_restored_to({ zone: zoneName(state, to.id) })
				: m.bin_restored_as({ kind: kindLabel(becomes) })
	});
}

/** A new card at the end of a zone of this layer, open for writing; false when there is no room. */
export function addCardTo(
	state: BoardState,
	{ live }: Layer,
	zone: string,
	about: Pick<Card, 'kind' | 'domain'>,
	id: string = crypto.randomUUID()
): boolean {
	if (!live.isReady.current) return true;
	// A zone can be for what one side says, whoever writes it down.
	const domain = state.zone(zone)?.domain ?? about.domain;
	const card = { id, zone, ...about, domain, basis: null, at: Date.now() };
	const added = state.touch(live).addCard(card);
	if (added) state.edit(id);
	return added;
}

/** A new card where one writes in this zone now. */
export function addCard(state: BoardState, zone: string, domain: Card['domain']): boolean {
	const kind = state.zone(zone)?.cardKinds[0];
	const layer = state.layerFor(zone);
	return !kind || !layer || addCardTo(state, layer, zone, { kind, domain });
}

/** Marks of its zone she may set. How far an answer would help only the contributor can tell. */
export function marksFor(state: BoardState, card: Card): string[] {
	if (state.rights(card.id).mark === null) return [];
	const marks = state.zone(card.zone)?.marks ?? [];
	return marks.filter((mark) => state.phase.ownsBoard || !contributorMarks.includes(mark));
}

export function markCard(state: BoardState, card: Card, mark: string): void {
	const on = !card.marks.includes(mark);
	if (state.rights(card.id).mark === 'document') {
		state.touch(state.liveOf(card.id)).tagCard(card.id, 'marks', mark, on);
	} else void state.commands.send({ do: 'mark', card: card.id, mark, on });
}

/**
 * One dot more on a card, or one back. Presses follow each other: each begins with what the one
 * before it came to.
 */
export function voteFor(state: BoardState, card: string, more: 1 | -1): Promise<void> {
	return (state.voting = state.voting.then(() => giveDot(state, card, more)));
}

/** The server counts; the page shows what it agreed to, and asks for its own dots anew. */
async function giveDot(state: BoardState, card: string, more: 1 | -1): Promise<void> {
	const { ballot } = state.phase;
	if (!ballot?.isOpen || !state.rights(card).vote) return;
	const n = (ballot.mine[card] ?? 0) + more;
	if (n < 0) return;
	const why =
		more < 0
			? null
			: n > ballot.cap
				? m.votes_card_full({ cap: ballot.cap })
				: dotsLeft(ballot) === 0
					? m.votes_none_left()
					: null;
	if (why !== null) return state.show({ text: why, isWrong: true });
	if (!(await state.commands.send({ do: 'vote', card, n }))) return;
	const now = state.phase.ballot;
	if (now) {
		const mine = { ...now.mine, [card]: n };
		state.phase = { ...state.phase, ballot: { ...now, mine } };
		state.say(m.votes_left({ left: dotsLeft({ ...now, mine }), n: now.budget }));
	}
	state.askPhase();
}

export function dotsLeft({
	budget,
	mine
}: {
	budget: number;
	mine: Record<string, number>;
}): number {
	return budget - Object.values(mine).reduce((sum, n) => sum + n, 0);
}

export function flagCard(state: BoardState, card: Card): void {
	void state.commands.send({ do: 'flag', card: card.id, on: !card.isFlagged });
}

export async function harvestCard(state: BoardState, card: string, as: HarvestKind): Promise<void> {
	if (await state.commands.send({ do: 'harvest', card, as })) {
		state.show({ text: m.harvest_done() });
	}
}

/** What the server did comes back in the document, a moment later. */
export async function appears(look: () => boolean): Promise<boolean> {
	const until = performance.now() + SHOWN_WITHIN;
	while (!look() && performance.now() < until) {
		await new Promise((resolve) => setTimeout(resolve, LOOK));
	}
	return look();
}
