import type { Transaction } from 'kysely';
import type { Actor } from '../../src/lib/domain/access.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import type { BallotRepository } from '../store/ballot-repository.ts';
import type { BoardRepository } from '../store/board-repository.ts';
import type { Lab, LabRepository } from '../store/lab-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { PhaseRepository } from '../store/phase-repository.ts';
import type { PollRepository } from '../store/poll-repository.ts';
import type { QuestionRepository } from '../store/question-repository.ts';
import type { Schema } from '../store/schema.ts';
import {
	addEvent,
	changeSession,
	type Session,
	type SessionChange,
	type SessionRepository
} from '../store/session-repository.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { AllowedPhrases } from './allowed-phrases.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { BoardCommands } from './board-commands.ts';
import type { BoardLive } from './board-live.ts';
import type { Forgetting } from './forgetting.ts';
import type { SessionPresence } from './session-presence.ts';
import type { Turns } from './turns.ts';
import type { VersionKeeper } from './version-keeper.ts';

/** What every command in a session works with. */
export interface SessionParts {
	store: Store;
	sessions: SessionRepository;
	ballots: BallotRepository;
	questions: QuestionRepository;
	polls: PollRepository;
	labs: LabRepository;
	boards: BoardRepository;
	phases: PhaseRepository;
	members: MemberRepository;
	rooms: Rooms;
	trail: AuditTrail;
	forgetting: Forgetting;
	allowed: AllowedPhrases;
	keeper: VersionKeeper;
	/** Of boards: a session takes its board along in its turn. */
	commands: BoardCommands;
	live: BoardLive;
	presence: SessionPresence;
	turns: Turns;
	now: () => Date;
	newId: () => string;
}

/** Who asks something of which session, as it stood when it was asked. */
export interface SessionGiven {
	actor: Actor;
	lab: Lab;
	session: Session;
}

/** Changes a running session and writes down what happened, in one commit. */
export async function change(
	parts: SessionParts,
	{ actor, session }: Pick<SessionGiven, 'actor' | 'session'>,
	{ act, detail, ...to }: SessionChange & { act: string; detail?: object },
	along: (trx: Transaction<Schema>) => Promise<void> = () => Promise.resolve()
): Promise<Outcome> {
	const isDone = await parts.store.transaction(async (trx) => {
		if (!(await changeSession(trx, session.id, to))) return false;
		await along(trx);
		const event = { sessionId: session.id, at: parts.now(), memberId: actor.memberId };
		await addEvent(trx, { ...event, act, detail: detail ?? {} });
		return true;
	});
	return isDone ? done() : refused('not-live');
}

/** Boards its agenda works on. */
export function boardsOf({ items }: Pick<Session, 'items'>): string[] {
	return [...new Set(items.flatMap(({ boardId }) => boardId ?? []))];
}
