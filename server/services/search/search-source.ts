import type { Transaction } from 'kysely';
import type { Actor } from '../../../src/lib/domain/access.ts';
import type { ParentKind, Reach } from '../../../src/lib/domain/search.ts';
import type { Tlp } from '../../../src/lib/domain/tlp.ts';
import type { Lab } from '../../store/lab-repository.ts';
import type { Schema } from '../../store/schema.ts';
import type { SearchEntry } from '../../store/search/search-index.ts';

/** What one parent says now. */
export interface SourceContent {
	labId: string;
	/** As `survey` would give it; never ''. */
	stamp: string;
	/** Of a document, as versionOf gave it before it was read. */
	version?: string;
	entries: readonly SearchEntry[];
	/**
	 * Inside the transaction that writes it to the index: whether it still is so, and it stays so until
	 * that ends. What was redacted or taken back meanwhile must not come back by the index.
	 */
	holds?(trx: Transaction<Schema>): Promise<boolean>;
}

/** What somebody may read of one kind, and how it stands. */
export interface Survey {
	reach: Reach;
	/**
	 * By id, of all there are in the lab: one whose stamp is another than when it was read is read anew
	 * before anything is found. Left out where there are too many; then markStale says what changed.
	 */
	stamps?: ReadonlyMap<string, string>;
}

/** A parent as somebody may see it now. */
export interface ShownParent {
	title: string;
	/** Of the whole of it; null: it carries no label. */
	tlp: Tlp | null;
	/** By anchor, of what is marked otherwise. */
	tlps?: Readonly<Record<string, Tlp>>;
}

/** Where what can be found comes from; one for each kind of parents. */
export interface SearchSource {
	readonly kind: ParentKind;
	/** Ids of all there are, of every lab: what the index does not know yet is read at the start. */
	all(): Promise<string[]>;
	/** Null: it is not there, or not any more. */
	read(id: string): Promise<SourceContent | null>;
	survey(actor: Actor, lab: Lab): Promise<Survey>;
	/** Of these in this lab those she may read at this moment, decided by the rules of the domain. */
	show(actor: Actor, lab: Lab, ids: readonly string[]): Promise<Map<string, ShownParent>>;
}

/** Questions with their answers, footholds and summary: parent and anchors as their page has them. */
export interface ThreadSource extends SearchSource {
	readonly kind: 'question';
}
