import type * as Y from 'yjs';
import type { Access, Actor } from '../../src/lib/domain/access.ts';
import {
	showAuthor,
	unknownAuthor,
	type Attribution,
	type Author,
	type ContributorMask,
	type ShownAuthor
} from '../../src/lib/domain/attribution.ts';
import type { Step, Template, Zone } from '../../src/lib/domain/template.ts';
import type { Tlp } from '../../src/lib/domain/tlp.ts';
import { BoardDocument, type Card, type Comment } from '../../src/lib/documents/board.ts';
import type { Board } from '../store/board-repository.ts';

/** A board in a list. */
export interface BoardSummary {
	id: string;
	title: string;
	question: string;
	status: Board['status'];
	tlp: Tlp;
	contributorLabel: string;
	isOpen: boolean;
	cards: number;
	/** Activities nobody leads. */
	withoutLead: number;
}

export type AuthorsOfBoard = Record<string, ShownAuthor & { mine: boolean }>;

/** A board as one reader may see it: everything a page needs for its first paint. */
export interface BoardView {
	id: string;
	title: string;
	question: string;
	summary: string;
	status: Board['status'];
	mode: string;
	tlp: Tlp;
	contributorLabel: string;
	/** Short name of the contributing organisation, only for those who may know it. */
	contributor: string | null;
	anonymityCheckedAt: string | null;
	isOpen: boolean;
	maySign: boolean;
	conclusion: string | null;
	access: Exclude<Access, 'none'>;
	template: { name: Template['name']; rules: string[]; zones: Zone[]; steps: number };
	step: Step | null;
	cards: (Card & { text: string })[];
	comments: Comment[];
	/** By card or comment id. */
	authors: AuthorsOfBoard;
	votes: Record<string, number>;
	/** Cards whose marking differs from the board's. */
	markings: Record<string, Tlp>;
	/** Names of the organisations that fields of cards point at. */
	organisations: Record<string, string>;
	compass: { id: string; label: string }[];
}

/** Who made each card and comment: the authorship the server wrote, else whose client id it was. */
export function makersOf(
	doc: Y.Doc,
	clients: ReadonlyMap<number, string | null>,
	authorship: ReadonlyMap<string, string | null>
): Map<string, string | null> {
	const board = new BoardDocument(doc);
	const makers = new Map<string, string | null>();
	const put = (thing: string, client: number | null) => {
		const member = client === null ? null : (clients.get(client) ?? null);
		makers.set(thing, authorship.has(thing) ? (authorship.get(thing) ?? null) : member);
	};
	for (const { id } of board.cards()) put(id, board.makerOf(id));
	for (const { id } of board.comments()) put(id, board.commentMakerOf(id));
	return makers;
}

/** The same makers as one reader may see them. */
export function showMakers(
	makers: ReadonlyMap<string, string | null>,
	authors: ReadonlyMap<string, Author>,
	reader: Actor,
	attribution: Attribution,
	mask: ContributorMask | null
): AuthorsOfBoard {
	return Object.fromEntries(
		[...makers].map(([thing, memberId]) => {
			const author = memberId === null ? undefined : authors.get(memberId);
			const shown = author ? showAuthor(author, attribution, mask) : unknownAuthor;
			return [thing, { ...shown, mine: memberId === reader.memberId }];
		})
	);
}

/** What a list shows of the content of a board. */
export function countCards(doc: Y.Doc): { cards: number; withoutLead: number } {
	const cards = new BoardDocument(doc).cards().filter((card) => card.binnedAt === null);
	return { cards: cards.length, withoutLead: cards.filter(lacksLead).length };
}

/** A field "trekker" that is there and empty. */
export function lacksLead(card: Pick<Card, 'fields'>): boolean {
	return 'trekker' in card.fields && !card.fields['trekker'];
}
