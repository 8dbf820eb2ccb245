import type { Actor } from '../../src/lib/domain/access.ts';
import type { Template } from '../../src/lib/domain/template.ts';
import type { Along } from '../sync/update-log.ts';
import type { ChangeRepository } from '../store/change-repository.ts';
import type { VersionRepository } from '../store/version-repository.ts';
import type { BallotRepository } from '../store/ballot-repository.ts';
import type { Board, BoardRepository } from '../store/board-repository.ts';
import type { GroupRepository } from '../store/group-repository.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { MessageRepository } from '../store/message-repository.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { PhaseRepository } from '../store/phase-repository.ts';
import type { Schema } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Transaction } from 'kysely';
import type { AllowedPhrases } from './allowed-phrases.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { BoardChanges } from './board-changes.ts';
import type { Forgetting } from './forgetting.ts';
import type { Mendings } from './mendings.ts';
import type { Offences } from './offences.ts';
import type { Turns } from './turns.ts';
import type { VersionKeeper } from './version-keeper.ts';

/** What every command on a board works with. */
export interface ActParts {
	store: Store;
	boards: BoardRepository;
	phases: PhaseRepository;
	groups: GroupRepository;
	messages: MessageRepository;
	ballots: BallotRepository;
	members: MemberRepository;
	rooms: Rooms;
	trail: AuditTrail;
	forgetting: Forgetting;
	allowed: AllowedPhrases;
	offences: Offences;
	/** What changed on boards, as it is stored and as it is heard of. */
	changed: ChangeRepository;
	changes: BoardChanges;
	/** Boards as they stood, and who keeps them. */
	versions: VersionRepository;
	keeper: VersionKeeper;
	/** Whoever has this board open hears that something about it changed; rights first. */
	tell: (boardId: string) => Promise<void>;
	/** Resolves when nothing is found on this board any more that is not on it now. */
	reindex: (boardId: string) => Promise<void>;
	mendings: Mendings;
	/** Whatever changes a board as a whole: one after another, by its id. */
	turns: Turns;
	now: () => Date;
	newId: () => string;
}

/** Who gives a command on which board, as it stood when it was given. */
export interface Given {
	actor: Actor;
	lab: Lab;
	board: Board;
	template: Template;
}

/** What goes into the same commit as an update of a document, on this store. */
export function inThatCommit(work: (trx: Transaction<Schema>) => Promise<void>): Along {
	return (transaction) => work(transaction as Transaction<Schema>);
}
