import type { Actor } from '../../src/lib/domain/access.ts';
import { coarser } from '../../src/lib/domain/attribution.ts';
import {
	isTimeFor,
	leadsBoard,
	mayContribute,
	mayRedact,
	readsBoard
} from '../../src/lib/domain/board-access.ts';
import { commandRules } from '../../src/lib/domain/board-command.ts';
import type {
	DeskBoard,
	DeskPair,
	DeskWarning,
	SilentPerson
} from '../../src/lib/documents/desk-board.ts';
import type { Text } from '../../src/lib/domain/template.ts';
import { replaced } from '../../src/lib/privacy/findings.ts';
import { markedText } from '../../src/lib/privacy/marked-text.ts';
import { findPersonalData } from '../../src/lib/privacy/personal-data.ts';
import type { Board } from '../store/board-repository.ts';
import type { Lab, LabRepository } from '../store/lab-repository.ts';
import type { Session } from '../store/session-repository.ts';
import { templateOf } from './board-step.ts';
import type { DeskFinds, Finds } from './desk-finds.ts';
import { replacementOf } from './personal-text.ts';
import type { SessionParts } from './session-acts.ts';

export interface DeskBoardParts extends Pick<
	SessionParts,
	'boards' | 'members' | 'allowed' | 'live'
> {
	labs: LabRepository;
	finds: DeskFinds;
}

const nameless: Text = { nl: '', en: '' };
/** Warnings that are shown at most: more is a board to read through. */
const WARNINGS = 20;
/** UTF-16 units of a card that are shown beside one like it. */
const EXCERPT = 200;

/**
 * The board of this moment, for one of those who run the session; null: there is none, or she may not
 * read it. `actor` null: all there is to see, for who asks only whether it changed.
 */
export async function deskBoardOf(
	parts: DeskBoardParts,
	actor: Actor | null,
	session: Session
): Promise<DeskBoard | null> {
	const boardId = session.items.find(({ id }) => id === session.itemId)?.boardId;
	if (session.status !== 'live' || !boardId) return null;
	const board = await parts.boards.find(boardId);
	const lab = await parts.labs.find(session.labId);
	if (!board || !lab || board.withdrawnAt !== null) return null;
	if (actor && !readsBoard(actor, board)) return null;
	const { zones } = await templateOf(parts.boards, board);
	const nameOf = (zone: string) => zones.find(({ id }) => id === zone)?.name ?? nameless;
	const finds = await parts.finds.of(boardId);
	const allow = await parts.allowed.onBoard(lab, boardId);
	const { toReveal, written } = await parts.live.countsOf(board);
	const isHidden = board.mode === 'verdekt' && !board.isRevealed;
	return {
		id: board.id,
		title: board.title,
		mode: board.mode,
		n: board.phase,
		isRevealed: board.isRevealed,
		attribution: coarser(board.attribution, lab.attribution),
		toReveal,
		written: isHidden ? { people: written.people, of: written.of } : null,
		silent: await silentOn(parts, board, lab),
		warnings: warningsIn(finds, allow, nameOf),
		pairs: pairsIn(finds, nameOf),
		may: mayOn(actor, board)
	};
}

function mayOn(actor: Actor | null, board: Board): DeskBoard['may'] {
	if (!actor) return { lead: false, redact: false, allow: false, bundle: false };
	const isOpen = board.frozenAt === null;
	return {
		lead: isOpen && leadsBoard(actor, board),
		redact: mayRedact(actor, board),
		allow: mayContribute(actor, board),
		bundle: isOpen && mayContribute(actor, board) && isTimeFor(commandRules.bundle, actor, board)
	};
}

/** Who have written nothing: as of the last count, and only while each will stand by her cards. */
async function silentOn(
	{ live, members }: DeskBoardParts,
	board: Board,
	lab: Lab
): Promise<SilentPerson[] | null> {
	const isByName = coarser(board.attribution, lab.attribution) === 'name';
	if (board.mode !== 'verdekt' || board.isRevealed || !isByName) return null;
	const { silent } = await live.countsOf(board);
	const authors = await members.findAuthors(silent);
	return [...authors.values()]
		.map(({ memberId, name, initials, organisationLabel: organisation, domain }) => {
			return { memberId, name, initials, organisation, domain };
		})
		.sort((a, b) => a.name.localeCompare(b.name));
}

function warningsIn(
	{ cards }: Finds,
	allow: readonly string[],
	nameOf: (zone: string) => Text
): DeskWarning[] {
	const warnings: DeskWarning[] = [];
	for (const { id, zone, text, findings } of cards) {
		if (warnings.length === WARNINGS) break;
		const left = allow.length === 0 ? findings : findPersonalData(text, { allow });
		if (left.length === 0) continue;
		warnings.push({
			card: id,
			zone: nameOf(zone),
			parts: markedText(text, left),
			found: left.map((each) => ({ text: each.text, replacement: replacementOf(each) })),
			proposal: replaced(text, left, replacementOf),
			mayStand: left.every(({ severity }) => severity !== 'blokkeren')
		});
	}
	return warnings;
}

function pairsIn({ pairs, texts }: Finds, nameOf: (zone: string) => Text): DeskPair[] {
	const cardOf = (id: string) => {
		const text = texts.get(id) ?? '';
		return { id, text: text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text };
	};
	return pairs.map(({ zone, first, second }) => ({
		id: [first, second].sort().join('+'),
		zone: nameOf(zone),
		cards: [cardOf(first), cardOf(second)]
	}));
}
