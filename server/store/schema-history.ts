import type { ChangeKind, VersionKind } from '../../src/lib/domain/history.ts';

/*
 * What a board remembers of how it came about. Of changes nothing of what they said; versions are
 * whole copies, and a redaction reaches them.
 */

/** The last time something of one kind was done to a card, and by whom. */
export interface BoardChangeTable {
	board_id: string;
	/** Id of the card. */
	thing: string;
	what: ChangeKind;
	at: string;
	/** Null: nobody may know, or nobody in particular. */
	member_id: string | null;
}

/** When a member was on a board. */
export interface BoardVisitTable {
	board_id: string;
	member_id: string;
	/** End of her visit before this one, or until when she said she saw it. */
	since: string;
	/** When she last had it before her eyes. */
	last_at: string;
}

/** A board as it stood. */
export interface BoardVersionTable {
	id: string;
	board_id: string;
	at: string;
	kind: VersionKind;
	/** Of what was agreed: what people call it. */
	label: string;
	/** 1-based step of the method it was in. */
	step: number;
	/** Who froze or restored; null of what the server keeps by itself. */
	made_by: string | null;
	/** JSON: ids of who changed something since the version before it. */
	members: string;
	/** JSON: how many cards were placed, changed, moved, binned since then. */
	counts: string;
	/** Cards outside the bin. */
	cards: number;
	/** Compressed JSON: what one sees of it, and who made which card. */
	content: Uint8Array;
}
