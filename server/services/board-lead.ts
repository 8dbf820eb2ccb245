import type { Transaction } from 'kysely';
import {
	UNDO_WINDOW,
	type BoardMode,
	type Clock,
	type ClockAct
} from '../../src/lib/domain/board-mode.ts';
import { leadsBoard } from '../../src/lib/domain/board-access.ts';
import type { BallotSettings } from '../../src/lib/domain/ballot.ts';
import { attributions, coarser, type Attribution } from '../../src/lib/domain/attribution.ts';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import { boardDocument, notesDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { Board } from '../store/board-repository.ts';
import { changeMoment, enterPhase, type PastPhase } from '../store/phase-repository.ts';
import type { Schema } from '../store/schema.ts';
import { eraseDocuments, listDocuments } from '../store/sql-update-log.ts';
import type { ActParts, Given } from './board-acts.ts';
import { ensureBallot } from './board-ballots.ts';
import { notesDocuments, readNotes } from './hidden-notes.ts';

/** Ms a press on "undo" may be under way. */
const GRACE = 500;
const MINUTE = 60_000;

/** Whether moving on can still be taken back; what cannot be undone waits for that. */
export function isUndoable(board: Board, now: Date): boolean {
	return isRecent(board.phaseAt, now);
}

/** Whether "undo" still stands on the page of who did this. */
export function isRecent(at: string, now: Date): boolean {
	return now.getTime() - Date.parse(at) < UNDO_WINDOW + GRACE;
}

/** To another step of the method, in the mode that step has. */
export async function goToStep(
	parts: ActParts,
	given: Given,
	{ to, from }: Extract<BoardCommand, { do: 'step' }>
): Promise<Outcome> {
	const step = given.template.steps.find(({ n }) => n === to);
	if (!step) return refused('invalid');
	return enter(parts, given, { from, step: to, mode: step.boardMode, undoes: null });
}

/** Another mode within this step. */
export async function setMode(
	parts: ActParts,
	given: Given,
	{ mode, from }: Extract<BoardCommand, { do: 'mode' }>
): Promise<Outcome> {
	return enter(parts, given, { from, step: given.board.currentStep, mode, undoes: null });
}

/** Back to the phase before, as if one had not moved on; a few seconds after it and no longer. */
export async function undoStep(
	parts: ActParts,
	given: Given,
	{ from }: Extract<BoardCommand, { do: 'undo-step' }>
): Promise<Outcome> {
	const { board } = given;
	if (from !== board.phase) return refused('passed');
	const before = (await parts.phases.list(board.id)).find(({ n }) => n === from - 1);
	if (!before || !isUndoable(board, parts.now())) return refused('too-late');
	return enter(parts, given, { from, step: before.step, mode: before.mode, undoes: before });
}

/** Into a phase. */
async function enter(parts: ActParts, given: Given, next: BoardMove): Promise<Outcome> {
	const { board } = given;
	if (next.from !== board.phase) return refused('passed');
	if (!next.undoes) await parts.keeper.keep(board.id, { kind: 'step' });
	const entered = await parts.store.transaction((trx) => enterBoardPhase(trx, parts, given, next));
	return entered ? done() : refused('passed');
}

/** A phase of a board to go into. */
export interface BoardMove {
	from: number;
	step: number;
	mode: BoardMode;
	/** The phase it takes one back to. */
	undoes: PastPhase | null;
	/** Where one votes in it: as whoever prepared it chose; else the defaults. */
	ballot?: BallotSettings;
	/** By a session: whoever moves it does not lead the board by herself. */
	isLed?: true;
}

/** The same inside somebody's transaction: a session takes its board along. False: the board went on. */
export async function enterBoardPhase(
	trx: Transaction<Schema>,
	parts: Pick<ActParts, 'now' | 'newId' | 'trail'>,
	given: Given,
	{ ballot, isLed, ...next }: BoardMove
): Promise<boolean> {
	const { actor, board } = given;
	const leaderId = isLed || leadsBoard(actor, board) ? null : actor.memberId;
	const phase = { ...next, at: parts.now(), ledBy: actor.memberId, leaderId };
	if (!(await enterPhase(trx, board.id, phase))) return false;
	// Going back to a ballot that was closed does not open another.
	if (next.mode === 'stemmen' && !next.undoes) {
		await ensureBallot(trx, parts, given, { step: next.step, wanted: ballot });
	}
	await parts.trail.within(trx, {
		act: 'board.phase',
		memberId: actor.memberId,
		subject: boardDocument(board.id),
		detail: { step: next.step, mode: next.mode }
	});
	return true;
}

/**
 * How much of its author a hidden note will show. Whoever wrote did so on a promise: from then on it
 * can only show less.
 */
export async function promise(
	parts: ActParts,
	{ board, lab }: Given,
	{ attribution }: Extract<BoardCommand, { do: 'attribution' }>
): Promise<Outcome> {
	const { store, rooms } = parts;
	return rooms.sealed(notesDocument(board.id, ''), async () => {
		const notes = await readNotes(rooms, await notesDocuments(store, board.id));
		const offered = promisable(board, lab.attribution, notes.length > 0);
		if (!offered.includes(attribution)) return refused('promised');
		const isStricter = coarser(attribution, board.attribution) === attribution;
		// A first letter on its way now was typed on the word of the other promise.
		const documents = isStricter ? [] : await notesDocuments(store, board.id);
		const prefix = notesDocument(board.id, '');
		await store.transaction(async (trx) => {
			// Those opened a moment ago as well.
			if (!isStricter) await eraseDocuments(trx, await listDocuments(trx, prefix));
			await changeMoment(trx, board.id, { attribution, isNewEpoch: !isStricter });
		});
		await rooms.remove(documents, 'documentRewritten');
		return done();
	});
}

/** Never more than the lab shows of anybody, and never more than was promised. */
export function promisable(
	board: Pick<Board, 'attribution'>,
	ofLab: Attribution,
	isWritten: boolean
): Attribution[] {
	const least = isWritten ? coarser(ofLab, board.attribution) : ofLab;
	return attributions.slice(attributions.indexOf(least));
}

/** Gives the word to one person, or to nobody. */
export async function giveWord(
	parts: ActParts,
	{ board }: Given,
	{ member }: Extract<BoardCommand, { do: 'speaker' }>
): Promise<Outcome> {
	if (member !== null) {
		const roles = await parts.members.rolesIn(board.labId, [member]);
		if (!roles.has(member)) return refused('invalid');
	}
	await parts.phases.change(board.id, { speakerId: member });
	return done();
}

export async function setClock(
	parts: ActParts,
	{ board }: Given,
	command: Extract<BoardCommand, { do: 'clock' }>
): Promise<Outcome> {
	const clock = nextClock(board.clock, command, parts.now().getTime());
	if (clock === undefined) return refused('invalid');
	await parts.phases.change(board.id, { clock });
	return done();
}

/** Undefined: there is no such clock to do that with. Moments and durations in ms. */
export function nextClock(
	clock: Clock | null,
	{ act, minutes = 0 }: { act: ClockAct; minutes?: number },
	now: number
): Clock | null | undefined {
	const more = minutes * MINUTE;
	if (act === 'stop') return null;
	if (act === 'start') return more > 0 ? { total: more, endsAt: now + more } : undefined;
	if (!clock) return undefined;
	switch (act) {
		case 'pause':
			return 'endsAt' in clock
				? { total: clock.total, left: Math.max(0, clock.endsAt - now) }
				: clock;
		case 'resume':
			return 'left' in clock ? { total: clock.total, endsAt: now + clock.left } : clock;
		case 'add': {
			const total = clock.total + more;
			if ('left' in clock) return { total, left: clock.left + more };
			// A clock that ran out gets that long from now on.
			return { total, endsAt: Math.max(clock.endsAt, now) + more };
		}
	}
}
