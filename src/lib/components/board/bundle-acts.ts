import { m } from '$lib/paraglide/messages';
import type { BoardState } from './board-state.svelte';
import { appears } from './card-acts';
import { undoLast } from './undo-acts';

/** Putting cards together and apart: in the document where one writes it, else by asking the server. */

export async function bundleCard(state: BoardState, id: string, withCard: string): Promise<void> {
	const { arrange } = state.rights(id);
	const isThere = [id, withCard].every((each) => state.card(each)?.binnedAt === null);
	if (!isThere) return state.show({ text: m.move_place_gone(), isWrong: true });
	if (arrange === 'document') state.touch(state.liveOf(id)).bundleCard(id, withCard);
	else {
		const isDone = await state.commands.send({ do: 'bundle', card: id, with: withCard });
		if (!isDone || !(await appears(() => (state.card(id)?.bundle ?? null) !== null))) return;
	}
	state.show({ text: m.bundle_made(), undo: () => void unbundleCard(state, id) });
	void state.focusUnlessElsewhere(id);
}

export async function unbundleCard(state: BoardState, id: string): Promise<void> {
	const { arrange } = state.rights(id);
	if (arrange === 'document') state.touch(state.liveOf(id)).unbundleCard(id);
	else {
		const isDone = await state.commands.send({ do: 'unbundle', card: id });
		if (!isDone || !(await appears(() => (state.card(id)?.bundle ?? null) === null))) return;
	}
	state.say(m.bundle_left());
	void state.focusUnlessElsewhere(id);
}

export function nameBundle(state: BoardState, card: string, bundle: string, title: string): void {
	if (state.rights(card).arrange === 'document') {
		state.touch(state.liveOf(card)).nameBundle(bundle, title);
	} else void state.commands.send({ do: 'name-bundle', bundle, title });
}

/** All cards of one bundle go to another of the same zone. */
export async function mergeBundles(
	state: BoardState,
	first: string,
	bundle: string,
	into: string
): Promise<void> {
	const before = remembered(state, first, bundle);
	if (!before) return;
	const { live, arrange, cards, title } = before;
	if (arrange === 'document') state.touch(live).mergeBundles(bundle, into);
	else {
		if (!(await state.commands.send({ do: 'merge-bundles', bundle, into }))) return;
		if (!(await appears(() => state.card(first)?.bundle === into))) return;
	}
	const undo = async () => {
		for (const card of cards) await state.commands.send({ do: 'unbundle', card });
		await rebundle(state, cards, title);
	};
	state.show({
		text: m.bundle_merged(),
		undo: () => (arrange === 'document' ? undoLast(state) : void undo())
	});
	void state.focusUnlessElsewhere(first);
}

/** Its cards stand by themselves again. */
export async function dissolveBundle(
	state: BoardState,
	first: string,
	bundle: string
): Promise<void> {
	const before = remembered(state, first, bundle);
	if (!before) return;
	const { live, arrange, cards, title } = before;
	if (arrange === 'document') state.touch(live).dissolveBundle(bundle);
	else {
		if (!(await state.commands.send({ do: 'dissolve-bundle', bundle }))) return;
		if (!(await appears(() => (state.card(first)?.bundle ?? null) === null))) return;
	}
	state.show({
		text: m.bundle_dissolved(),
		undo: () => (arrange === 'document' ? undoLast(state) : void rebundle(state, cards, title))
	});
	void state.focusUnlessElsewhere(first);
}

/** A bundle as it stands now; null: one may not change it, or it is gone. */
function remembered(state: BoardState, first: string, bundle: string) {
	const { arrange } = state.rights(first);
	const live = state.liveOf(first);
	const title = live.bundles.current.find(({ id }) => id === bundle)?.title;
	if (arrange === null || title === undefined) return null;
	const all = live.cards.current.filter((card) => card.bundle === bundle);
	return { arrange, live, title, cards: all.map(({ id }) => id) };
}

/** Asked of the server card by card: what stood together stands together again, under its title. */
async function rebundle(state: BoardState, cards: readonly string[], title: string): Promise<void> {
	const [first, ...others] = cards;
	if (first === undefined) return;
	for (const card of others) await state.commands.send({ do: 'bundle', card, with: first });
	await appears(() => (state.card(first)?.bundle ?? null) !== null);
	const bundle = state.card(first)?.bundle;
	if (bundle && title !== '') await state.commands.send({ do: 'name-bundle', bundle, title });
}
