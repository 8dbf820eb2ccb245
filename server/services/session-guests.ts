import type { Transaction } from 'kysely';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import * as v from 'valibot';
import { can, type Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { isId, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { joinsSession } from '../../src/lib/domain/session-access.ts';
import { minutesOf } from '../../src/lib/domain/session.ts';
import { plainLine } from '../../src/lib/documents/plain-text.ts';
import { hashCode, newCode, readCode } from '../auth/codes.ts';
import { hashPassword, PASSWORD_MAX } from '../auth/passwords.ts';
import type { SignIns } from '../auth/sign-ins.ts';
import type { Bus } from '../cluster/bus.ts';
import {
	codeByHash,
	codeOfSession,
	countGuests,
	guestOrganisation,
	takePlace,
	withdrawCodes,
	writeCode,
	type GuestCode
} from '../store/guest-statements.ts';
import type { Lab } from '../store/lab-repository.ts';
import { insertMember } from '../store/member-repository.ts';
import type { Schema } from '../store/schema.ts';
import { changeSession, type Session } from '../store/session-repository.ts';
import { EmailAddress, PASSWORD_MIN } from './account-service.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';
import type { SessionLive } from './session-live.ts';

const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;
/** Days a code may hold at most. */
const LONGEST = 90;
export const MOST_GUESTS = 200;
/** Wrong tries from one client address, and the seconds in which they count: as for passwords. */
const WRONG_TRIES = 100;
const WRONG_WINDOW = 600;

const line = (most: number) =>
	v.pipe(v.string(), v.transform(plainLine), v.minLength(1, 'empty'), v.maxLength(most, 'long'));

export const NewCode = v.object({
	/** The last day, YYYY-MM-DD. */
	until: v.pipe(v.string(), v.isoDate('day')),
	most: v.pipe(
		v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,3}$/, 'number'), v.transform(Number))]),
		v.minValue(1, 'number'),
		v.maxValue(MOST_GUESTS, 'number')
	),
	/** Guests work on the boards of the session as well: a decision of its own. */
	boards: v.boolean()
});

export const Guest = v.object({
	name: line(80),
	organisation: line(80),
	email: v.pipe(EmailAddress, v.maxLength(320, 'long')),
	/** Empty: she comes in on this browser only. */
	password: v.union([
		v.literal(''),
		v.pipe(v.string(), v.minLength(PASSWORD_MIN, 'short'), v.maxLength(PASSWORD_MAX, 'long'))
	]),
	agreed: v.literal('yes', 'agree')
});

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

interface NotIn {
	ok: false;
	/**
	 * `wrong`: wrong, over, withdrawn or full, and nobody is told which; `taken`: there is an account of
	 * this address.
	 */
	reason: 'wrong' | 'taken' | 'too-many';
	retryAfterSeconds?: number;
}

export type Joined =
	{ ok: true; path: string; secret: string; expiresAt: Date; language: 'nl' | 'en' } | NotIn;

interface GuestParts extends SessionParts {
	signIns: SignIns;
	bus: Bus;
}

/** People from outside the lab in one session: who lets them in, for what, until when. */
export class SessionGuests {
	readonly #parts: GuestParts;
	readonly #live: SessionLive;
	readonly #tries = new RateLimiterMemory({ points: WRONG_TRIES, duration: WRONG_WINDOW });

	constructor(parts: GuestParts, live: SessionLive) {
		this.#parts = parts;
		this.#live = live;
	}

	/** What there is, for who lets guests in; to others it is not there. */
	async read(actor: Actor, lab: Lab, sessionId: string) {
		const session = await this.#led(actor, lab, sessionId);
		if (!session) return refused('not-found');
		const { store, now } = this.#parts;
		const begun = Math.max(Date.parse(session.startsAt), now().getTime());
		const code = await codeOfSession(store.db, session.id, now());
		return done({
			title: session.title,
			code: code && { until: code.until, most: code.most, boards: code.boards },
			guests: await countGuests(store.db, session.id),
			hasBoards: boardsOf(session).length > 0,
			/** The day after it, YYYY-MM-DD. */
			usual: new Date(begun + minutesOf(session.items) * MINUTE + DAY).toISOString().slice(0, 10)
		});
	}

	/** A code in the place of the one before it. It is told now and never again. */
	async makeCode(
		actor: Actor,
		lab: Lab,
		sessionId: string,
		{ until: day, most, boards }: v.InferOutput<typeof NewCode>
	): Promise<Outcome<string>> {
		const session = await this.#led(actor, lab, sessionId);
		if (!session) return refused('not-found');
		const { store, trail, now, newId } = this.#parts;
		const until = new Date(`${day}T23:59:59.999Z`);
		const left = until.getTime() - now().getTime();
		if (!(left > 0 && left <= LONGEST * DAY)) return refused('invalid', 'until');
		const code = newCode();
		const id = newId();
		const hash = await hashCode(code);
		await store.transaction(async (trx) => {
			await writeCode(trx, {
				...{ id, sessionId: session.id, hash, most, boards },
				...{ until: until.toISOString(), madeBy: actor.memberId, at: now() }
			});
			await trail.within(trx, {
				act: 'session.code-made',
				memberId: actor.memberId,
				subject: sessionDocument(session.id),
				detail: { code: id, most, boards: boards ? 1 : 0, until: until.toISOString() }
			});
		});
		return done(code);
	}

	/** At once. Whoever came in by it stays until its day. */
	async withdraw(actor: Actor, lab: Lab, sessionId: string): Promise<Outcome> {
		const session = await this.#led(actor, lab, sessionId);
		if (!session) return refused('not-found');
		const { store, trail, now } = this.#parts;
		await store.transaction(async (trx) => {
			await withdrawCodes(trx, session.id, now());
			await trail.within(trx, {
				act: 'session.code-withdrawn',
				memberId: actor.memberId,
				subject: sessionDocument(session.id),
				detail: {}
			});
		});
		return done();
	}

