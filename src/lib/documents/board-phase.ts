import type { Attribution, ShownAuthor } from '../domain/attribution.ts';
import type { Held } from '../domain/board-access.ts';
import type { BallotKind, BallotSettings } from '../domain/ballot.ts';
import type { BoardMode } from '../domain/board-mode.ts';
import type { Domain } from '../domain/access.ts';
import type { Marker } from '../domain/marking.ts';
import type { Mix } from '../domain/mixing.ts';
import type { CardKind, Zone } from '../domain/template.ts';
import type { Mended } from './card-repair.ts';
import type { Tlp } from '../domain/tlp.ts';

/** A zone as one reader sees it now. */
export interface ShownZone extends Zone {
	/** Its cards are not on the board yet: they live in `zone/<board>/<zone>`, which she may open. */
	isHidden: boolean;
}

/** The zones as the step takes cards: without the kinds that come too early in it. */
export function zonesNow({ zones, tooEarly }: Pick<BoardPhase, 'zones' | 'tooEarly'>): ShownZone[] {
	if (tooEarly.length === 0) return zones;
	return zones.map((zone) => ({
		...zone,
		cardKinds: zone.cardKinds.filter((kind) => !tooEarly.includes(kind))
	}));
}

/** Somebody whoever leads can name as speaker or put in a group. */
export interface Participant {
	memberId: string;
	name: string;
	organisation: string;
	domain: Domain;
	isHere: boolean;
	/** Group she is in, or null. */
	group: string | null;
}

/** A group as whoever leads sees it beside the others. */
export interface GroupOnDesk {
	id: string;
	name: string;
	/** Member id. */
	host: string | null;
	/** Since when it asks for somebody (ms since epoch). */
	asksSince: number | null;
	mix: Mix;
}

/** Somebody who can be on the list of who was there: who alone read a board while it is RED. */
export interface Attendee {
	memberId: string;
	name: string;
	organisation: string;
	isHere: boolean;
	isOnList: boolean;
	/** Is not taken off it: whose board it is, and who facilitates. */
	isFixed: boolean;
}

/**
 * Where a board is in its method and what that lets one reader do. The live state document says the
 * same to everybody and when to ask for this anew (`turn`).
 */
export interface BoardPhase {
	/** Number of the phase: goes up with every step and every change of mode. */
	n: number;
	/** Goes up with whatever changes in here; that of the live state document. */
	turn: number;
	/** Member id of the reader: names the documents that are hers. */
	me: string;
	mode: BoardMode;
	/** 1-based step of the template. */
	step: number;
	/** Ms since epoch. */
	at: number;
	/** To the board document itself. */
	access: 'read' | 'write';
	/** Why only whoever leads writes now; null: nothing holds it. */
	held: Held | null;
	/** The running session it is in. */
	session: string | null;
	/** Agreed on and closed for writing: since when (ms since epoch), as what, and by whom. */
	frozen: {
		at: number;
		label: string;
		by: ShownAuthor | null;
		version: string;
		mayReopen: boolean;
	} | null;
	/** Whether she may close it as it stands now. */
	mayFreeze: boolean;
	zones: ShownZone[];
	/** Kinds of cards no zone takes in this step. */
	tooEarly: readonly CardKind[];
	/** Whoever has the word in a round, as this reader may know her. */
	speaker: { name: string | null; organisation: string | null; isMe: boolean } | null;
	isContributor: boolean;
	/** The contributor, or who made a board without a casus: hers is the question. */
	ownsBoard: boolean;
	/** `when-two`: while there are at most two people on the board. */
	lead: 'yes' | 'when-two' | 'no';
	notes: {
		/** To her own notes; none: she has none to write. */
		access: 'none' | 'read' | 'write';
		epoch: number;
		/** Zones they are for: of this step, or of the next hidden one while they are prepared. */
		zones: string[];
		/** Step they are prepared for; null: this one. */
		forStep: number | null;
		attribution: Attribution;
		/** The notes of this phase are on the board. */
		isRevealed: boolean;
	};
	/** May she keep notes of her own on this board. */
	hasAside: boolean;
	ballot:
		| (BallotSettings & {
				isOpen: boolean;
				/** Whether she may still vote in it. */
				mayVote: boolean;
				/** Dots she gave, by card. */
				mine: Record<string, number>;
				/** She handed in a secret ballot; nobody knows any more what she chose. */
				isHandedIn: boolean;
		  })
		| null;
	/** Id of the ballot that was closed last on this board. */
	lastBallot: string | null;
	/** Phrases that are no personal data where she writes: what the lab agreed on, and her own here. */
	allowed: readonly string[];
	/** The server took personal data out of what she sees, a short while ago; out of hers. */
	guarded: { at: number; isMine: boolean } | null;
	/** What she wrote that cannot be here, and that the server put right a short while ago. */
	mended: { at: number; counts: Partial<Record<Mended, number>> } | null;
	/** Marks of zones she may set now, as a command. */
	mayMark: boolean;
	/** Whether she may take what a card said out of everything that is kept. */
	mayRedact: boolean;
	/** Whether she may say something about a card now. */
	maySpeak: boolean;
	/** Whether she may write down what is harvested. */
	mayHarvest: boolean;
	/** The group she works in now. */
	group: {
		id: string;
		name: string;
		/** Who keeps it going, as this reader may know her. */
		host: { name: string | null; isMe: boolean } | null;
		/** Since when it asks whoever leads to come (ms since epoch). */
		asksSince: number | null;
	} | null;
	/** What whoever leads said to her group, or to any where she leads; the oldest first. */
	messages: {
		id: string;
		/** Ms since epoch. */
		at: number;
		text: string;
		/** Group it was said to; null: all of them. */
		group: string | null;
	}[];
	/** Two lines for who comes in late: what was done just before this. */
	before: { step: number; mode: BoardMode; at: number; until: number }[];
	marking: {
		tlp: Tlp;
		/** Cards that may travel further than their board. */
		cards: Record<string, Tlp>;
		/** As whom she may change labels. */
		by: Marker;
		/** For who may change labels only. */
		people: Attendee[] | null;
	};
	/** For whoever leads only. */
	desk: {
		people: Participant[];
		groups: GroupOnDesk[];
		/** Hidden notes that are not revealed: how many people wrote, in this or an earlier step. */
		unrevealed: number;
		/** How many notes a reveal would put on the board now. */
		toReveal: number;
		/** Ballots that were left open when the board moved on, and how many people voted in them. */
		left: { id: string; step: number; kind: BallotKind; voted: number }[];
		/** What a promise can still be changed into. */
		attributions: Attribution[];
	} | null;
}
