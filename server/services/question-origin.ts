import type { Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { joinsSession } from '../../src/lib/domain/session-access.ts';
import type { QuestionView } from '../../src/lib/documents/thread-view.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Question } from '../store/thread-rows.ts';
import { maskFor } from './board-view.ts';
import type { ThreadParts } from './thread-parts.ts';

/**
 * The trail back to what a question came from, for who may open that. Who may not know whose casus a
 * board is, gets no trail from a question of that organisation: it would tell.
 */
export async function originOf(
	{ boards, sessions }: Pick<ThreadParts, 'boards' | 'sessions'>,
	actor: Actor,
	lab: Lab,
	{ origin, organisationId, askedBy }: Question
): Promise<QuestionView['origin']> {
	if (!origin) return null;
	if (origin.kind === 'card' || origin.kind === 'board') {
		const board = await boards.find(origin.id);
		if (!board || !readsBoard(actor, board)) return null;
		const mask = maskFor(actor, board);
		if (mask && askedBy !== null && mask.organisationId === organisationId) return null;
		const path = `/labs/${lab.slug}/boards/${board.id}`;
		const place = origin.part === '' ? '' : `#card-${origin.part}`;
		return { kind: origin.kind, path: `${path}${place}`, label: board.title };
	}
	if (origin.kind === 'box') {
		const session = await sessions.find(origin.id);
		if (!session || !joinsSession(actor, session)) return null;
		return { kind: 'box', path: `/labs/${lab.slug}/sessions/${session.id}`, label: session.title };
	}
	return null;
}
