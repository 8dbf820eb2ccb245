import type * as Y from 'yjs';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { boardThing } from '../../src/lib/domain/board-access.ts';
import {
	coarser,
	showAuthor,
	unknownAuthor,
	type Attribution,
	type Author,
	type ContributorMask
} from '../../src/lib/domain/attribution.ts';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import type { CardField } from '../../src/lib/domain/template.ts';
import { lacksLead } from '../../src/lib/documents/card-fields.ts';
import { resolverOf } from '../../src/lib/documents/comment.ts';
import type { AuthorsOfBoard } from '../../src/lib/documents/board-view.ts';
import type { Authorship, Board } from '../store/board-repository.ts';

/** Who made each card and comment: the authorship the server wrote, else whose client id it was. */
export function makersOf(
	doc: Y.Doc,
	clients: ReadonlyMap<number, string | null>,
	authorship: ReadonlyMap<string, Authorship>
): Map<string, Authorship> {
	const board = new BoardDocument(doc);
	const makers = new Map<string, Authorship>();
	const put = (thing: string, client: number | null) => {
		const memberId = client === null ? null : (clients.get(client) ?? null);
		makers.set(thing, authorship.get(thing) ?? { memberId, attribution: null });
	};
	for (const { id } of board.cards()) put(id, board.makerOf(id));
	for (const { id, resolvedAt } of board.comments()) {
		put(id, board.commentMakerOf(id));
		// Who dealt with it the server wrote down, or nobody knows.
		if (resolvedAt !== undefined) put(resolverOf(id), null);
	}
	return makers;
}

/** The same makers as one reader may see them. */
export function showMakers(
	makers: ReadonlyMap<string, Authorship>,
	authors: ReadonlyMap<string, Author>,
	reader: Actor,
	attribution: Attribution,
	mask: ContributorMask | null
): AuthorsOfBoard {
	return Object.fromEntries(
		[...makers].map(([thing, { memberId, attribution: promised }]) => {
			const author = memberId === null ? undefined : authors.get(memberId);
			const shown = author
				? showAuthor(author, coarser(attribution, promised ?? attribution), mask)
				: unknownAuthor;
			return [thing, { ...shown, mine: memberId === reader.memberId }];
		})
	);
}

/** What a list shows of the content of a board whose cards have these fields. */
export function countCards(
	doc: Y.Doc,
	fields: readonly CardField[]
): { cards: number; withoutLead: number } {
	const cards = new BoardDocument(doc).cards().filter((card) => card.binnedAt === null);
	const withoutLead = cards.filter((card) => lacksLead(card, fields)).length;
	return { cards: cards.length, withoutLead };
}

/**
 * Whoever casus.seeContributor refuses sees the contributing organisation as the board calls it. On a
 * board without a casus there is nobody to hide.
 */
export function maskFor(actor: Actor, board: Board): ContributorMask | null {
	const { ownerOrganisationId: organisationId, contributorLabel: label } = board;
	if (organisationId === null || label === '') return null;
	return can(actor, 'casus.seeContributor', boardThing(board)) ? null : { organisationId, label };
}
