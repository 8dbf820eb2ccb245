import { sql, type Transaction } from 'kysely';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { UNDO_WINDOW, type Clock } from '../../src/lib/domain/board-mode.ts';
import { sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { nextItem, type PlannedItem } from '../../src/lib/domain/session.ts';
import type { Schema } from '../store/schema.ts';
import {
	addEvent,
	assign,
	attend,
	enterSessionPhase,
	type Session,
	type SessionPhase
} from '../store/session-repository.ts';
import type { Given } from './board-acts.ts';
import { isOtherVote, UsedMeanwhile } from './board-ballots.ts';
import { enterBoardPhase, type BoardMove } from './board-lead.ts';
import { boardsOf, type SessionGiven, type SessionParts } from './session-acts.ts';

const MINUTE = 60_000;
/** Ms a press on "undo" may be under way. */
const GRACE = 500;

/** Begins: its boards belong to it until it ends, and its first item runs. */
export async function start(parts: SessionParts, given: SessionGiven): Promise<Outcome> {
	const { session } = given;
	if (session.status !== 'planned') return refused('already-done');
	const first = nextItem(session.items, null);
	if (!first) return refused('invalid');
	for (const id of boardsOf(session)) {
		const board = await parts.boards.find(id);
		if (board && board.sessionId !== null) return refused('board-busy');
	}
	const to = { from: 0, item: first, undoes: null };
	return move(parts, given, to, (trx) => begin(parts, trx, given));
}

/** False: somebody else did. */
async function begin(
	parts: SessionParts,
	trx: Transaction<Schema>,
	{ actor, session }: SessionGiven
): Promise<boolean> {
	const at = parts.now();
	const { numUpdatedRows } = await trx
		.updateTable('session')
		.set({ status: 'live', started_at: at.toISOString(), lead_id: actor.memberId })
		.where('id', '=', session.id)
		.where('status', '=', 'planned')
		.executeTakeFirst();
	if (Number(numUpdatedRows) !== 1) return false;
	// Whoever begins it runs it, also when she only planned it.
	const own = session.roles.get(actor.memberId);
	const hasLead = [...session.roles.values()].includes('lead');
	if (own !== 'lead' && own !== 'co') {
		await assign(trx, session.id, actor.memberId, hasLead ? 'co' : 'lead');
	}
	const boards = boardsOf(session);
	if (boards.length > 0) {
		await trx
			.updateTable('board')
			.set({ session_id: session.id, held: null, turn: sql<number>`turn + 1` })
			.where('id', 'in', boards)
			.where('session_id', 'is', null)
			.execute();
	}
	// Those who wait for it in its room are there from the first moment.
	for (const member of parts.presence.here(session).add(actor.memberId)) {
		await attend(trx, session.id, member, at);
	}
	const event = { sessionId: session.id, at, act: 'started', memberId: actor.memberId };
	await addEvent(trx, event);
	await parts.trail.within(trx, {
		act: 'session.started',
		memberId: actor.memberId,
		subject: sessionDocument(session.id),
		detail: {}
	});
	return true;
}

/** To another item of the agenda; the same one again is another round of it. */
export async function go(
	parts: SessionParts,
	given: SessionGiven,
	{ item: id, from }: Extract<SessionCommand, { do: 'go' }>
): Promise<Outcome> {
	const item = given.session.items.find((each) => each.id === id);
	if (!item || item.minutes === 0) return refused('invalid');
	return move(parts, given, { from, item, undoes: null });
}

/** Back to where one was, as if one had not moved on; a few seconds after it and no longer. */
export async function undo(
	parts: SessionParts,
	given: SessionGiven,
	{ from }: Extract<SessionCommand, { do: 'undo' }>
): Promise<Outcome> {
	const { session } = given;
	if (from !== session.phase) return refused('passed');
	const [now, ...earlier] = await parts.sessions.phases(session.id);
	const before = earlier.find(({ n }) => n === from - 1);
	const item = session.items.find(({ id }) => id === before?.itemId);
	if (!now || !before || !item) return refused('too-late');
	if (parts.now().getTime() - Date.parse(now.at) >= UNDO_WINDOW + GRACE) return refused('too-late');
	return move(parts, given, { from, item, undoes: { before, now } });
}

interface Move {
	from: number;
	item: PlannedItem;
	undoes: { before: SessionPhase; now: SessionPhase } | null;
}

type First = (trx: Transaction<Schema>) => Promise<boolean>;
const nothing: First = () => Promise.resolve(true);

/** The session and its board move in one commit: nobody sees the one without the other. */
async function move(
	parts: SessionParts,
	given: SessionGiven,
	to: Move,
	first: First = nothing
): Promise<Outcome> {
	const { session } = given;
	if (to.from !== session.phase) return refused('passed');
	const current = session.items.find(({ id }) => id === session.itemId);
	// Taking back undoes what happened to the board of the item one comes from.
	const boardId = to.undoes ? (current?.boardId ?? null) : boardToMove(to.item);
	// As it begins all of them are led by others.
	const changed = new Set(session.status === 'live' ? [] : boardsOf(session));
	const how = { first, changed };
	const outcome = boardId
		? await parts.commands.within({ ...given, boardId }, async (board) => {
				const next = board && (await boardMove(parts, session, board, to));
				if (next === 'passed' || next === 'voted') return refused(next);
				if (board && !to.undoes) await parts.keeper.keep(boardId, { kind: 'step' });
				return commit(parts, given, to, { board, next, ...how }).catch((error: unknown) => {
					if (error instanceof UsedMeanwhile) return refused('voted');
					throw error;
				});
			})
		: await commit(parts, given, to, { board: null, next: null, ...how });
	// The one it took along is told of as it goes. Of the others a hundred people ask what changed.
	if (boardId) changed.delete(boardId);
	if (outcome.ok) for (const id of changed) await parts.live.tell(id);
	return outcome;
}

function boardToMove({ boardId, mode, step }: PlannedItem): string | null {
	return mode !== null || step !== null ? boardId : null;
}

async function commit(
	parts: SessionParts,
	{ actor, session }: SessionGiven,
	to: Move,
	along: { board: Given | null; next: BoardMove | null; first: First; changed: Set<string> }
): Promise<Outcome> {
	const { item, undoes, from } = to;
	const { board, next, first, changed } = along;
	const at = parts.now();
	const entered = await parts.store.transaction(async (trx) => {
		if (!(await first(trx))) return false;
		const isThere = await enterSessionPhase(trx, session.id, {
			from,
			itemId: item.id,
			at,
			ledBy: actor.memberId,
			clock: undoes ? undoes.before.clock : clockOf(item, at),
			undoes: undoes?.before ?? null,
			boardPhase: next ? next.from + 1 : null
		});
		if (!isThere) return false;
		if (board && next && !(await enterBoardPhase(trx, parts, board, next))) {
			throw new Error(`board ${board.board.id} went on in its own turn`);
		}
		for (const id of await holdBoards(trx, session, item.isBreak)) changed.add(id);
		if (undoes && item.boardId) {
			const { isHeld } = undoes.before;
			for (const id of await holdBoards(trx, session, isHeld, item.boardId)) changed.add(id);
		}
		await addEvent(trx, {
			sessionId: session.id,
			at,
			act: undoes ? 'undone' : 'moved',
			memberId: actor.memberId,
			detail: { item: item.id, phase: from + 1 }
		});
		return true;
	});
	return entered ? done() : refused('passed');
}

/** Null: its board stays where it is. `voted`: an open vote of another kind is closed first. */
async function boardMove(
	parts: SessionParts,
	session: Session,
	given: Given,
	{ item, undoes }: Move
): Promise<BoardMove | null | 'passed' | 'voted'> {
	const { actor, board, template } = given;
	if (undoes) {
		const entered = undoes.now.boardPhase;
		if (entered === null) return null;
		if (board.phase !== entered) return 'passed';
		const before = (await parts.phases.list(board.id)).find(({ n }) => n === entered - 1);
		if (!before) return null;
		return { from: board.phase, step: before.step, mode: before.mode, undoes: before, isLed: true };
	}
	// What was agreed on stays as it is; what she may not read she does not move.
	if (board.frozenAt !== null || !readsBoard(actor, board)) return null;
	// Another session took it along since.
	if (board.sessionId !== null && board.sessionId !== session.id) return null;
	const isStep = template.steps.some(({ n }) => n === item.step);
	const step = item.step !== null && isStep ? item.step : board.currentStep;
	const mode = item.mode ?? board.mode;
	const next = { from: board.phase, step, mode, undoes: null, isLed: true } as const;
	if (!item.ballot) return next;
	if (await isOtherVote(parts, given, { step, wanted: item.ballot })) return 'voted';
	return { ...next, ballot: item.ballot };
}

/** In a break nobody types; what was held before is let go. Returns of which boards that changed. */
async function holdBoards(
	trx: Transaction<Schema>,
	session: Session,
	on: boolean,
	only?: string
): Promise<string[]> {
	const rows = await trx
		.updateTable('board')
		.set({ held: on ? 'pause' : null, turn: sql<number>`turn + 1` })
		.where('session_id', '=', session.id)
		.where((where) => (on ? where('held', 'is', null) : where('held', '=', 'pause')))
		.$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
		.returning('id')
		.execute();
	return rows.map(({ id }) => id);
}

function clockOf({ minutes }: PlannedItem, at: Date): Clock | null {
	const total = minutes * MINUTE;
	return { total, endsAt: at.getTime() + total };
}
