import { deskDocument, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { minutesOf, QUIET_END, TOLD_AFTER } from '../../src/lib/domain/session.ts';
import {
	DeskStateDocument,
	SessionStateDocument,
	type LiveSession,
	type RoomItem
} from '../../src/lib/documents/session-state.ts';
import type { Bus } from '../cluster/bus.ts';
import { lastActionStatus } from '../store/action-repository.ts';
import type { Attendance, Session, SessionPhase } from '../store/session-repository.ts';
import { lastSignOnBoards } from '../store/session-signs.ts';
import { ensureDocument } from '../store/sql-update-log.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';
import { sweepClosing } from './session-closing.ts';
import { close } from './session-ending.ts';
import { boxOf } from './session-box.ts';
import { pollOf } from './session-polls.ts';
import { Turns } from './turns.ts';

interface LiveParts extends Omit<SessionParts, 'commands' | 'keeper' | 'allowed' | 'phases'> {
	bus: Bus;
	/** What the desk shows, in so many words that it is other when the desk is. */
	signOf: (session: Session) => Promise<string>;
	failed: (error: unknown) => void;
}

/** Ms between two looks at who is here. */
const BEAT = 2_000;
const MINUTE = 60_000;

/**
 * What everybody in a session follows live. The record is in SQL; the documents only show it, and are
 * written anew from there after a restart.
 */
export class SessionLive {
	readonly #parts: LiveParts;
	readonly #turns = new Turns();
	/** When somebody last did what leaves no moment in the store (ms since epoch), by session. */
	readonly #acted = new Map<string, number>();
	/** Before then (ms since epoch) a session past its end cannot be quiet for long enough. */
	readonly #awake = new Map<string, number>();
	readonly #beat: NodeJS.Timeout;
	#isLooking: Promise<void> | null = null;
	#isStopped = false;

	constructor(parts: LiveParts) {
		this.#parts = parts;
		this.#beat = setInterval(() => void this.#onBeat(), BEAT).unref();
	}

	async stop(): Promise<void> {
		this.#isStopped = true;
		clearInterval(this.#beat);
		await this.#isLooking;
	}

	/** Somebody in it did something that leaves no moment in the store. */
	acted(sessionId: string): void {
		this.#acted.set(sessionId, this.#parts.now().getTime());
	}

	/** Who may do what in it changed. Rights first: nothing is shown as allowed that is not. */
	async tell(sessionId: string): Promise<void> {
		this.#parts.bus.publish({ kind: 'session-changed', sessionId });
		await this.publish(sessionId);
	}

	/**
	 * Shows the session as it stands in the store now. One after another, so the last word is the newest;
	 * and what a hundred people do at once is shown together.
	 */
	publish(sessionId: string): Promise<void> {
		return this.#turns.share(sessionId, async () => {
			const session = await this.#parts.sessions.find(sessionId);
			if (!session) return;
			const state = await this.stateOf(session);
			await this.#write(sessionDocument(sessionId), (doc) => new SessionStateDocument(doc), state);
			const desk = { sign: await this.#parts.signOf(session) };
			await this.#write(deskDocument(sessionId), (doc) => new DeskStateDocument(doc), desk);
		});
	}

	async stateOf(session: Session): Promise<LiveSession> {
		const { store, sessions, members, boards, presence } = this.#parts;
		const phases = await sessions.phases(session.id);
		const attendance = await sessions.attendance(session.id);
		const here = presence.look(session, watched(session, attendance));
		const people = [session.leadId, ...(session.speaking?.order ?? [])].filter((id) => id !== null);
		const names = await members.findAuthors(people);
		const nameOf = (id: string | null | undefined) => (id && names.get(id)?.name) || null;
		const item = session.items.find(({ id }) => id === session.itemId);
		const board = item?.boardId ? await boards.find(item.boardId) : null;
		// Of those who are here, as it is shown beside how many these are.
		const isReady = ({ memberId, readyPhase }: Attendance) =>
			here.has(memberId) && readyPhase === session.phase && session.phase > 0;
		return {
			status: session.status,
			turn: session.turn,
			phase: {
				n: session.phase,
				item: session.itemId,
				at: Date.parse(session.phaseAt ?? session.startsAt),
				round: phases[0]?.round ?? 1
			},
			agenda: agendaOf(session, phases),
			clock: session.clock,
			lead: leadOf(session, nameOf(session.leadId), this.#parts),
			message: session.message,
			summon: session.summon,
			actionsAt: await lastActionStatus(store.db, session.labId),
			isHeld: board?.sessionId === session.id && board.held === 'pause',
			counts: {
				here: here.size,
				of: new Set([...here, ...attendance.map(({ memberId }) => memberId)]).size,
				ready: attendance.filter(isReady).length,
				agreed: attendance.filter(({ rulesAt }) => rulesAt !== null).length
			},
			...(await boxOf(this.#parts, session)),
			poll: await pollOf(this.#parts, session),
			speaking: session.speaking && {
				memberId: session.speaking.order[session.speaking.at] ?? null,
				name: nameOf(session.speaking.order[session.speaking.at]),
				next: nameOf(session.speaking.order[session.speaking.at + 1]),
				n: session.speaking.at,
				of: session.speaking.order.length,
				clock: session.speaking.clock
			}
		};
	}

	async #write<T extends object>(
		name: string,
		open: (doc: never) => { differs(state: T): boolean; write(state: T): void },
		state: T
	): Promise<void> {
		const { store, rooms, now } = this.#parts;
		const differs = await rooms.read(name, (doc) => open(doc as never).differs(state));
		if (differs === false) return;
		if (differs === null) await store.transaction((trx) => ensureDocument(trx, name, 1, now()));
		await rooms.apply(name, (doc) => open(doc as never).write(state), { memberId: null });
	}

	async #onBeat(): Promise<void> {
		// One look at a time: a slow store is not asked twice.
		if (this.#isLooking || this.#isStopped) return;
		this.#isLooking = this.#look().catch(this.#parts.failed);
		await this.#isLooking;
		this.#isLooking = null;
	}

	async #look(): Promise<void> {
		const { sessions, failed } = this.#parts;
		const running = await sessions.listLive();
		for (const known of [this.#acted, this.#awake]) {
			for (const id of known.keys()) if (!running.includes(id)) known.delete(id);
		}
		for (const id of running) {
			if (this.#isStopped) return;
			// One that cannot be shown or closed now stays as it is, and the others go on.
			await this.#lookAt(id).catch(failed);
		}
		for (const id of await sweepClosing(this.#parts)) await this.tell(id).catch(failed);
	}

	async #lookAt(id: string): Promise<void> {
		const session = await this.#parts.sessions.find(id);
		if (session && (await this.#isForgotten(session))) await this.#close(session);
		else await this.publish(id);
	}

	/** Left open: past its planned end, and nobody did anything in it or on its boards for an hour. */
	async #isForgotten(session: Session): Promise<boolean> {
		const at = this.#parts.now().getTime();
		const begun = Math.max(Date.parse(session.startsAt), Date.parse(session.startedAt ?? ''));
		const planned = begun + minutesOf(session.items) * MINUTE;
		if (at < planned + QUIET_END) return false;
		if (at < (this.#awake.get(session.id) ?? 0)) return false;
		const quietAt = (await this.#lastSign(session)) + QUIET_END;
		this.#awake.set(session.id, quietAt);
		return at >= quietAt;
	}

	/** Of anybody; a page that is open is none, as people forget them. Ms since epoch. */
	async #lastSign(session: Session): Promise<number> {
		const { store, sessions, live } = this.#parts;
		const last = (await sessions.events(session.id)).at(-1);
		return Math.max(
			Date.parse(last?.at ?? session.startsAt),
			(await lastSignOnBoards(store.db, session.id)) ?? 0,
			this.#acted.get(session.id) ?? 0,
			...boardsOf(session).map((id) => live.lastAct(id) ?? 0)
		);
	}

	#close(session: Session): Promise<void> {
		return this.#parts.turns.take(`session/${session.id}`, async () => {
			try {
				await close(this.#parts, session, null);
			} finally {
				// A board that cannot be told of it keeps nobody in the dark about the session.
				this.#parts.presence.forget(session.id);
				await this.tell(session.id);
			}
		});
	}
}

/** Whoever was seen, and whoever has a task: since when they are gone is worth knowing. */
function watched(session: Session, attendance: readonly { memberId: string }[]): Set<string> {
	return new Set([...session.roles.keys(), ...attendance.map(({ memberId }) => memberId)]);
}

function leadOf(
	session: Session,
	name: string | null,
	{ presence, now }: Pick<LiveParts, 'presence' | 'now'>
): LiveSession['lead'] {
	if (session.leadId === null || name === null) return null;
	const { goneSince } = presence.whereabouts(session)(session.leadId);
	const isTold = goneSince !== null && now().getTime() - goneSince >= TOLD_AFTER;
	return { name, away: isTold ? goneSince : null };
}

/** Without what is only for who runs it. */
export function agendaOf(session: Session, phases: readonly SessionPhase[]): RoomItem[] {
	return session.items.map(({ notes, ...item }) => {
		void notes;
		const at = phases.findIndex(({ itemId, isUndone }) => itemId === item.id && !isUndone);
		const ran = phases[at];
		// Newest first: the one before it in this list is the one after it in time.
		const until = phases[at - 1]?.at ?? session.endedAt;
		return {
			...item,
			ranAt: ran ? Date.parse(ran.at) : null,
			took:
				ran && until !== null && (item.id !== session.itemId || session.endedAt !== null)
					? Math.round((Date.parse(until) - Date.parse(ran.at)) / MINUTE)
					: null
		};
	});
}
