import type { Generated } from 'kysely';
import type { Moment } from './schema.ts';
import type { ParentKind, FoundKind } from '../../src/lib/domain/search.ts';

/*
 * What can be found. The indexes over it are the dialect's own (migrations/2026-11-27-8-search.ts)
 * and follow these rows by themselves.
 */

/** A thing that is read, or not, as a whole; and what of it is in the index. */
export interface SearchParentTable {
	kind: ParentKind;
	id: string;
	lab_id: string;
	/** What its source said of it when it was read; '': it must be read anew. */
	stamp: string;
	/** Of a document: epoch and sequence number that are in the index. */
	version: string;
}

/** One thing that can be found, with its words as they are compared. */
export interface SearchEntryTable {
	n: Generated<number>;
	lab_id: string;
	parent_kind: ParentKind;
	parent_id: string;
	kind: FoundKind;
	/** Where it stands on the page of its parent; '': at the top. */
	anchor: string;
	title: string;
	text: string;
	/** Folded words with one space between them: letters and digits, nothing else. */
	words_title: string;
	words_text: string;
	need: string | null;
	domain: string | null;
	state: string | null;
	topic: string | null;
	at: Moment;
}
