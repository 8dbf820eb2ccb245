import { contributorMarks, type HarvestKind } from '$lib/domain/board-command';
import type { Card } from '$lib/documents/card';
import { endOfShown } from '$lib/documents/card-filter';
import { m } from '$lib/paraglide/messages';
import { getLocale } from '$lib/paraglide/runtime';
import type { BoardState } from './board-state.svelte';
import type { Layer } from './layers.svelte';

/*
 * What one can do with a card: in its document where one writes it, by asking the server where the
 * mode leaves no more than that.
 */

/** Ms the board may take to show what the server did, and ms between two looks. */
const SHOWN_WITHIN = 3_000;
const LOOK = 50;

/** Before which card of the same document it comes to stand; null: at the end. */
type Before = string | null;

/** Moves a card and says where it went, with a way back. */
export async function moveCard(
	state: BoardState,
	id: string,
	zone: string,
	before: Before
): Promise<void> {
	const card = state.card(id);
	const layer = state.layerOf(id);
	const { arrange } = state.rights(id);
	if (!card || !layer?.zones.includes(zone) || arrange === null) return;
	const back = { zone: card.zone, before: nextOf(state, card) };
	// At the end of what one sees is not the end where a filter leaves cards out.
	const shown = state.index.listOf(layer, zone)?.cards ?? [];
	const place = before ?? endOfShown(state.index.allOf(layer, zone), shown, id);
	const index = indexOf(state, id, zone, place);
	if (arrange === 'document') state.touch(layer.live).moveCard(id, zone, index);
	else {
		const isDone = await state.commands.send({ do: 'move', card: id, zone, index });
		if (!isDone || !(await isThere(() => state.card(id)?.zone === zone))) return;
	}
	const cards = state.index.allOf(layer, zone);
	const n = cards.findIndex((each) => each.id === id) + 1;
	const undo = () => void moveCard(state, id, back.zone, back.before);
	state.show({
		text: m.card_moved({ zone: zoneName(state, zone), n, of: cards.length }),
		undo: arrange === 'document' ? () => undoLast(state) : undo
	});
	void state.focus(id);
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

/** A new card at the end of a zone of this layer, open for writing; false when there is no room. */
export function addCardTo(
	state: BoardState,
	{ live }: Layer,
	zone: string,
	about: Pick<Card, 'kind' | 'domain'>
): boolean {
	if (!live.isReady.current) return true;
	const id = crypto.randomUUID();
	const added = state.touch(live).addCard({ id, zone, ...about, basis: null, at: Date.now() });
	if (added) state.edit(id);
	return added;
}

/** A new card where one writes in this zone now. */
export function addCard(state: BoardState, zone: string, domain: Card['domain']): boolean {
	const kind = state.zone(zone)?.cardKinds[0];
	const layer = state.layerFor(zone);
	return !kind || !layer || addCardTo(state, layer, zone, { kind, domain });
}

export async function bundleCard(state: BoardState, id: string, withCard: string): Promise<void> {
	const { arrange } = state.rights(id);
	if (arrange === 'document') state.touch(state.liveOf(id)).bundleCard(id, withCard);
	else {
		const isDone = await state.commands.send({ do: 'bundle', card: id, with: withCard });
		if (!isDone || !(await isThere(() => (state.card(id)?.bundle ?? null) !== null))) return;
	}
	state.show({ text: m.bundle_made(), undo: () => void unbundleCard(state, id) });
	void state.focus(id);
}

export async function unbundleCard(state: BoardState, id: string): Promise<void> {
	const { arrange } = state.rights(id);
	if (arrange === 'document') state.touch(state.liveOf(id)).unbundleCard(id);
	else {
		const isDone = await state.commands.send({ do: 'unbundle', card: id });
		if (!isDone || !(await isThere(() => (state.card(id)?.bundle ?? null) === null))) return;
	}
	state.say(m.bundle_left());
	void state.focus(id);
}

export function nameBundle(state: BoardState, card: string, bundle: string, title: string): void {
	if (state.rights(card).arrange === 'document') {
		state.touch(state.liveOf(card)).nameBundle(bundle, title);
	} else void state.commands.send({ do: 'name-bundle', bundle, title });
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
		state.touch(state.liveOf(card.id)).markCard(card.id, mark, on);
	} else void state.commands.send({ do: 'mark', card: card.id, mark, on });
}

/** Gives a vote or takes it back. The server counts; the page asks for its own votes anew. */
export async function voteFor(state: BoardState, card: string): Promise<void> {
	const { ballot } = state.phase;
	if (!ballot?.isOpen || !state.rights(card).vote) return;
	const on = !ballot.mine.includes(card);
	if (on && ballot.mine.length >= ballot.budget) {
		return state.show({ text: m.votes_none_left(), isWrong: true });
	}
	if (await state.commands.send({ do: 'vote', card, on })) state.askPhase();
}

export function flagCard(state: BoardState, card: Card): void {
	void state.commands.send({ do: 'flag', card: card.id, on: !card.isFlagged });
}

export async function harvestCard(state: BoardState, card: string, as: HarvestKind): Promise<void> {
	if (await state.commands.send({ do: 'harvest', card, as })) {
		state.show({ text: m.harvest_done() });
	}
}

export function undoLast(state: BoardState): void {
	state.undoable?.undo(state.editing);
	state.toast = null;
	state.say(m.undo_done());
}

export function redoLast(state: BoardState): void {
	state.undoable?.redo(state.editing);
	state.say(m.redo_done());
}

/** What the server did comes back in the document, a moment later. */
async function isThere(look: () => boolean): Promise<boolean> {
	const until = performance.now() + SHOWN_WITHIN;
	while (!look() && performance.now() < until) {
		await new Promise((resolve) => setTimeout(resolve, LOOK));
	}
	return look();
}
