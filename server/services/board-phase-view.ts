import { can, type Actor } from '../../src/lib/domain/access.ts';
import { coarser, showAuthor, type ContributorMask } from '../../src/lib/domain/attribution.ts';
import {
	boardAccess,
	boardThing,
	isContributor,
	isStopped,
	markerOf,
	mayFreeze,
	mayHarvestOn,
	mayRedact,
	maySpeak,
	ownsBoard,
	mayContribute,
	notesAccess,
	opensHiddenZones
} from '../../src/lib/domain/board-access.ts';
import { commandRules, talkModes } from '../../src/lib/domain/board-command.ts';
import { notesDocument, partDocument } from '../../src/lib/domain/document-name.ts';
import { mixOf } from '../../src/lib/domain/mixing.ts';
import {
	hiddenZones,
	kindsTooEarly,
	nextHiddenStep,
	type Template
} from '../../src/lib/domain/template.ts';
import type { BoardPhase, ShownZone } from '../../src/lib/documents/board-phase.ts';
import type { Board } from '../store/board-repository.ts';
import type { Group } from '../store/group-repository.ts';
import { listMarkings } from '../store/marking-repository.ts';
import type { PastPhase } from '../store/phase-repository.ts';
import { epochOf, hasDocument } from '../store/sql-update-log.ts';
import type { ActParts, Given } from './board-acts.ts';
import type { Lead } from './board-commands.ts';
import { promisable } from './board-lead.ts';
import type { Counts } from './board-live.ts';
import { seated } from './board-groups.ts';
import { attendeesOf, participantsOf } from './board-people.ts';
import { stepOf, zonesIn } from './board-step.ts';
import { leftOpen } from './open-ballots.ts';

/** Earlier phases a latecomer is told of. */
const BEFORE = 2;

/** Where a board is in its method, and what that lets this one reader do. */
export async function phaseFor(
	parts: ActParts,
	given: Given,
	about: { mask: ContributorMask | null; lead: Lead; isLeading: boolean; counts: Counts }
): Promise<BoardPhase> {
	const { actor, lab, board, template } = given;
	const { mask, lead, isLeading, counts } = about;
	const groups = await parts.groups.list(board.id);
	const own = groups.find(({ memberIds }) => memberIds.includes(actor.memberId));
	const isOpen = !isStopped(actor, board);
	return {
		me: actor.memberId,
		n: board.phase,
		turn: board.turn,
		mode: board.mode,
		step: board.currentStep,
		at: Date.parse(board.phaseAt),
		access: boardAccess(actor, board) === 'write' ? 'write' : 'read',
		frozen: await frozenFor(parts, given, mask),
		held: board.held,
		session: board.sessionId,
		mayFreeze:
			board.frozenAt === null &&
			mayFreeze(actor, board) &&
			commandRules.freeze.modes?.includes(board.mode) === true,
		zones: zonesFor(actor, board, template),
		tooEarly: kindsTooEarly(template, board.currentStep),
		speaker: await speakerFor(parts, given, mask),
		isContributor: isContributor(actor, board),
		ownsBoard: ownsBoard(actor, board),
		lead,
		notes: await notesFor(parts, given),
		hasAside: mayContribute(actor, board),
		ballot: await ballotFor(parts, given),
		lastBallot: await parts.ballots.lastClosed(board.id),
		allowed: await parts.allowed.forWriter(actor, lab, board.id),
		guarded: guardedFor(parts, given),
		mended: parts.mendings.lastFor(board.id, actor.memberId),
		mayMark: isOpen && board.mode === 'ordenen' && mayContribute(actor, board),
		mayRedact: mayRedact(actor, board),
		maySpeak: isOpen && talkModes.includes(board.mode) && maySpeak(actor, board),
		mayHarvest: isOpen && board.mode === 'oogst' && mayHarvestOn(actor, board),
		group:
			own && (await worksIn(parts, given, own.id)) ? await ownGroup(parts, given, own, mask) : null,
		messages: await messagesFor(parts, given, isLeading ? null : (own?.id ?? '')),
		before: pastOf(await parts.phases.list(board.id)),
		marking: await markingFor(parts, given),
		desk: isLeading ? await deskFor(parts, given, { groups, counts }) : null
	};
}

async function ownGroup(
	{ members }: ActParts,
	{ actor }: Given,
	{ id, name, hostId, asksSince }: Group,
	mask: ContributorMask | null
): Promise<NonNullable<BoardPhase['group']>> {
	const host = hostId === null ? null : (await members.findAuthors([hostId])).get(hostId);
	return {
		id,
		name,
		host: host
			? { name: showAuthor(host, 'name', mask).name, isMe: hostId === actor.memberId }
			: null,
		asksSince: momentOf(asksSince)
	};
}

/** While groups work: those to all and to `group`; null, whoever leads, reads them all. */
async function messagesFor(
	{ messages }: ActParts,
	{ board }: Given,
	group: string | null
): Promise<BoardPhase['messages']> {
	if (board.mode !== 'subgroep') return [];
	return (await messages.list(board.id))
		.filter(({ groupId }) => groupId === null || group === null || groupId === group)
		.map(({ id, at, text, groupId }) => ({ id, at: Date.parse(at), text, group: groupId }));
}

function momentOf(at: string | null): number | null {
	return at === null ? null : Date.parse(at);
}

/** Her group works, or what it wrote is on its way to the board. */
async function worksIn(
	{ store }: ActParts,
	{ actor, board }: Given,
	group: string
): Promise<boolean> {
	if (!mayContribute(actor, board)) return false;
	return board.mode === 'subgroep' || hasDocument(store.db, partDocument(board.id, group));
}

