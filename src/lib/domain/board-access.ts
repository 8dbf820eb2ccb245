import { can, roleIn, type Actor, type Thing } from './access.ts';
import type { CommandRule } from './board-command.ts';
import type { BoardMode } from './board-mode.ts';
import type { DocumentName } from './document-name.ts';
import { mayHarvest, type Marker } from './marking.ts';
import type { Tlp } from './tlp.ts';

export type Access = 'none' | 'read' | 'write';

/** Why only whoever leads writes: typing was stopped for a moment, or the session is long over. */
export type Held = 'pause' | 'over';

/** What decides who may open and write a board. */
export interface BoardRights {
	id: string;
	labId: string;
	tlp: Tlp;
	/** Who was there: they alone read it while it is RED. Empty: there is no list yet. */
	attendance: readonly string[];
	/** Null until a second person signed the anonymity check. */
	openedAt: string | null;
	contributorId: string | null;
	ownerOrganisationId: string | null;
	/** Who made it; owns a board that has no contributor. */
	createdBy: string | null;
	mode: BoardMode;
	/** Who has the word in a round. */
	speakerId: string | null;
	/** An owner who leads her own board of two. */
	leaderId: string | null;
	/** The hidden notes of this phase are on the board. */
	isRevealed: boolean;
	/** Who wrote personal data in it again and again: she reads for a while. */
	barred?: ReadonlySet<string>;
	/** Taken back: there is no board any more, for nobody. */
	withdrawnAt: string | null;
	/** Agreed on: until it is opened again everybody reads it. */
	frozenAt: string | null;
	held: Held | null;
	/** Who runs the live session it is in: they lead it meanwhile. */
	sessionLeads: ReadonlySet<string>;
}

export function boardThing(board: BoardRights): Thing & { id: string } {
	return {
		id: board.id,
		labId: board.labId,
		ownerMemberId: board.contributorId,
		ownerOrganisationId: board.ownerOrganisationId
	};
}

/** Whether she may know of the board at all. */
export function readsBoard(actor: Actor, board: BoardRights): boolean {
	if (board.withdrawnAt !== null) return false;
	const isRed = board.tlp === 'red';
	if (!(isRed ? readsRed(actor, board) : can(actor, 'board.read', boardThing(board)))) return false;
	return board.openedAt !== null || seesUnopened(actor, board);
}

/** Who was there, also later; before there is a list whose board it is, and the facilitator. */
function readsRed(actor: Actor, board: BoardRights): boolean {
	const { attendance } = board;
	const wasThere =
		attendance.length > 0 ? attendance.includes(actor.memberId) : facilitates(actor, board);
	const isInvited = wasThere || ownsBoard(actor, board);
	return can(actor, 'board.readRed', { ...boardThing(board), isInvited });
}

/** Before the anonymity check a casus is read by its contributor, the facilitator and ESS. */
function seesUnopened(actor: Actor, board: BoardRights): boolean {
	return isContributor(actor, board) || can(actor, 'casus.approveAnonymity', boardThing(board));
}

/** The person, whatever she signed in on. */
export function isContributor(actor: Actor, board: BoardRights): boolean {
	return board.contributorId === actor.memberId;
}

/** Whose board it is: the contributor's, or of one without a casus whoever made it. */
export function ownsBoard(actor: Actor, board: BoardRights): boolean {
	return (board.contributorId ?? board.createdBy) === actor.memberId;
}

export function facilitates(actor: Actor, board: BoardRights): boolean {
	return can(actor, 'board.facilitate', boardThing(board));
}

/** As whom she may change what a board or a card is marked. */
export function markerOf(actor: Actor, board: BoardRights): Marker {
	if (!mayContribute(actor, board)) return null;
	if (ownsBoard(actor, board)) return 'source';
	return facilitates(actor, board) ? 'facilitator' : null;
}

/** Whether she may lift something out of this board. */
export function mayHarvestOn(actor: Actor, board: BoardRights): boolean {
	return harvests(actor, board) && mayHarvest(board.tlp);
}

/** By her role in the lab, or in the session the board is in. */
export function leadsBoard(actor: Actor, board: BoardRights): boolean {
	const runs = board.sessionLeads.has(actor.memberId) && roleIn(actor, board.labId) !== null;
	return runs || facilitates(actor, board);
}

function leads(actor: Actor, board: BoardRights): boolean {
	return leadsBoard(actor, board) || board.leaderId === actor.memberId;
}

/** Typing is stopped for her: agreed on, or held for everybody but who leads. */
export function isStopped(actor: Actor, board: BoardRights): boolean {
	return board.frozenAt !== null || (board.held !== null && !leads(actor, board));
}