	/** What a code is for. */
	async look(text: string, client: Client): Promise<{ ok: true; welcome: Welcome } | NotIn> {
		return this.#try<{ ok: true; welcome: Welcome }>(client, async () => {
			const found = await this.#find(text);
			return found ? { ok: true, welcome: this.#welcome(found) } : wrong;
		});
	}

	/** A named guest of this session and of nothing else, signed in. */
	join(
		text: string,
		guest: v.InferOutput<typeof Guest> & { language: 'nl' | 'en' },
		client: Client,
		previous: string | null
	): Promise<Joined> {
		const { store, turns, newId, now, signIns } = this.#parts;
		return this.#try<Extract<Joined, { ok: true }>>(client, async () => {
			const found = await this.#find(text);
			if (!found) return wrong;
			const passwordHash = guest.password === '' ? null : await hashPassword(guest.password);
			// One after another: two with the same address are one and a refusal.
			const memberId = await turns.take('join', () =>
				store.transaction(async (trx) => {
					if (!(await takePlace(trx, found.code, now()))) return null;
					const taken = await trx
						.selectFrom('member')
						.select('id')
						.where('email', '=', guest.email)
						.executeTakeFirst();
					if (taken) return 'taken' as const;
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
				})
			);
			if (memberId === null) return wrong;
			if (memberId === 'taken') return { ok: false, reason: 'taken' };
			await this.#live.tell(found.session.id);
			const started = await signIns.begin(memberId, client, previous);
			return {
				ok: true,
				path: pathOf(found),
				secret: started.secret,
				expiresAt: started.signIn.expiresAt,
				language: guest.language
			};
		});
	}

	/** Somebody who has an account: a member of the lab comes in as she is, another as a guest. */
	joinAs(actor: Actor, text: string, client: Client): Promise<{ ok: true; path: string } | NotIn> {
		const { store, turns, now, bus } = this.#parts;
		return this.#try<{ ok: true; path: string }>(client, async () => {
			const found = await this.#find(text);
			if (!found) return wrong;
			if (joinsSession(actor, found.session)) return { ok: true, path: pathOf(found) };
			const isIn = await turns.take('join', () =>
				store.transaction(async (trx) => {
					if (actor.account !== 'member' || !(await takePlace(trx, found.code, now())))
						return false;
					const before = await trx
						.selectFrom('membership')
						.select('id')
						.where('lab_id', '=', found.lab.id)
						.where('member_id', '=', actor.memberId)
						.executeTakeFirst();
					const holds = actor.memberships.some(({ labId }) => labId === found.lab.id);
					// Whose time in this lab is over comes back by asking the lab.
					if (before && !holds) return false;
					await this.#letIn(trx, found, actor.memberId, { isMember: holds });
					return true;
				})
			);
			if (!isIn) return wrong;
			bus.publish({ kind: 'member-changed', memberId: actor.memberId });
			await this.#live.tell(found.session.id);
			return { ok: true, path: pathOf(found) };
		});
	}

	async #letIn(
		trx: Transaction<Schema>,
		{ code, session, lab, boards }: Found,
		memberId: string,
		{ isMember = false } = {}
	): Promise<void> {
		const { newId, now, trail, members } = this.#parts;
		const at = now().toISOString();
		if (!isMember) {
			await trx
				.insertInto('membership')
				.values({
					...{ id: newId(), lab_id: lab.id, member_id: memberId, role: 'sleutelfiguur' },
					...{ access_until: code.until, ended_at: null, created_at: at }
				})
				.execute();
		}
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
		if (!code || !session || !lab) return null;
		const boards = code.boards ? await this.#boardsFor(code, session) : [];
		return { code, session, lab, boards };
	}

	#welcome({ code, session, lab, boards }: Found): Welcome {
		return {
			...{ session: session.title, goal: session.goal, startsAt: session.startsAt },
			...{ lab: lab.name, until: code.until, boards: boards.length > 0, rules: lab.groundRules }
		};
	}

	/** Takes a try for a wrong one until it proves right. */
	async #try<T extends { ok: true }>(
		client: Client,
		work: () => Promise<T | NotIn>
	): Promise<T | NotIn> {
		try {
			await this.#tries.consume(client.address);
		} catch (full) {
			if (!(full instanceof RateLimiterRes)) throw full;
			const fact = { memberId: null, subject: 'join', detail: { client: client.address } };
			void this.#parts.trail.recordHourly({ act: 'join.throttled', ...fact });
			const retryAfterSeconds = Math.max(1, Math.ceil(full.msBeforeNext / 1000));
			return { ok: false, reason: 'too-many', retryAfterSeconds };
		}
		const outcome = await work();
		if (outcome.ok) await this.#tries.reward(client.address);
		return outcome;
	}

	/** By who leads it, or invites guests of the lab. */
	async #led(actor: Actor, lab: Lab, id: string): Promise<Session | null> {
		const session = isId(id) ? await this.#parts.sessions.find(id) : null;
		if (session?.labId !== lab.id || !joinsSession(actor, session)) return null;
		return letsGuestsIn(actor, session) ? session : null;
	}
}

export function letsGuestsIn(actor: Actor, session: Session): boolean {
	return (
		session.roles.get(actor.memberId) === 'lead' ||
		can(actor, 'guest.invite', { labId: session.labId, id: session.id })
	);
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

/** "Ans de Vries" is AV. */
function initialsOf(name: string): string {
	const words = name.split(' ').filter(Boolean);
	const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map(
		(word) => [...(word ?? '')][0]
	);
	return letters.join('').toUpperCase();
}
