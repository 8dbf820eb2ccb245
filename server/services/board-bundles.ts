import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { ActParts, Given } from './board-acts.ts';
import { changeCard } from './board-cards.ts';

type Command<Verb> = Extract<BoardCommand, { do: Verb }>;

export async function bundleCard(
	parts: ActParts,
	given: Given,
	{ card, with: other }: Command<'bundle'>
): Promise<Outcome> {
	if (card === other) return refused('invalid');
	const known = await parts.rooms.read(boardDocument(given.board.id), (doc) =>
		new BoardDocument(doc).card(other)
	);
	if (!known || known.binnedAt !== null) return refused('not-found');
	const bundle = parts.newId();
	return changeCard(parts, given, card, (document) =>
		document.bundleCard(card, other, bundle, 'command')
	);
}

export function unbundleCard(
	parts: ActParts,
	given: Given,
	{ card }: Command<'unbundle'>
): Promise<Outcome> {
	return changeCard(parts, given, card, (document) => document.unbundleCard(card, 'command'));
}

export function nameBundle(
	parts: ActParts,
	given: Given,
	{ bundle, title }: Command<'name-bundle'>
): Promise<Outcome> {
	return changeBundles(parts, given, [bundle], (document) =>
		document.nameBundle(bundle, title, 'command')
	);
}

export function mergeBundles(
	parts: ActParts,
	given: Given,
	{ bundle, into }: Command<'merge-bundles'>
): Promise<Outcome> {
	if (bundle === into) return Promise.resolve(refused('invalid'));
	return changeBundles(parts, given, [bundle, into], (document) =>
		document.mergeBundles(bundle, into, 'command')
	);
}

export function dissolveBundle(
	parts: ActParts,
	given: Given,
	{ bundle }: Command<'dissolve-bundle'>
): Promise<Outcome> {
	return changeBundles(parts, given, [bundle], (document) =>
		document.dissolveBundle(bundle, 'command')
	);
}

/** What a command does to bundles that are all still there, and stand in one zone. */
async function changeBundles(
	{ rooms }: ActParts,
	{ board, actor }: Given,
	bundles: readonly string[],
	change: (document: BoardDocument) => void
): Promise<Outcome> {
	const name = boardDocument(board.id);
	const found = await rooms.read(name, (doc) => {
		const document = new BoardDocument(doc);
		const known = new Set(document.bundles().map(({ id }) => id));
		const cards = document.cards().filter(({ bundle }) => bundle && bundles.includes(bundle));
		return {
			areThere: bundles.every((id) => known.has(id)),
			zones: new Set(cards.map(({ zone }) => zone)).size
		};
	});
	if (!found?.areThere) return refused('not-found');
	if (found.zones > 1) return refused('invalid');
	await rooms.apply(name, (doc) => change(new BoardDocument(doc)), { memberId: actor.memberId });
	return done();
}