/** Who writes the board document in each mode, among those who may write on boards at all. */
const writers: Record<BoardMode, (actor: Actor, board: BoardRights) => boolean> = {
	uitleg: (actor, board) => leads(actor, board) || ownsBoard(actor, board),
	open: () => true,
	verdekt: () => false,
	ronde: (actor, board) => leads(actor, board) || board.speakerId === actor.memberId,
	inbrenger_luistert: (actor, board) => !isContributor(actor, board),
	ordenen: () => false,
	subgroep: () => false,
	stemmen: () => false,
	oogst: leads
};

export function boardAccess(actor: Actor, board: BoardRights): Access {
	if (!readsBoard(actor, board)) return 'none';
	if (isStopped(actor, board)) return 'read';
	return mayContribute(actor, board) && writers[board.mode](actor, board) ? 'write' : 'read';
}

/** An agreed board is closed, and opened again, by whoever leads the lab. */
export function mayFreeze(actor: Actor, board: BoardRights): boolean {
	return readsBoard(actor, board) && can(actor, 'board.freeze', boardThing(board));
}

/** One card as it was comes back by whoever writes on an open board. */
export function mayRestoreCard(actor: Actor, board: BoardRights): boolean {
	return board.mode === 'open' && boardAccess(actor, board) === 'write';
}

/** Whether she writes on this board at all, whatever its mode lets her do now. */
export function mayContribute(actor: Actor, board: BoardRights): boolean {
	if (board.barred?.has(actor.memberId)) return false;
	return readsBoard(actor, board) && can(actor, 'board.write', boardThing(board));
}

/** Whether a command can be given in the mode of this moment, by somebody who may give it. */
export function isTimeFor(
	{ modes, orLeadWrites = false }: Pick<CommandRule, 'modes' | 'orLeadWrites'>,
	actor: Actor,
	board: BoardRights
): boolean {
	if (!modes || modes.includes(board.mode)) return true;
	return orLeadWrites && leadsBoard(actor, board) && boardAccess(actor, board) === 'write';
}

/** Whether she has a say now: who brought a casus and listens to it has not. */
export function maySpeak(actor: Actor, board: BoardRights): boolean {
	const isListening = board.mode === 'inbrenger_luistert' && isContributor(actor, board);
	return mayContribute(actor, board) && !isListening;
}

/** Whether she writes down what is harvested at all, whatever mode and label let her do now. */
export function harvests(actor: Actor, board: BoardRights): boolean {
	if (board.barred?.has(actor.memberId)) return false;
	return can(actor, 'harvest.write', boardThing(board));
}

/** A late find is taken out by the facilitator, or by whose board it is. */
export function mayRedact(actor: Actor, board: BoardRights): boolean {
	return (
		readsBoard(actor, board) &&
		(can(actor, 'content.redact', boardThing(board)) || ownsBoard(actor, board))
	);
}

/** Who may read what was harvested from a board that is taken back: whoever reads boards of the lab. */
export function readsWithdrawn(actor: Actor, board: BoardRights): boolean {
	const wasForLab = board.openedAt !== null && board.tlp !== 'red';
	return board.withdrawnAt !== null && wasForLab && can(actor, 'board.read', boardThing(board));
}

/** Taken back by whoever brought it, her organisation or the facilitator. */
export function mayWithdraw(actor: Actor, board: BoardRights): boolean {
	return readsBoard(actor, board) && can(actor, 'casus.withdraw', boardThing(board));
}

/**
 * Whether she may take it along. `red`: she might, were it not marked RED, which nobody takes along;
 * AMBER+STRICT goes with the facilitator only. Before the anonymity check nothing leaves the lab.
 */
export function exportRight(actor: Actor, board: BoardRights): 'yes' | 'red' | 'no' {
	if (board.openedAt === null || !readsBoard(actor, board)) return 'no';
	if (!can(actor, 'export.board', boardThing(board))) return 'no';
	if (board.tlp === 'red') return 'red';
	return board.tlp !== 'amber-strict' || facilitates(actor, board) ? 'yes' : 'no';
}

/** Who sees who opened it. */
export function seesViewers(actor: Actor, board: BoardRights): boolean {
	return readsBoard(actor, board) && can(actor, 'audit.own', boardThing(board));
}

/**
 * The second person of the anonymity check looks from outside: not the contributor, and not somebody
 * of her organisation, who knows the case and for whom it can only be the one she knows.
 */
