import type { ShownAuthor } from '../domain/attribution.ts';
import type { BoardStatus } from '../domain/board-status.ts';
import type { CardField, Template } from '../domain/template.ts';
import type { Tlp } from '../domain/tlp.ts';
import type { BallotResult } from './ballot-result.ts';
import type { Bundle, Card } from './card.ts';
import type { Comment } from './comment.ts';
import type { BoardPhase } from './board-phase.ts';
import type { LiveState } from './board-state.ts';

/** A board in a list. */
export interface BoardSummary {
	id: string;
	title: string;
	question: string;
	status: BoardStatus;
	tlp: Tlp;
	contributorLabel: string;
	isOpen: boolean;
	/** Null: the document cannot be read now, and nobody gets an empty one instead. */
	cards: number | null;
	/** Activities nobody leads. */
	withoutLead: number;
	/** Cards others did something with since she was here last. */
	news: number;
	/** Agreed on, and closed for writing. */
	isFrozen: boolean;
}

export type AuthorsOfBoard = Record<string, ShownAuthor & { mine: boolean }>;

/** A board as one reader may see it: everything a page needs for its first paint. */
export interface BoardView {
	id: string;
	title: string;
	question: string;
	summary: string;
	status: BoardStatus;
	contributorLabel: string;
	/** Short name of the contributing organisation, only for those who may know it. */
	contributor: string | null;
	anonymityCheckedAt: string | null;
	isOpen: boolean;
	/** She may take it along as a file, as it is marked now. */
	mayExport: boolean;
	/** Where a card becomes a question of the lab; null: she asks none here. */
	asksAt: string | null;
	conclusion: string | null;
	template: Pick<Template, 'name' | 'rules' | 'steps'> & {
		cardFields: CardField[];
		positionsOnly: boolean;
		noSums: boolean;
	};
	phase: BoardPhase;
	/** What everybody follows live, as it stands now. */
	state: LiveState;
	cards: (Card & { text: string })[];
	comments: Comment[];
	bundles: Bundle[];
	/** By card or comment id. */
	authors: AuthorsOfBoard;
	votes: Record<string, number>;
	/** Ballots that are over, the last one first. */
	results: BallotResult[];
	/** Names of the organisations that fields of cards point at or can, by what stands in a field. */
	organisations: Record<string, string>;
	/** On a board of positions only: names of organisations a card should not have. */
	knownOrganisations: string[];
	/** What can be put in such a field; empty where the method asks for none. */
	organisationChoices: string[];
	compass: { id: string; label: string; question: string }[];
}
