import type { Attribution } from './attribution.ts';
import type { BallotSettings } from './ballot.ts';
import { boardModes, isAnonymous, type BoardMode, type ClockAct } from './board-mode.ts';
import type { CardKind } from './template.ts';
import type { Tlp } from './tlp.ts';

/** What a card becomes when it is harvested. */
export const harvestKinds = ['aanknopingspunt', 'actie', 'les'] as const;
export type HarvestKind = (typeof harvestKinds)[number];

/**
 * Takes what a card said out of everything that is kept, and leaves this text in its place; or a
 * comment, the title of a bundle, a text of a line of the harvest.
 */
export type Redaction = { do: 'redact'; text: string } & (
	| { card: string }
	| { comment: string }
	| { bundle: string }
	| { line: string; which: 'text' | 'forWhom' | 'conditions' }
);

/**
 * A right narrower than a document: asked of the server, which checks mode, step and person and does
 * it itself. `from` is the number of the phase it was meant for, so that two who press at once make
 * one move.
 */
export type BoardCommand =
	// Whoever leads
	| { do: 'step'; to: number; from: number }
	| { do: 'undo-step'; from: number }
	| { do: 'mode'; mode: BoardMode; from: number }
	| { do: 'attribution'; attribution: Attribution }
	| { do: 'reveal'; from: number }
	| { do: 'speaker'; member: string | null }
	/** Another ballot than the one this step began with, or one more. */
	| ({ do: 'open-ballot' } & BallotSettings)
	/** Without `ballot` that of this step; with it one that was left open when the board moved on. */
	| { do: 'close-ballot'; ballot?: string }
	/** Of whoever is on the board now, or of everybody who takes part in the lab. */
	| { do: 'groups'; count: number; of?: 'here' | 'all' }
	| { do: 'name-group'; group: string; name: string }
	/** Null: in none, and so she stays. */
	| { do: 'place'; member: string; group: string | null }
	/** Keeps a group going: she comes in it, if she was not. */
	| { do: 'host'; group: string; member: string | null }
	/** Null: to all groups. `id` is given by the page: sent again, it is the same message. */
	| { do: 'group-message'; group: string | null; text: string; id?: string }
	| { do: 'clock'; act: ClockAct; minutes?: number }
	| { do: 'bin'; card: string }
	| Redaction
	/**
	 * The board as it stood in a version, or one card of it. `before` is the id of the version that
	 * keeps what stands there now: restoring that one takes it back.
	 */
	| { do: 'restore'; version: string; before: string; card?: string }
	/** What was agreed on, by what people call it; nobody writes until it is opened again. */
	| { do: 'freeze'; label: string }
	| { do: 'unfreeze' }
	// Whose casus it is, and who facilitates
	/** To RED, `attendance` are the members who were there: they read on. */
	| { do: 'mark-board'; tlp: Tlp; attendance?: string[] }
	/** Null: as its board. */
	| { do: 'mark-card'; card: string; tlp: Tlp | null }
	/** Puts somebody on the list of who was there, or takes her off it. */
	| { do: 'attend'; member: string; on: boolean }
	/** The whole board goes, for everybody and for good. */
	| { do: 'withdraw' }
	// In a group, by its host and whoever leads
	/** Null: of all groups at once, by whoever leads. */
	| { do: 'group-clock'; group: string | null; act: ClockAct; minutes?: number }
	/** Asks whoever leads to come, by anybody in her own group; or ends that. */
	| { do: 'help'; on: boolean; group?: string }
	// Ordenen
	/** `kind`: what it is there; where that zone does not know it, it becomes what that zone asks for. */
	| { do: 'move'; card: string; zone: string; index: number; kind?: CardKind }
	| { do: 'bundle'; card: string; with: string }
	| { do: 'unbundle'; card: string }
	| { do: 'name-bundle'; bundle: string; title: string }
	/** All cards of the one go to the other. */
	| { do: 'merge-bundles'; bundle: string; into: string }
	| { do: 'dissolve-bundle'; bundle: string }
	| { do: 'mark'; card: string; mark: string; on: boolean }
	// Stemmen
	/** `n`: the dots she gives this card from now on. */
	| { do: 'vote'; card: string; n: number }
	/** All choices of a secret ballot, for good; `blank`: she chooses none. */
	| { do: 'hand-in'; cards: string[]; blank: boolean }
	/** This is no personal data: at once for who says so on this board, for the lab once agreed. */
	| { do: 'allow'; phrase: string }
	// In whatever mode there is something to say
	/** `id` is given by the page: sent again, it is the same comment. */
	| { do: 'comment'; id: string; card: string; text: string }
	/** Dealt with, or open again. */
	| { do: 'resolve'; comment: string; on: boolean }
	/** Points a card out for the harvest. */
	| { do: 'flag'; card: string; on: boolean }
	// Oogst
	| { do: 'harvest'; card: string; as: HarvestKind };

