import type { Actor } from '../../src/lib/domain/access.ts';
import { leadsBoard, readsBoard } from '../../src/lib/domain/board-access.ts';
import { votesIn } from '../../src/lib/domain/session.ts';
import type { DeskBallot } from '../../src/lib/documents/desk-board.ts';
import type { Ballot, BallotRepository } from '../store/ballot-repository.ts';
import type { Board, BoardRepository } from '../store/board-repository.ts';
import type { Session } from '../store/session-repository.ts';
import type { BoardLive } from './board-live.ts';
import { templateOf } from './board-step.ts';
import { boardsOf } from './session-acts.ts';

/** A ballot in which nobody can vote any more, and whose outcome is hidden still. */
export interface LeftOpen extends Ballot {
	/** People. Nobody joins them as long as the board is somewhere else. */
	voted: number;
}

/** Left open when the board moved on; of one in which nobody voted there is nothing to show. */
export async function leftOpen(
	{ ballots }: { ballots: BallotRepository },
	board: Board,
	open?: readonly Ballot[]
): Promise<LeftOpen[]> {
	const left: LeftOpen[] = [];
	for (const ballot of open ?? (await ballots.listOpen(board.id))) {
		if (isNow(ballot, board)) continue;
		const voted = (await ballots.voters(ballot)).length;
		if (voted > 0) left.push({ ...ballot, voted });
	}
	return left;
}

function isNow({ step }: Ballot, { mode, currentStep }: Board): boolean {
	return mode === 'stemmen' && step === currentStep;
}

/**
 * What is open on the boards of a running session, for one of those who run it; first what one votes
 * in now. `actor` null: all there is to see, for who asks only whether it changed.
 */
export async function deskBallotsOf(
	parts: { ballots: BallotRepository; boards: BoardRepository; live: BoardLive },
	actor: Actor | null,
	session: Session
): Promise<DeskBallot[]> {
	if (session.status !== 'live') return [];
	const found: DeskBallot[] = [];
	for (const id of boardsOf(session)) {
		const board = await parts.boards.find(id);
		if (board?.sessionId !== session.id || board.withdrawnAt !== null) continue;
		if (actor && !readsBoard(actor, board)) continue;
		const open = await parts.ballots.listOpen(board.id);
		// Most of the time, and this is asked every other second.
		if (open.length === 0) continue;
		const { steps } = await templateOf(parts.boards, board);
		const about = {
			board: { id: board.id, title: board.title },
			mayClose: actor !== null && board.frozenAt === null && leadsBoard(actor, board)
		};
		const show = ({ id, kind, budget, cap, step }: Ballot) => {
			const item = votesIn(session.items, { boardId: board.id, step });
			const name = item?.title ?? steps.find(({ n }) => n === step)?.name ?? '';
			return { ...about, id, kind, budget, cap, name };
		};
		const left = await leftOpen(parts, board, open);
		found.push(
			...left.map((each) => ({ ...show(each), isNow: false, voted: each.voted, of: null }))
		);
		const now = open.find((each) => isNow(each, board));
		if (now) found.push({ ...show(now), isNow: true, ...(await votedNow(parts, board, now)) });
	}
	return found.sort((a, b) => Number(b.isNow) - Number(a.isNow));
}

/** Counted on the beat of the board, as everybody sees it: the moment of a vote tells whose it is. */
async function votedNow(
	{ live }: { live: BoardLive },
	board: Board,
	ballot: Ballot
): Promise<{ voted: number; of: number }> {
	const { voted } = await live.countsOf(board);
	return { voted: voted.ballot === ballot.id ? voted.n : 0, of: voted.of };
}
