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

	/** Members with a line to the session or its desk that gave a sign of life lately. */
	here(session: Pick<Session, 'id'>): Set<string> {
		return hereIn(this.#quiet(session));
	}

	/** Ms without a sign of life, by member with a line; 0: here. A cut line is one for a while yet. */
	#quiet({ id }: Pick<Session, 'id'>): Map<string, number> {
		const quiet = this.#rooms.quietIn(sessionDocument(id));
		for (const [member, ms] of this.#rooms.quietIn(deskDocument(id))) {
			quiet.set(member, Math.min(ms, quiet.get(member) ?? Infinity));
		}
		return quiet;
	}

	/** Looks who is here, and remembers since when each of these is not. */
	look(session: Pick<Session, 'id' | 'items'>, people: Iterable<string>): Set<string> {
		const quiet = this.#quiet(session);
		const here = hereIn(quiet);
		const gone = this.#gone.get(session.id) ?? new Map<string, number>();
		this.#gone.set(session.id, gone);
		for (const member of people) {
			if (here.has(member)) gone.delete(member);
			// Of a cut line it is known since when: not since it was noticed.
			else if (!gone.has(member))
				gone.set(member, this.#now().getTime() - (quiet.get(member) ?? 0));
		}
		return here;
	}

	/** Where each is: who is where is looked up once, however many are asked about. */
	whereabouts(session: Pick<Session, 'id' | 'items'>): (memberId: string) => Whereabouts {
		const here = this.here(session);
		const boards = boardsOf(session).map(
			(id) => [id, this.#rooms.membersIn(boardDocument(id))] as const
		);
		const gone = this.#gone.get(session.id);
		return (memberId) => {
			const isHere = here.has(memberId);
			const open = boards.flatMap(([id, members]) => (members.has(memberId) ? id : []));
			const goneSince = isHere ? null : (gone?.get(memberId) ?? null);
			return { isHere, boards: new Set(open), goneSince };
		};
	}

	forget(sessionId: string): void {
		this.#gone.delete(sessionId);
	}
}

function hereIn(quiet: ReadonlyMap<string, number>): Set<string> {
	return new Set([...quiet].flatMap(([member, ms]) => (ms === 0 ? member : [])));
}
