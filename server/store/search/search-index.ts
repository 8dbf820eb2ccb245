import type { Kysely, Transaction } from 'kysely';
import type { FoundKind, ParentKind, Reach, SearchFilter } from '../../../src/lib/domain/search.ts';
import type { Schema } from '../schema.ts';

/** One thing that can be found. */
export interface SearchEntry {
	kind: FoundKind;
	/** Where it stands on the page of its parent; '': at the top. */
	anchor: string;
	title: string;
	text: string;
	need?: string | null;
	domain?: string | null;
	state?: string | null;
	topic?: string | null;
	/** ISO 8601. */
	at: string;
}

export interface SearchParent {
	kind: ParentKind;
	id: string;
}

/** A parent as it is in the index. */
export interface IndexedParent extends SearchParent {
	labId: string;
	/** What its source says of it: another stamp, and it is read anew. Never ''. */
	stamp: string;
	/** Of a document: epoch and sequence number. */
	version?: string;
}

/** Of each kind of parents what somebody may read; of one that is not named nothing. */
export type Reaches = Partial<Record<ParentKind, Reach>>;

export interface SearchQuestion extends SearchFilter {
	labId: string;
	/** Folded words, as readQuery gives them: all of them must be in what is found. */
	words: readonly string[];
	reaches: Reaches;
	limit: number;
	offset: number;
	/** False: it is enough to know whether there is any. */
	isCounted?: boolean;
}

export interface FoundEntry extends SearchEntry {
	parent: SearchParent;
	/** Rough: what matched, best first. A whole word, its other forms, inside a word. */
	match: 'word' | 'form' | 'inside';
}

export interface FoundEntries {
	entries: FoundEntry[];
	/** How many there are; COUNTED for as many and more. */
	total: number;
}

/**
 * The index of everything that can be found, on one of the two databases. It finds among what the
 * question says may be read, and knows nothing of who asks.
 */
export interface SearchIndex {
	find(question: SearchQuestion): Promise<FoundEntries>;
	/** Words of this index that are like this one, the likest first: for when a word is nowhere. */
	wordsLike(labId: string, word: string): Promise<string[]>;
	/** Entries of one kind with as many of these words as can be, the most first. */
	resembling(
		question: Pick<SearchQuestion, 'labId' | 'words' | 'reaches' | 'limit'> & { kind: FoundKind }
	): Promise<FoundEntry[]>;
}

export type SearchDb = Kysely<Schema> | Transaction<Schema>;