/** Who may give a command: whoever leads, sits at a table, writes, has a say, votes, harvests, marks, takes back, restores. */
type Giver =
	| 'leader'
	| 'table'
	| 'writer'
	| 'speaker'
	| 'voter'
	| 'harvester'
	| 'redactor'
	| 'marker'
	| 'withdrawer'
	| 'restorer'
	| 'freezer';

/** While something is hidden or voted on, a board does not become another. */
const openly = boardModes.filter((mode) => !isAnonymous(mode));

/** Whoever explains is not interrupted, and what is hidden is not talked about. */
export const talkModes: readonly BoardMode[] = boardModes.filter(
	(mode) => mode !== 'uitleg' && mode !== 'verdekt'
);
/** In these one points out what is worth harvesting. */
export const flagModes: readonly BoardMode[] = ['open', 'ronde', 'ordenen', 'oogst'];

export interface CommandRule {
	by: Giver;
	/** Null: all of them. */
	modes: readonly BoardMode[] | null;
	/** Also where whoever leads writes on the board herself. */
	orLeadWrites?: boolean;
}

/** By whom and in which modes a command may be given. */
export const commandRules: Record<BoardCommand['do'], CommandRule> = {
	step: { by: 'leader', modes: null },
	'undo-step': { by: 'leader', modes: null },
	mode: { by: 'leader', modes: null },
	attribution: { by: 'leader', modes: null },
	reveal: { by: 'leader', modes: ['verdekt'] },
	speaker: { by: 'leader', modes: ['ronde'] },
	'open-ballot': { by: 'leader', modes: ['stemmen'] },
	/** In any: what was voted does not stay hidden because the board moved on. */
	'close-ballot': { by: 'leader', modes: null },
	groups: { by: 'leader', modes: null },
	'name-group': { by: 'leader', modes: null },
	place: { by: 'leader', modes: null },
	host: { by: 'leader', modes: null },
	'group-message': { by: 'leader', modes: ['subgroep'] },
	'group-clock': { by: 'table', modes: ['subgroep'] },
	help: { by: 'table', modes: ['subgroep'] },
	clock: { by: 'leader', modes: null },
	bin: { by: 'leader', modes: null },
	redact: { by: 'redactor', modes: null },
	restore: { by: 'restorer', modes: openly },
	freeze: { by: 'freezer', modes: openly },
	unfreeze: { by: 'freezer', modes: null },
	'mark-board': { by: 'marker', modes: null },
	'mark-card': { by: 'marker', modes: null },
	attend: { by: 'marker', modes: null },
	withdraw: { by: 'withdrawer', modes: null },
	move: { by: 'writer', modes: ['ordenen'] },
	bundle: { by: 'writer', modes: ['ordenen'], orLeadWrites: true },
	unbundle: { by: 'writer', modes: ['ordenen'] },
	'name-bundle': { by: 'writer', modes: ['ordenen'] },
	'merge-bundles': { by: 'writer', modes: ['ordenen'] },
	'dissolve-bundle': { by: 'writer', modes: ['ordenen'] },
	mark: { by: 'writer', modes: ['ordenen'] },
	comment: { by: 'speaker', modes: talkModes },
	resolve: { by: 'speaker', modes: talkModes },
	vote: { by: 'voter', modes: ['stemmen'] },
	'hand-in': { by: 'voter', modes: ['stemmen'] },
	allow: { by: 'writer', modes: null },
	flag: { by: 'writer', modes: flagModes },
	harvest: { by: 'harvester', modes: ['oogst'] }
};

/** What is done also on a board that was agreed on: it says nothing else there, or must not say it. */
export const whileFrozen: ReadonlySet<BoardCommand['do']> = new Set([
	'unfreeze',
	'redact',
	'mark-board',
	'mark-card',
	'attend',
	'withdraw',
	'allow',
	'clock'
] as const);

/** How far a question's answer would help: only whoever brought the casus can tell. */
export const contributorMarks: readonly string[] = ['warm', 'neutraal', 'koud'];
