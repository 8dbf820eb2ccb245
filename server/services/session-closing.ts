import { sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import { boardsCloseAt, OPEN_DAYS } from '../../src/lib/domain/session.ts';
import {
	boardsToClose,
	countClosed,
	holdOver,
	listToClose,
	settleClosing
} from '../store/session-closing.ts';
import { addEvent, type Session } from '../store/session-repository.ts';
import type { SessionGiven, SessionParts } from './session-acts.ts';

type ClosingParts = Pick<SessionParts, 'store' | 'trail' | 'turns' | 'now'> & {
	/** Whoever has a board open hears that something about it changed; rights first. */
	live: Pick<SessionParts['live'], 'tell'>;
};

const DAY = 24 * 60 * 60_000;

/** Whether the boards of a session are closed for participants, or when they will be. */
export interface Closing {
	/** There is a board it would be about. */
	isAny: boolean;
	isClosed: boolean;
	/** Ms since epoch; null: they stay as they are. */
	closesAt: number | null;
}

export async function closingOf(
	{ store }: Pick<ClosingParts, 'store'>,
	session: Session
): Promise<Closing> {
	const boards = await boardsToClose(store.db, session.id);
	const isClosed = (await countClosed(store.db, boards)) > 0;
	const isComing = session.endedAt !== null && session.boardsClosedAt === null && !isClosed;
	return {
		isAny: boards.length > 0,
		isClosed,
		closesAt: isComing ? boardsCloseAt(Date.parse(session.endedAt ?? '')) : null
	};
}

/**
 * Some days after a session its boards close for participants. Asking again changes nothing; what fails
 * of one session keeps no other from it.
 */
export async function sweepClosing(
	parts: ClosingParts & { failed: (error: unknown) => void }
): Promise<string[]> {
	const due = await listToClose(parts.store.db, new Date(parts.now().getTime() - OPEN_DAYS * DAY));
	for (const id of due) {
		await parts.turns
			.take(`session/${id}`, () => settle(parts, id, { on: true, by: null }))
			.catch(parts.failed);
	}
	return due;
}

/** Closed earlier, or open again, by who leads. Opened before its day, they close on that day. */
export async function closeBoards(
	parts: SessionParts,
	{ actor, session }: SessionGiven,
	{ on }: Extract<SessionCommand, { do: 'close-boards' }>
): Promise<Outcome> {
	const { isAny, isClosed } = await closingOf(parts, session);
	if (!isAny) return refused('invalid');
	if (isClosed === on) return refused('already-done');
	const isDone = await settle(parts, session.id, { on, by: actor.memberId });
	return isDone ? done() : refused('not-ended');
}

async function settle(
	{ store, trail, live, now }: ClosingParts,
	sessionId: string,
	{ on, by }: { on: boolean; by: string | null }
): Promise<boolean> {
	const at = now();
	const changed = await store.transaction(async (trx) => {
		const { ended_at } = await trx
			.selectFrom('session')
			.select('ended_at')
			.where('id', '=', sessionId)
			.executeTakeFirstOrThrow();
		const isBefore = ended_at !== null && at.getTime() < boardsCloseAt(Date.parse(ended_at));
		if (!(await settleClosing(trx, sessionId, !on && isBefore ? null : at))) return null;
		const boards = await holdOver(trx, await boardsToClose(trx, sessionId), on);
		const act = on ? 'boards-closed' : 'boards-opened';
		await addEvent(trx, { sessionId, at, act, memberId: by, detail: { boards: boards.length } });
		await trail.within(trx, {
			act: `session.${act}`,
			memberId: by,
			subject: sessionDocument(sessionId),
			detail: { boards: boards.length }
		});
		return boards;
	});
	for (const id of changed ?? []) await live.tell(id);
	return changed !== null;
}
