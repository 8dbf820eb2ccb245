import {
	boardDocument,
	deskDocument,
	sessionDocument
} from '../../src/lib/domain/document-name.ts';
import type { Session } from '../store/session-repository.ts';
import type { Rooms } from '../sync/rooms.ts';
import { boardsOf } from './session-acts.ts';

/** Where somebody is, and since when she is nowhere (ms since epoch). */
export interface Whereabouts {
	isHere: boolean;
	/** Boards of the session she has open. */
	boards: ReadonlySet<string>;
	goneSince: number | null;
}

/** Who is in a session now, and since when others are gone. Kept in memory: a line is of this moment. */
export class SessionPresence {
	readonly #rooms: Rooms;
	readonly #now: () => Date;
	/** Since when somebody who was here, or is waited for, is gone. */
	readonly #gone = new Map<string, Map<string, number>>();

	constructor(rooms: Rooms, now: () => Date) {
		this.#rooms = rooms;
		this.#now = now;
	}

	/** Members with a line to the session, its desk or one of its boards. */
	here(session: Pick<Session, 'id' | 'items'>): Set<string> {
		const here = this.#rooms.membersIn(sessionDocument(session.id));
		for (const member of this.#rooms.membersIn(deskDocument(session.id))) here.add(member);
		return here;
	}

	/** Looks who is here, and remembers since when each of these is not. */
	look(session: Pick<Session, 'id' | 'items'>, people: Iterable<string>): Set<string> {
		const here = this.here(session);
		const gone = this.#gone.get(session.id) ?? new Map<string, number>();
		this.#gone.set(session.id, gone);
		for (const member of people) {
			if (here.has(member)) gone.delete(member);
			else if (!gone.has(member)) gone.set(member, this.#now().getTime());
		}
		return here;
	}

	whereabouts(session: Pick<Session, 'id' | 'items'>, memberId: string): Whereabouts {
		const isHere = this.here(session).has(memberId);
		const boards = boardsOf(session).filter((id) =>
			this.#rooms.membersIn(boardDocument(id)).has(memberId)
		);
		const goneSince = isHere ? null : (this.#gone.get(session.id)?.get(memberId) ?? null);
		return { isHere, boards: new Set(boards), goneSince };
	}

	forget(sessionId: string): void {
		this.#gone.delete(sessionId);
	}
}
