import type { Domain } from './access.ts';
import type { Tlp } from './tlp.ts';

/** What can be found, in the order in which a page offers it. */
export const foundKinds = [
	'question',
	'answer',
	'foothold',
	'summary',
	'board',
	'card',
	'lesson',
	'term'
] as const;
export type FoundKind = (typeof foundKinds)[number];

/** What is read as a whole, and so decides who may find what is in it. */
export const parentKinds = ['question', 'board', 'lesson', 'term'] as const;
export type ParentKind = (typeof parentKinds)[number];

/** Of a kind of parents those somebody may read: all but some, or some only. */
export type Reach = { except: readonly string[] } | { only: readonly string[] };

/** UTF-16 units in what one looks for, its words, and the letters one word has at least. */
export const searchLimits = { query: 200, words: 8, letters: 2, page: 20, pages: 25 } as const;

export interface SearchFilter {
	kinds?: readonly FoundKind[];
	need?: string;
	domain?: Domain;
	state?: string;
	topic?: string;
}

/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
	text: string;
	isHit: boolean;
}

/** Something found, as a page shows it. */
export interface Hit {
	kind: FoundKind;
	parent: { kind: ParentKind; id: string; title: string };
	anchor: string;
	title: Piece[];
	/** Around the first place in the text; empty when there is nothing more to say. */
	snippet: Piece[];
	domain: Domain | null;
	state: string | null;
	tlp: Tlp | null;
	/** ISO 8601. */
	at: string;
}

/** Why there is nothing to look for. */
export type SearchProblem = 'short' | 'long';

export interface Found {
	hits: Hit[];
	/** How many there are that she may read, on all pages; one more than these hold: that, or more. */
	total: number;
	/** Nothing holds the words themselves; these hold words like them. */
	alike: string[];
}
