import * as v from 'valibot';
import type { Actor } from '../../src/lib/domain/access.ts';
import { readsBoard } from '../../src/lib/domain/board-access.ts';
import { isId, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { joinsSession, letsGuestsIn } from '../../src/lib/domain/session-access.ts';
import { minutesOf } from '../../src/lib/domain/session.ts';
import { hashCode, newCode, newKey, readCode } from '../auth/codes.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { SignIns } from '../auth/sign-ins.ts';
import { removeKeys, writeKey } from '../store/guest-key-repository.ts';
import { guestPlace, listGuests, type GuestPlace } from '../store/guest-places.ts';
import { codeByHash, codeOfSession, withdrawCodes, writeCode } from '../store/guest-statements.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { Session } from '../store/session-repository.ts';
import { boardsOf, type SessionParts } from './session-acts.ts';

const DAY = 24 * 60 * 60_000;
const MINUTE = 60_000;
/** Days a code may hold at most. */
const LONGEST = 90;
export const MOST_GUESTS = 200;

/** Ms a key for one time opens: as long as it takes to read it out and type it in. */
const ONCE = 10 * MINUTE;

export const GuestChoice = v.object({ member: v.string() });

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

interface GuestParts extends SessionParts {
	signIns: SignIns;
}

/** People from outside the lab in one session: who lets them in, for what, until when. */
export class SessionGuests {
	readonly #parts: GuestParts;

	constructor(parts: GuestParts) {
		this.#parts = parts;
	}

	/** What there is, for who lets guests in; to others it is not there. */
	async read(actor: Actor, lab: Lab, sessionId: string) {
		const found = await this.#led(actor, lab, sessionId);
		if (!found.ok) return refused('not-found');
		const session = found.value;
		const { store, now } = this.#parts;
		const begun = Math.max(Date.parse(session.startsAt), now().getTime());
		const isEnded = session.status === 'ended';
		const code = isEnded ? null : await codeOfSession(store.db, session.id, now());
		return done({
			title: session.title,
			/** Nobody comes to it any more. */
			isEnded,
			code: code && { until: code.until, most: code.most, boards: code.boards },
			guests: await listGuests(store.db, session.id),
			hasBoards: boardsOf(session).length > 0,
			/** The day after it, YYYY-MM-DD. */
			usual: new Date(begun + minutesOf(session.items) * MINUTE + DAY).toISOString().slice(0, 10)
		});
	}

	/** One of its guests, for who lets them in. */
	async find(
		actor: Actor,
		lab: Lab,
		sessionId: string,
		memberId: string
	): Promise<Outcome<GuestPlace>> {
		const found = await this.#led(actor, lab, sessionId);
		if (!found.ok) return found;
		const guest = await guestPlace(this.#parts.store.db, found.value.id, memberId);
		return guest ? done(guest) : refused('not-found');
	}

	/** A code in the place of the one before it. It is told now and never again. */
	async makeCode(
		actor: Actor,
		lab: Lab,
		sessionId: string,
		{ until: day, most, boards }: v.InferOutput<typeof NewCode>
	): Promise<Outcome<string>> {
		const found = await this.#led(actor, lab, sessionId);
		if (!found.ok) return found;
		const session = found.value;
		if (session.status === 'ended') return refused('over');
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

	/** Whether this is the code that lets in to it now: it is nowhere to be read, so it is typed again. */
	async knowsCode(
		actor: Actor,
		lab: Lab,
		sessionId: string,
		text: string
	): Promise<Outcome<string>> {
		const found = await this.#led(actor, lab, sessionId);
		if (!found.ok) return found;
		const session = found.value;
		const { store, now } = this.#parts;
		const code = readCode(text);
		if (code === null || session.status === 'ended') return refused('invalid', 'code');
		const known = await codeByHash(store.db, await hashCode(code), now());
		return known?.sessionId === session.id ? done(code) : refused('invalid', 'code');
	}

	/** At once. Whoever came in by it stays until its day. */
	async withdraw(actor: Actor, lab: Lab, sessionId: string): Promise<Outcome> {
		const found = await this.#led(actor, lab, sessionId);
		if (!found.ok) return found;
		const session = found.value;
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

	/**
	 * A key for one time, for a guest who can not come back: whoever gives it to her saw that it is she.
	 * Using it ends whatever else was open of hers, so that nobody uses it in her place unseen.
	 */
	async giveKey(
		actor: Actor,
		lab: Lab,
		sessionId: string,
		memberId: string
	): Promise<Outcome<string>> {
		const helped = await this.#helped(actor, lab, sessionId, memberId);
		if (!helped.ok) return helped;
		const { store, trail, now } = this.#parts;
		const key = newKey('once');
		const hash = await hashPassword(key);
		await store.transaction(async (trx) => {
			const until = new Date(now().getTime() + ONCE);
			await writeKey(trx, { memberId, kind: 'once', hash, at: now(), until });
			await trail.within(trx, {
				act: 'guest.key-given',
				memberId: actor.memberId,
				subject: sessionDocument(sessionId),
				detail: { member: memberId }
			});
		});
		return done(key);
	}

	/** Signed out everywhere at once; from then on only a key for one time lets her back in. */
	async withdrawKeys(
		actor: Actor,
		lab: Lab,
		sessionId: string,
		memberId: string
	): Promise<Outcome> {
		const helped = await this.#helped(actor, lab, sessionId, memberId);
		if (!helped.ok) return helped;
		const { store, trail, signIns } = this.#parts;
		await store.transaction(async (trx) => {
			await removeKeys(trx, memberId);
			await trx
				.updateTable('member')
				.set({ password_hash: null })
				.where('id', '=', memberId)
				.execute();
			await trail.within(trx, {
				act: 'guest.key-withdrawn',
				memberId: actor.memberId,
				subject: sessionDocument(sessionId),
				detail: { member: memberId }
			});
		});
		await signIns.endOthers(memberId, null);
		return done();
	}

	/**
	 * Whether who leads may decide how she comes back. Not of who has an account of her own, nor of who
	 * may see anything that who leads may not: a key is a way to be her.
	 */
	async #helped(actor: Actor, lab: Lab, sessionId: string, memberId: string): Promise<Outcome> {
		const found = await this.#led(actor, lab, sessionId);
		if (!found.ok) return found;
		const session = found.value;
		const { store, members, boards, now } = this.#parts;
		const place = await guestPlace(store.db, session.id, memberId);
		const guest = place && (await members.findActor(memberId, now()));
		if (!guest) return refused('not-found');
		const isHere = guest.memberships.every(
			({ labId, role }) => labId === lab.id && role === 'sleutelfiguur'
		);
		if (!place.isGuestAccount || !isHere) return refused('forbidden');
		if (guest.memberships.length === 0) return refused('over');
		for (const id of guest.invitations) {
			const board = await boards.find(id);
			const isHers = board ? readsBoard(actor, board) : (await this.#led(actor, lab, id)).ok;
			if (!isHers) return refused('forbidden');
		}
		return done();
	}

	/**
	 * By who leads it, or invites guests of the lab. Who may know of it hears that it is not hers to do;
	 * for others it is not there.
	 */
	async #led(actor: Actor, lab: Lab, id: string): Promise<Outcome<Session>> {
		const session = isId(id) ? await this.#parts.sessions.find(id) : null;
		if (session?.labId !== lab.id || !joinsSession(actor, session)) return refused('not-found');
		return letsGuestsIn(actor, session) ? done(session) : refused('forbidden');
	}
}
