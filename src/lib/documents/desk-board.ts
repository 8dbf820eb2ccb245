import type { Attribution } from '../domain/attribution.ts';
import type { BallotSettings } from '../domain/ballot.ts';
import type { BoardMode } from '../domain/board-mode.ts';
import type { Domain } from '../domain/access.ts';
import type { Text } from '../domain/template.ts';

/** Somebody who has written nothing yet. */
export interface SilentPerson {
	memberId: string;
	name: string;
	initials: string;
	organisation: string;
	domain: Domain;
}

/** A card on which somebody is perhaps to be recognised. */
export interface DeskWarning {
	card: string;
	/** Name of its zone. */
	zone: Text;
	/** What it says, or the sentences that matter. */
	parts: { text: string; isFound: boolean }[];
	found: { text: string; replacement: string }[];
	/** All of its text with that replaced. */
	proposal: string;
	/** Whether all of it may be let stand by who says it points at nobody. */
	mayStand: boolean;
}

/** Two cards that say much the same. */
export interface DeskPair {
	/** Of the two together, whichever is first. */
	id: string;
	zone: Text;
	cards: [{ id: string; text: string }, { id: string; text: string }];
}

/** A ballot that is open on a board of the session. */
export interface DeskBallot extends BallotSettings {
	id: string;
	board: { id: string; title: string };
	/** Of the item of the agenda, or else of the step of the method. */
	name: string;
	/** One votes in it now; else it was left open when the session moved on. */
	isNow: boolean;
	/** People who voted, and of how many; null: nobody votes in it any more. */
	voted: number;
	of: number | null;
	mayClose: boolean;
}

/** The board of this moment, as who runs the session sees it. */
export interface DeskBoard {
	id: string;
	title: string;
	mode: BoardMode;
	/** Number of its phase: what a reveal is asked for. */
	n: number;
	isRevealed: boolean;
	/** How hidden cards will be shown. */
	attribution: Attribution;
	/** Hidden cards a reveal brings. */
	toReveal: number;
	/** How many wrote, of how many who could; null: nothing is hidden now. */
	written: { people: number; of: number } | null;
	/** Who have written nothing, while hidden cards come with a name; null: that is not to be told. */
	silent: SilentPerson[] | null;
	warnings: DeskWarning[];
	pairs: DeskPair[];
	may: { lead: boolean; redact: boolean; allow: boolean; bundle: boolean };
}
