import { sql } from 'kysely';
import { sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { SessionCommand } from '../../src/lib/domain/session-command.ts';
import type { Board } from '../store/board-repository.ts';
import { addEvent, type Session } from '../store/session-repository.ts';
import { closeLeft } from './ballot-closing.ts';
import { boardsOf, type SessionGiven, type SessionParts } from './session-acts.ts';

/** Ends: its boards stand by themselves again. What was done stays. */
export async function end(
	parts: SessionParts,
	given: SessionGiven,
	{ from }: Extract<SessionCommand, { do: 'end' }>
): Promise<Outcome> {
	if (from !== given.session.phase) return refused('passed');
	return close(parts, given.session, given.actor.memberId);
}

type ClosingParts = Pick<
	SessionParts,
	'store' | 'trail' | 'now' | 'live' | 'labs' | 'boards' | 'members' | 'forgetting'
>;

/**
 * With it what was voted on its boards is closed, so that the report has it. `by` null: nobody did
 * anything any more.
 */
export async function close(
	parts: ClosingParts,
	session: Session,
	by: string | null
): Promise<Outcome> {
	const at = parts.now();
	const lab = await parts.labs.find(session.labId);
	if (!lab) throw new Error(`session ${session.id} has no lab`);
	const boards = await boardsIn(parts, session);
	let isSecret = false;
	const isDone = await parts.store.transaction(async (trx) => {
		const { numUpdatedRows } = await trx
			.updateTable('session')
			.set({
				status: 'ended',
				ended_at: at.toISOString(),
				clock: null,
				speaking: null,
				turn: sql<number>`turn + 1`
			})
			.where('id', '=', session.id)
			.where('status', '=', 'live')
			.executeTakeFirst();
		if (Number(numUpdatedRows) !== 1) return false;
		await trx
			.updateTable('board')
			.set({ session_id: null, held: null, turn: sql<number>`turn + 1` })
			.where('session_id', '=', session.id)
			.execute();
		// Who had the word when is of the moment.
		await trx
			.updateTable('session_phase')
			.set({ speaking: null })
			.where('session_id', '=', session.id)
			.execute();
		// After the boards: whoever moves one on takes these rows in that order too.
		for (const board of boards) {
			isSecret = (await closeLeft(trx, parts, { lab, board, by })) || isSecret;
		}
		await addEvent(trx, { sessionId: session.id, at, act: 'ended', memberId: by });
		await parts.trail.within(trx, {
			act: 'session.ended',
			memberId: by,
			subject: sessionDocument(session.id),
			detail: {}
		});
		return true;
	});
	if (!isDone) return refused('not-live');
	if (isSecret) parts.forgetting.begin();
	for (const id of boardsOf(session)) await parts.live.tell(id);
	return done();
}

/** Boards it has: one that another session took, or that is taken back, is none of its any more. */
async function boardsIn(
	{ boards }: Pick<SessionParts, 'boards'>,
	session: Session
): Promise<Board[]> {
	const found = await Promise.all(boardsOf(session).map((id) => boards.find(id)));
	return found.flatMap((board) => (board?.sessionId === session.id ? board : []));
}
