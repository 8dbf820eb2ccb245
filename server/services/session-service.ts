import { roleIn, type Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { isId } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import {
	answersInSession,
	joinsSession,
	letsGuestsIn,
	plansSession,
	runsSession,
	writesInSession
} from '../../src/lib/domain/session-access.ts';
import { minutesOf } from '../../src/lib/domain/session.ts';
import type { SessionOwn } from '../../src/lib/documents/session-own.ts';
import type {
	DeskView,
	SessionBoard,
	SessionSummary,
	SessionView
} from '../../src/lib/documents/session-view.ts';
import { guestPlace } from '../store/guest-places.ts';
import { codeOfSession, countGuests } from '../store/guest-statements.ts';
import type { Lab } from '../store/lab-repository.ts';
import { addEvent, attend, type Session } from '../store/session-repository.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';
import { boxAttribution, ownBox } from './session-box.ts';
import { deskOf, type DeskParts } from './session-desk.ts';
import type { SessionLive } from './session-live.ts';

/** What pages ask of sessions. */
export class SessionService {
	readonly #parts: SessionParts & DeskParts;
	readonly #live: SessionLive;

	constructor(parts: SessionParts & DeskParts, live: SessionLive) {
		this.#parts = parts;
		this.#live = live;
	}

	/** Those she may be in, by their planned start. */
	async list(actor: Actor, lab: Lab): Promise<SessionSummary[]> {
		const sessions = await this.#parts.sessions.listOfLab(lab.id);
		return sessions
			.filter((session) => joinsSession(actor, session))
			.map((session) => summaryOf(actor, session));
	}

	/** The session, if she may know of it. */
	async find(actor: Actor, lab: Lab, id: string): Promise<Outcome<Session>> {
		const session = isId(id) ? await this.#parts.sessions.find(id) : null;
		if (session?.labId !== lab.id || !joinsSession(actor, session)) return refused('not-found');
		return done(session);
	}

	async open(actor: Actor, lab: Lab, id: string): Promise<Outcome<SessionView>> {
		const found = await this.find(actor, lab, id);
		if (!found.ok) return found;
		const session = found.value;
		const { sessions, members } = this.#parts;
		const own = (await sessions.attendance(id)).find(({ memberId }) => memberId === actor.memberId);
		const authors = await members.findAuthors(session.roles.keys());
		return done({
			...summaryOf(actor, session),
			roomLink: session.roomLink,
			endedAt: session.endedAt,
			live: await this.#live.stateOf(session),
			boards: await this.#boardsFor(actor, session),
			rules: lab.groundRules,
			tasks: [...session.roles].flatMap(([memberId, role]) => {
				const author = authors.get(memberId);
				if (!author) return [];
				const { name, organisationLabel } = author;
				return { memberId, name, organisation: organisationLabel, role };
			}),
			me: {
				memberId: actor.memberId,
				agreed: own?.rulesAt != null,
				readyPhase: own?.readyPhase ?? null,
				writes: writesInSession(actor, session),
				answers: answersInSession(actor, session),
				guestUntil: await this.#guestUntil(actor, session)
			},
			own: await this.#ownOf(actor, session),
			asksAs: boxAttribution(lab.attribution),
			runs: runsSession(actor, session),
			plans: plansSession(actor, session)
		});
	}

	/** What in it is hers. */
	async own(actor: Actor, lab: Lab, id: string): Promise<Outcome<SessionOwn>> {
		const found = await this.find(actor, lab, id);
		return found.ok ? done(await this.#ownOf(actor, found.value)) : found;
	}

	/** For who runs it; to others it is not there. */
	async desk(actor: Actor, lab: Lab, id: string): Promise<Outcome<DeskView>> {
		const found = await this.find(actor, lab, id);
		if (!found.ok) return found;
		if (!runsSession(actor, found.value)) return refused('not-found');
		return done(await deskOf(this.#parts, actor, found.value));
	}

	/** The session of the lab that runs now, and whether she is in it; first one she is in. */
	async running(
		actor: Actor,
		lab: Lab
	): Promise<{ session: SessionView; isIn: boolean; path: string } | null> {
		const { sessions } = this.#parts;
		for (const { id, isIn } of await sessions.listRunning(lab.id, actor.memberId)) {
			const session = await this.open(actor, lab, id);
			if (!session.ok) continue;
			return { session: session.value, isIn, path: `/labs/${lab.slug}/sessions/${id}` };
		}
		return null;
	}

	/** She has a line to it now: she was there. */
	async arrives(id: string, memberId: string): Promise<void> {
		const session = await this.#parts.sessions.find(id);
		if (session?.status !== 'live') return;
		const { store, now } = this.#parts;
		const isNew = await store.transaction(async (trx) => {
			if (!(await attend(trx, id, memberId, now()))) return false;
			await addEvent(trx, { sessionId: id, at: now(), act: 'came', memberId });
			return true;
		});
		if (isNew) await this.#live.publish(id);
	}

	async #ownOf(actor: Actor, session: Session): Promise<SessionOwn> {
		const { polls } = this.#parts;
		const plans = plansSession(actor, session);
		return {
			...(await ownBox(this.#parts, actor, session)),
			guests: await this.#guests(actor, session),
			answers: await polls.answersOf(session.id, actor.memberId),
			prepared: plans ? (await polls.questions(session.id)).length : null
		};
	}

	async #guestUntil(actor: Actor, session: Session): Promise<string | null> {
		if (roleIn(actor, session.labId) !== 'sleutelfiguur') return null;
		const place = await guestPlace(this.#parts.store.db, session.id, actor.memberId);
		return place?.isGuestAccount ? place.until : null;
	}

	async #guests(actor: Actor, session: Session): Promise<SessionOwn['guests']> {
		const manages = letsGuestsIn(actor, session);
		if (!manages && !runsSession(actor, session)) return null;
		const { store, now } = this.#parts;
		const code = await codeOfSession(store.db, session.id, now());
		return { n: await countGuests(store.db, session.id), most: code?.most ?? null, manages };
	}

	async #boardsFor(actor: Actor, session: Session): Promise<SessionBoard[]> {
		const found = await Promise.all(boardsOf(session).map((id) => this.#parts.boards.find(id)));
		return found.flatMap((board) =>
			board && readsBoard(actor, board) ? { id: board.id, title: board.title } : []
		);
	}
}

function summaryOf(actor: Actor, session: Session): SessionSummary {
	return {
		id: session.id,
		title: session.title,
		goal: session.goal,
		startsAt: session.startsAt,
		minutes: minutesOf(session.items),
		status: session.status,
		role: session.roles.get(actor.memberId) ?? null
	};
}
