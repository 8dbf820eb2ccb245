import type { Casus, CasusSentence } from '../domain/casus.ts';
import type { ExportFormat } from '../domain/board-export.ts';
import type { HarvestKind } from '../domain/board-command.ts';

/** Something on an unopened casus by which somebody might be recognised. */
export interface CasusFinding {
	where: 'title' | 'question' | CasusSentence | 'card' | 'comment';
	text: string;
	replacement: string | null;
}

/** A casus that waits for a second reader. */
export interface CasusWaiting {
	/** As whom this reader looks at it. */
	as: 'contributor' | 'signer' | 'reader';
	/** What was asked to change, oldest first. */
	remarks: { at: string; by: string; text: string }[];
	findings: CasusFinding[];
}

/** A casus before a second reader who may sign it. */
export interface CasusToCheck {
	id: string;
	title: string;
	question: string;
	casus: Casus | null;
	waiting: CasusWaiting;
}

/** Somebody who opened a casus. */
export interface CasusViewer {
	name: string;
	organisation: string;
	/** ISO 8601. */
	lastAt: string;
	/** Days on which, and hours in which, it was open to her. */
	days: number;
	hours: number;
	isMe: boolean;
}

/** Somebody who took a board along as a file. */
export interface BoardExport {
	name: string;
	organisation: string;
	/** ISO 8601. */
	at: string;
	format: ExportFormat;
}

/** What belongs to a board because it is a casus, as one reader may see it. */
export interface CasusView {
	casus: Casus | null;
	/** What whoever checked it wrote with it. */
	checkNote: string;
	/** Null once it is open to the lab. */
	waiting: CasusWaiting | null;
	/** Lines of harvest that stay when she takes it back; null: that is not up to her. */
	harvested: number | null;
	/** Null for who may not know. */
	viewers: CasusViewer[] | null;
	/** The same; the last one first. */
	exports: BoardExport[] | null;
}

/** A line of harvest whose origin was withdrawn: no card, no maker. */
export interface OrphanLine {
	id: string;
	kind: HarvestKind;
	/** Ms since epoch. */
	at: number;
	text: string;
	forWhom: string;
	conditions: string;
}

/** What is left of a board that was taken back. */
export interface WithdrawnView {
	id: string;
	withdrawnAt: string;
	lines: OrphanLine[];
}

/** The same in a list. */
export interface WithdrawnSummary {
	id: string;
	withdrawnAt: string;
	lines: number;
}