export function maySign(actor: Actor, board: BoardRights): boolean {
	const isOwn =
		ownsBoard(actor, board) ||
		(board.ownerOrganisationId !== null && board.ownerOrganisationId === actor.organisationId);
	return (
		board.openedAt === null &&
		!isOwn &&
		readsBoard(actor, board) &&
		can(actor, 'casus.approveAnonymity', boardThing(board))
	);
}

/** A casus is changed by its contributor, until somebody else has said that nobody is in it. */
export function mayRevise(actor: Actor, board: BoardRights): boolean {
	return board.openedAt === null && isContributor(actor, board) && readsBoard(actor, board);
}

/** What only the store knows of the parts of a board. */
export interface BoardParts {
	/** Groups there are, and the one she is in. */
	groups: readonly string[];
	ownGroup: string | null;
	/** Zones that are not on the board yet. */
	hiddenZones: readonly string[];
	/** A hidden step is still to come: notes for it can be prepared. */
	isHiddenStepComing: boolean;
}

/** What an actor may do with one document of a board: the same answer for a page and for a socket. */
export function documentAccess(
	actor: Actor,
	board: BoardRights,
	{ kind, part }: DocumentName,
	parts: BoardParts
): Access {
	if (!readsBoard(actor, board)) return 'none';
	const access = accessByMode(actor, board, { kind, part }, parts);
	// What one keeps for oneself is no part of what was agreed on.
	return isStopped(actor, board) && kind !== 'aside' && access === 'write' ? 'read' : access;
}

function accessByMode(
	actor: Actor,
	board: BoardRights,
	{ kind, part }: Pick<DocumentName, 'kind' | 'part'>,
	parts: BoardParts
): Access {
	switch (kind) {
		case 'board':
			return boardAccess(actor, board);
		case 'state':
			return 'read';
		case 'notes':
			if (part !== actor.memberId) return 'none';
			return notesAccess(actor, board, parts.isHiddenStepComing);
		case 'aside':
			return part === actor.memberId && mayContribute(actor, board) ? 'write' : 'none';
		case 'zone':
			if (!parts.hiddenZones.includes(part)) return 'none';
			return opensHiddenZones(actor, board) ? 'write' : 'none';
		case 'part':
			if (!parts.groups.includes(part)) return 'none';
			return partAccess(actor, board, part === parts.ownGroup);
		case 'harvest':
			return board.mode === 'oogst' && mayHarvestOn(actor, board) ? 'write' : 'read';
	}
}

/** Hidden notes are written while they are hidden, and before that by who prepares hers. */
export function notesAccess(actor: Actor, board: BoardRights, isComing: boolean): Access {
	if (!mayContribute(actor, board)) return 'none';
	const isOpen = board.mode === 'verdekt' ? !board.isRevealed || isComing : isComing;
	return isOpen ? 'write' : 'read';
}

/** What a method keeps for later is written beforehand by who knows how it went. */
export function opensHiddenZones(actor: Actor, board: BoardRights): boolean {
	return mayContribute(actor, board) && (leads(actor, board) || ownsBoard(actor, board));
}

/** What of a group decides who may do what in it. */
export interface GroupRights {
	memberIds: readonly string[];
	hostId: string | null;
}

/** What somebody may do in the part of one group. */
export interface PartRights {
	/** Its cards: she writes the document they are in, so she bins and bundles them as well. */
	cards: Access;
	/** Running its clock. */
	clock: boolean;
	/** Asking whoever leads to come, and saying that she came. */
	ask: boolean;
	answer: boolean;
}

/**
 * A host is what a facilitator is on the board, in the part of her own group and nowhere else; she
 * is host as long as she is in it. `isLeading`: also a board of two is led by its owner.
 */
export function partRights(
	actor: Actor,
	board: BoardRights,
	{ memberIds, hostId }: GroupRights,
	isLeading = leads(actor, board)
): PartRights {
	const isOwn = memberIds.includes(actor.memberId);
	const takesPart = isOwn && mayContribute(actor, board);
	const runs = (isLeading && readsBoard(actor, board)) || (takesPart && hostId === actor.memberId);
	const cards = partAccess(actor, board, isOwn);
	return {
		cards: board.frozenAt !== null && cards === 'write' ? 'read' : cards,
		clock: runs,
		ask: takesPart,
		answer: runs
	};
}

function partAccess(actor: Actor, board: BoardRights, isOwn: boolean): Access {
	if (isOwn && mayContribute(actor, board)) return board.mode === 'subgroep' ? 'write' : 'read';
	return leads(actor, board) ? 'read' : 'none';
}