/** What a method keeps for later is there for who writes it, and for others when its step came. */
function zonesFor(actor: Actor, board: Board, template: Template): ShownZone[] {
	const hidden = new Set(hiddenZones(template, board.shownZones).map(({ id }) => id));
	return template.zones
		.filter(({ id }) => !hidden.has(id) || opensHiddenZones(actor, board))
		.map((zone) => ({ ...zone, isHidden: hidden.has(zone.id) }));
}

async function speakerFor(
	{ members }: ActParts,
	{ actor, board }: Given,
	mask: ContributorMask | null
): Promise<BoardPhase['speaker']> {
	if (board.speakerId === null) return null;
	const author = (await members.findAuthors([board.speakerId])).get(board.speakerId);
	if (!author) return null;
	const { name, organisation } = showAuthor(author, 'name', mask);
	return { name, organisation, isMe: board.speakerId === actor.memberId };
}

async function frozenFor(
	{ members, versions }: ActParts,
	{ actor, lab, board }: Given,
	mask: ContributorMask | null
): Promise<BoardPhase['frozen']> {
	const { frozenAt, frozenVersion } = board;
	if (frozenAt === null || frozenVersion === null) return null;
	const version = await versions.about(board.id, frozenVersion);
	const by = version?.madeBy ?? '';
	const author = (await members.findAuthors([by])).get(by);
	return {
		at: Date.parse(frozenAt),
		label: version?.label ?? '',
		by: author ? showAuthor(author, lab.attribution, mask) : null,
		version: frozenVersion,
		mayReopen: mayFreeze(actor, board)
	};
}

async function notesFor(
	{ store }: ActParts,
	{ actor, lab, board, template }: Given
): Promise<BoardPhase['notes']> {
	const isNow = board.mode === 'verdekt' && !board.isRevealed;
	const coming = nextHiddenStep(template, board.currentStep);
	const step = isNow ? stepOf(template, board) : coming;
	const byMode = notesAccess(actor, board, coming !== null);
	const access = isStopped(actor, board) && byMode === 'write' ? 'read' : byMode;
	const stored = await epochOf(store.db, notesDocument(board.id, actor.memberId));
	// Who only may read hers and wrote none has none: her page would ask for what is not there.
	const isThere = access !== 'read' || stored !== null;
	return {
		access: isThere ? access : 'none',
		epoch: stored ?? board.notesEpoch,
		// Hers that were left hidden stay in her sight, wherever they stand.
		zones: step || isNow || isThere ? zonesIn(template, step) : [],
		forStep: isNow ? null : (coming?.n ?? null),
		attribution: coarser(board.attribution, lab.attribution),
		isRevealed: board.isRevealed
	};
}

function guardedFor({ offences }: ActParts, { actor, board }: Given): BoardPhase['guarded'] {
	const taken = offences.lastFor(board.id, actor.memberId);
	return taken && { at: taken.at, isMine: taken.memberId === actor.memberId };
}

async function ballotFor(
	{ ballots }: ActParts,
	{ actor, board }: Given
): Promise<BoardPhase['ballot']> {
	if (board.mode !== 'stemmen') return null;
	const ballot = await ballots.ofStep(board.id, board.currentStep);
	if (!ballot) return null;
	const { id, kind, budget, cap, isOpen } = ballot;
	const isSecret = kind === 'geheim';
	const isHandedIn = isSecret && isOpen && (await ballots.tookPart(id, actor.memberId));
	const isVoting = isOpen && !isHandedIn && !isStopped(actor, board);
	return {
		kind,
		budget,
		cap,
		isOpen,
		mayVote: isVoting && can(actor, 'session.vote', boardThing(board)),
		mine: isSecret ? {} : await ballots.votesOf(id, actor.memberId),
		isHandedIn
	};
}

/** What was done just before, the newest last; what was taken back is left out. */
function pastOf(phases: readonly PastPhase[]): BoardPhase['before'] {
	const ended = phases.map((phase, i) => ({ ...phase, until: phases[i - 1]?.at }));
	return ended
		.flatMap(({ step, mode, at, until, isUndone }) =>
			until === undefined || isUndone
				? []
				: { step, mode, at: Date.parse(at), until: Date.parse(until) }
		)
		.slice(0, BEFORE)
		.reverse();
}

async function markingFor(parts: ActParts, given: Given): Promise<BoardPhase['marking']> {
	const { actor, board } = given;
	const by = markerOf(actor, board);
	return {
		tlp: board.tlp,
		cards: await listMarkings(parts.store.db, board.id),
		by,
		people: by && (await attendeesOf(parts, given))
	};
}

async function deskFor(
	parts: ActParts,
	given: Given,
	{ groups, counts }: { groups: readonly Group[]; counts: Counts }
): Promise<BoardPhase['desk']> {
	const { board, lab } = given;
	const people = await participantsOf(parts, board);
	const seats = seated(groups, people);
	return {
		people: people.map(({ leads, role, ...person }) => {
			void [leads, role];
			return person;
		}),
		groups: groups.map(({ id, name, hostId, asksSince }, i) => ({
			id,
			name,
			host: hostId,
			asksSince: momentOf(asksSince),
			mix: mixOf(seats, i)
		})),
		unrevealed: counts.unrevealed,
		toReveal: counts.toReveal,
		left: (await leftOpen(parts, board)).map(({ id, step, kind, voted }) => {
			return { id, step, kind, voted };
		}),
		attributions: promisable(board, lab.attribution, counts.unrevealed > 0)
	};
}
