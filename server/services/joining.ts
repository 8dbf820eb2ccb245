import type { Transaction } from 'kysely';
import type { InferOutput } from 'valibot';
import { initialsOf } from '../../src/lib/domain/initials.ts';
import { roleIn, type Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { isId, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { joinsSession } from '../../src/lib/domain/session-access.ts';
import { hashCode, readCode } from '../auth/codes.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { SignIns } from '../auth/sign-ins.ts';
import type { Bus } from '../cluster/bus.ts';
import {
	codeByHash,
	guestOfLab,
	guestOrganisation,
	takePlace,
	type GuestCode
} from '../store/guest-statements.ts';
import { releaseAddress } from '../store/guest-places.ts';
import type { Lab } from '../store/lab-repository.ts';
import { insertMember } from '../store/member-repository.ts';
import type { Schema } from '../store/schema.ts';
import { changeSession, type Session } from '../store/session-repository.ts';
import type { Guest } from './guest-form.ts';
import type { GuestKeys } from './guest-keys.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';
import type { SessionLive } from './session-live.ts';
import { WrongTries, type TooMany } from './wrong-tries.ts';

/** Ms in which a form that comes once more is the same press of a button. */
const SAME_FORM = 2 * 60_000;

/** What a code lets in to, told before anybody comes in. */
export interface Welcome {
	session: string;
	goal: string;
	startsAt: string;
	lab: Lab['name'];
	/** ISO 8601. */
	until: string;
	boards: boolean;
	rules: string[];
}

/** Where somebody tries a code from. */
interface Client {
	address: string;
	userAgent: string;
}

/**
 * `wrong`: wrong, over, withdrawn or full, and nobody is told which; `taken`: there is an account of
 * this address.
 */
type NotIn = { ok: false; reason: 'wrong' | 'taken'; retryAfterSeconds?: never } | TooMany;

export type Joined =
	{ ok: true; path: string; secret: string; expiresAt: Date; language: 'nl' | 'en' } | NotIn;

interface JoiningParts extends SessionParts {
	signIns: SignIns;
	bus: Bus;
	guestKeys: GuestKeys;
}

/** How people come into a session by a code: as a named guest of it and of nothing else. */
export class Joining {
	readonly #parts: JoiningParts;
	readonly #live: SessionLive;
	readonly #tries: WrongTries;
	/** By the ticket of a form: who came in with it, a moment ago. */
	readonly #sent = new Map<string, { memberId: string; until: number }>();

	constructor(parts: JoiningParts, live: SessionLive) {
		this.#parts = parts;
		this.#live = live;
		this.#tries = new WrongTries(parts.trail);
	}

	/** What a code is for. */
	async look(text: string, client: Client): Promise<{ ok: true; welcome: Welcome } | NotIn> {
		return this.#tries.take<{ ok: true; welcome: Welcome }, NotIn>(client, async () => {
			const found = await this.#find(text);
			return found ? { ok: true, welcome: this.#welcome(found) } : wrong;
		});
	}

	/**
	 * A named guest of this session and of nothing else, signed in. `ticket` is of the form she filled
	 * in: sent twice on a slow line, it is one guest.
	 */
	join(
		text: string,
		guest: InferOutput<typeof Guest> & { language: 'nl' | 'en'; ticket: string },
		client: Client,
		previous: string | null
	): Promise<Joined> {
		const { store, turns, newId, now, signIns, guestKeys } = this.#parts;
		return this.#tries.take<Extract<Joined, { ok: true }>, NotIn>(client, async () => {
			const found = await this.#find(text);
			if (!found) return wrong;
			const passwordHash = guest.password === '' ? null : await hashPassword(guest.password);
			// One after another: two with the same address are one and a refusal.
			const memberId = await turns.take('join', async () => {
				const before = this.#sentBefore(guest.ticket);
				if (before !== null) return before;
				const came = await store.transaction(async (trx) => {
					if (!(await takePlace(trx, found.code, now()))) return null;
					if (!(await releaseAddress(trx, guest.email, now()))) return 'taken' as const;
					const id = newId();
					await insertMember(trx, {
						...{ id, email: guest.email, name: guest.name, initials: initialsOf(guest.name) },
						organisation_id: await guestOrganisation(trx, {
							...{ sessionId: found.session.id, name: guest.organisation, newId }
						}),
						...{ job_title: '', bio: '', domain: 'gedeeld', language: guest.language },
						...{ account: 'member', password_hash: passwordHash, demo: 0, about: '{}' },
						...{ disabled_at: null, created_at: now().toISOString() }
					});
					await this.#letIn(trx, found, id);
					return id;
				});
				if (came !== null && came !== 'taken') this.#note(guest.ticket, came);
				return came;
			});
			if (memberId === null) return wrong;
			if (memberId === 'taken') return { ok: false, reason: 'taken' };
			await this.#live.tell(found.session.id);
			const started = await signIns.begin(memberId, client, previous);
			const path = pathOf(found);
			const hasKey = passwordHash === null;
			if (hasKey) await guestKeys.begin(memberId, found.session.id, started.signIn.id);
			return {
				ok: true,
				path: hasKey ? `${path}/back` : path,
				secret: started.secret,
				expiresAt: started.signIn.expiresAt,
				language: guest.language
			};
		});
	}

	/** Somebody who has an account: a member of the lab comes in as she is, another as a guest. */
	joinAs(actor: Actor, text: string, client: Client): Promise<{ ok: true; path: string } | NotIn> {
		const { store, turns, now, bus } = this.#parts;
		return this.#tries.take<{ ok: true; path: string }, NotIn>(client, async () => {
			const found = await this.#find(text);
			if (!found) return wrong;
			if (joinsSession(actor, found.session)) return { ok: true, path: pathOf(found) };
			const isIn = await turns.take('join', () =>
				store.transaction(async (trx) => {
					if (actor.account !== 'member' || !(await takePlace(trx, found.code, now())))
						return false;
					if (!(await this.#mayReturn(trx, found, actor))) return false;
					await this.#letIn(trx, found, actor.memberId);
					return true;
				})
			);
			if (!isIn) return wrong;
			bus.publish({ kind: 'member-changed', memberId: actor.memberId });
			await this.#live.tell(found.session.id);
			return { ok: true, path: pathOf(found) };
		});
	}

	#sentBefore(ticket: string): string | null {
		const sent = this.#sent.get(ticket);
		return sent && sent.until >= this.#parts.now().getTime() ? sent.memberId : null;
	}

	#note(ticket: string, memberId: string): void {
		const now = this.#parts.now().getTime();
		for (const [old, { until }] of this.#sent) if (until < now) this.#sent.delete(old);
		if (isId(ticket)) this.#sent.set(ticket, { memberId, until: now + SAME_FORM });
	}

	async #letIn(
		trx: Transaction<Schema>,
		{ code, session, lab, boards }: Found,
		memberId: string
	): Promise<void> {
		const { newId, now, trail, members } = this.#parts;
		const at = now().toISOString();
		await guestOfLab(trx, { id: newId(), labId: lab.id, memberId, until: code.until, at });
		for (const [kind, thing] of [
			['session', session.id] as const,
			...boards.map((id) => ['board', id] as const)
		]) {
			await members.within(trx).invite({
				...{ id: newId(), lab_id: lab.id, member_id: memberId, thing_kind: kind, thing_id: thing },
				...{ access_until: code.until, invited_by: code.madeBy, created_at: at }
			});
		}
		await trx
			.insertInto('session_guest')
			.values({ session_id: session.id, member_id: memberId, code_id: code.id, agreed_at: at })
			// She was in it before, and her time was over.
			.onConflict((conflict) =>
				conflict
					.columns(['session_id', 'member_id'])
					.doUpdateSet({ code_id: code.id, agreed_at: at })
			)
			.execute();
		// Who runs it sees one more.
		await changeSession(trx, session.id, {});
		await trail.within(trx, {
			act: 'member.joined-by-code',
			memberId,
			subject: sessionDocument(session.id),
			detail: { code: code.id, boards: boards.length }
		});
	}

	/** Whom the lab let go, or whose time in another role is over, comes back by asking the lab. */
	async #mayReturn(trx: Transaction<Schema>, { lab }: Found, actor: Actor): Promise<boolean> {
		if (roleIn(actor, lab.id) !== null) return true;
		const before = await trx
			.selectFrom('membership')
			.select(['role', 'ended_at'])
			.where('lab_id', '=', lab.id)
			.where('member_id', '=', actor.memberId)
			.executeTakeFirst();
		return !before || (before.role === 'sleutelfiguur' && before.ended_at === null);
	}

	/** Those that whoever made the code may read herself; what is RED is for who was there. */
	async #boardsFor(code: GuestCode, session: Session): Promise<string[]> {
		const { boards, members, now } = this.#parts;
		const maker = await members.findActor(code.madeBy, now());
		const found = await Promise.all(boardsOf(session).map((id) => boards.find(id)));
		return found.flatMap((board) =>
			board && maker && board.tlp !== 'red' && board.openedAt !== null && readsBoard(maker, board)
				? board.id
				: []
		);
	}

	async #find(text: string): Promise<Found | null> {
		const { store, sessions, labs, now } = this.#parts;
		const read = readCode(text);
		if (read === null) return null;
		const code = await codeByHash(store.db, await hashCode(read), now());
		const session = code && (await sessions.find(code.sessionId));
		const lab = session && (await labs.find(session.labId));
		// What is over is read by who was there; nobody comes to it any more.
		if (!code || !lab || session.status === 'ended') return null;
		const boards = code.boards ? await this.#boardsFor(code, session) : [];
		return { code, session, lab, boards };
	}

	#welcome({ code, session, lab, boards }: Found): Welcome {
		return {
			...{ session: session.title, goal: session.goal, startsAt: session.startsAt },
			...{ lab: lab.name, until: code.until, boards: boards.length > 0, rules: lab.groundRules }
		};
	}
}

interface Found {
	code: GuestCode;
	session: Session;
	lab: Lab;
	/** Ids of those guests come onto. */
	boards: string[];
}

const wrong = { ok: false, reason: 'wrong' } as const;

function pathOf({ lab, session }: Found): string {
	return `/labs/${lab.slug}/sessions/${session.id}`;
}
