import { createHash, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Actor } from '../../src/lib/domain/access.ts';
import type { Bus } from '../cluster/bus.ts';
import type { AuditTrail } from '../services/audit-trail.ts';
import type { MemberRepository } from '../store/member-repository.ts';
import type { GuestKeyRepository } from '../store/guest-key-repository.ts';
import type { SignIn, SignInRepository } from '../store/sign-in-repository.ts';
import { verifyPassword } from './passwords.ts';
import { proofOf, type Proof } from './proofs.ts';

/** A sign-in ends after this long without use, and after this long whatever happens; in ms. */
export const IDLE = 60 * 60_000;
export const ABSOLUTE = 12 * 60 * 60_000;
/** Use is written down once a minute at most. */
const TOUCH_EVERY = 60_000;
const WRONG_TRIES = 10;
/** Seconds in which the wrong tries count. */
const WRONG_WINDOW = 600;
/** Wrong tries from one client address, whatever accounts it tries. */
const WRONG_TRIES_PER_CLIENT = 100;

/** Somebody who is signed in, and through which sign-in. */
export interface SignedIn {
	actor: Actor;
	signIn: SignIn;
}

/** `none`: she signs in otherwise, and has no password to give. */
export type ConfirmOutcome =
	| { ok: true; secret: string; signIn: SignIn }
	| { ok: false; reason: 'wrong' | 'none' }
	| { ok: false; reason: 'too-many'; retryAfterSeconds: number };

export type EnterOutcome =
	| { ok: true; secret: string; signIn: SignIn; actor: Actor; by: Proof }
	| { ok: false; reason: 'wrong' }
	| { ok: false; reason: 'too-many'; retryAfterSeconds: number };

/**
 * Sign-ins after Lucia's session design (lucia-auth, 0BSD): a random secret in the cookie, its
 * SHA-256 in the store. Added to it: an idle and an absolute end, and rotation at every sign-in.
 */
export class SignIns {
	readonly #signIns: SignInRepository;
	readonly #members: MemberRepository;
	readonly #keys: GuestKeyRepository;
	readonly #bus: Bus;
	readonly #trail: AuditTrail;
	readonly #now: () => Date;
	readonly #demo: boolean;
	/** By the ids sign-ins had before they got another secret, which open lines still go by. */
	readonly #renewed = new Map<string, { id: string; until: Date }>();
	readonly #perAccount = new RateLimiterMemory({ points: WRONG_TRIES, duration: WRONG_WINDOW });
	readonly #perClient = new RateLimiterMemory({
		points: WRONG_TRIES_PER_CLIENT,
		duration: WRONG_WINDOW
	});

	constructor(parts: {
		signIns: SignInRepository;
		members: MemberRepository;
		keys: GuestKeyRepository;
		bus: Bus;
		trail: AuditTrail;
		now: () => Date;
		/** Whether demo accounts may enter. */
		demo: boolean;
	}) {
		this.#signIns = parts.signIns;
		this.#members = parts.members;
		this.#keys = parts.keys;
		this.#bus = parts.bus;
		this.#trail = parts.trail;
		this.#now = parts.now;
		this.#demo = parts.demo;
	}

	/**
	 * Checks the password, or a guest's key in its place. `previous` is the secret the browser came with:
	 * it is never kept on.
	 */
	async enter(
		email: string,
		password: string,
		client: { address: string; userAgent: string },
		previous: string | null
	): Promise<EnterOutcome> {
		const address = email.trim().toLowerCase();
		// Per account and client together, so that nobody can lock out somebody else.
		const key = `${address}|${client.address}`;
		const wait = await this.#countTry(key, client.address);
		const account = await this.#members.findAccount(address, { demo: this.#demo });
		if (wait !== null) {
			this.#noteThrottled(account?.memberId ?? null, client.address);
			return { ok: false, reason: 'too-many', retryAfterSeconds: wait };
		}
		const by = await proofOf(password, account, this.#keys);
		const actor =
			by && account ? await this.#members.findActor(account.memberId, this.#now()) : null;
		if (!by || !actor) return { ok: false, reason: 'wrong' };
		await this.#perAccount.reward(key);
		await this.#perClient.reward(client.address);
		if (previous) await this.end(hash(previous));
		// Who leads knew this one: whatever else was open of hers is not trusted any more.
		if (by === 'once') await this.endOthers(actor.memberId, null);
		return { ok: true, actor, by, ...(await this.#start(actor.memberId, client.userAgent, by)) };
	}

	/** Somebody who was let in otherwise: by a code. `previous` as for `enter`. */
	async begin(
		memberId: string,
		client: { userAgent: string },
		previous: string | null
	): Promise<{ secret: string; signIn: SignIn }> {
		if (previous) await this.end(hash(previous));
		return this.#start(memberId, client.userAgent);
	}

	/**
	 * She gives her password again. Like a sign-in it gets her another secret: whoever had the old one
	 * is not confirmed with her. Her lines stay open, and it ends when it would have ended.
	 */
	async confirm(
		{ actor, signIn }: SignedIn,
		password: string,
		client: { address: string }
	): Promise<ConfirmOutcome> {
		const address = actor.email.toLowerCase();
		const key = `${address}|${client.address}`;
		const account = await this.#members.findAccount(address, { demo: this.#demo });
		if (account?.memberId === actor.memberId && account.passwordHash === null) {
			return { ok: false, reason: 'none' };
		}
		const wait = await this.#countTry(key, client.address);
		if (wait !== null) {
			this.#noteThrottled(actor.memberId, client.address);
			return { ok: false, reason: 'too-many', retryAfterSeconds: wait };
		}
		const right = await verifyPassword(password, account?.passwordHash ?? null);
		if (!right || account?.memberId !== actor.memberId) return { ok: false, reason: 'wrong' };
		await this.#perAccount.reward(key);
		await this.#perClient.reward(client.address);
		const secret = randomBytes(32).toString('hex');
		const [id, at] = [hash(secret), this.#now()];
		for (const [old, { until }] of this.#renewed) if (until < at) this.#renewed.delete(old);
		this.#renewed.set(signIn.id, { id, until: signIn.expiresAt });
		if (!(await this.#signIns.renew(signIn.id, { newId: id, at }))) {
			this.#renewed.delete(signIn.id);
			return { ok: false, reason: 'wrong' };
		}
		await this.#trail.record({
			act: 'sign-in.confirmed',
			memberId: actor.memberId,
			subject: `sign-in/${id}`,
			detail: { before: signIn.id }
		});
		// Whatever goes by the old id asks again, and goes on by the new one.
		this.#bus.publish({ kind: 'sign-in-ended', signInId: signIn.id });
		return { ok: true, secret, signIn: { ...signIn, id, confirmedAt: at, lastUsedAt: at } };
	}

	/** Whether she gave her password within this many ms. */
	isFresh({ confirmedAt }: Pick<SignIn, 'confirmedAt'>, within: number): boolean {
		const age = this.#now().getTime() - confirmedAt.getTime();
		return age >= 0 && age < within;
	}

	/** Whether she has a password to give. */
	async hasPassword({ email }: Pick<Actor, 'email'>): Promise<boolean> {
		const account = await this.#members.findAccount(email.toLowerCase(), { demo: this.#demo });
		return account?.passwordHash != null;
	}

	async #start(
		memberId: string,
		userAgent: string,
		by: Proof = 'password'
	): Promise<{ secret: string; signIn: SignIn }> {
		const secret = randomBytes(32).toString('hex');
		const now = this.#now();
		const signIn: SignIn = {
			id: hash(secret),
			memberId,
			createdAt: now,
			lastUsedAt: now,
			expiresAt: new Date(now.getTime() + ABSOLUTE),
			userAgent: userAgent.slice(0, 300),
			confirmedAt: now
		};
		await this.#signIns.removeEnded(now);
		await this.#signIns.add(signIn);
		const subject = `sign-in/${signIn.id}`;
		const detail = by === 'password' ? {} : { key: by };
		await this.#trail.record({ act: 'sign-in.started', memberId, subject, detail });
		return { secret, signIn };
	}

	/** Who holds this secret now; null when nobody does (any more). */
	async whoHolds(secret: string | null): Promise<SignedIn | null> {
		return secret ? this.#find(hash(secret)) : null;
	}

	/** The sign-in a line was opened with, whatever secret it has by now. */
	async byId(id: string): Promise<SignedIn | null> {
		const renewed = this.#renewed.get(id);
		if (!renewed) return this.#find(id);
		// In the moment in which it gets the other secret it is the one or the other.
		return (await this.byId(renewed.id)) ?? (await this.#find(id)) ?? this.byId(renewed.id);
	}

	async #find(id: string): Promise<SignedIn | null> {
		const signIn = await this.#signIns.find(id);
		if (!signIn || !this.#holds(signIn)) return null;
		const actor = await this.#members.findActor(signIn.memberId, this.#now());
		return actor ? { actor, signIn } : null;
	}

	/**
	 * Use postpones the idle end, never the absolute one. While the store cannot save it does not: a
	 * full disk must not stop anybody from reading.
	 */
	async use(signIn: SignIn): Promise<SignIn> {
		const now = this.#now();
		if (now.getTime() - signIn.lastUsedAt.getTime() < TOUCH_EVERY) return signIn;
		try {
			await this.#signIns.touch([signIn.id], now);
		} catch {
			return signIn;
		}
		return { ...signIn, lastUsedAt: now };
	}

	/** Ms until it ends for want of use, and whatever happens: no clock of a laptop matters. */
	timeLeft(signIn: SignIn): { idleLeft: number; absoluteLeft: number } {
		const now = this.#now().getTime();
		return {
			idleLeft: signIn.lastUsedAt.getTime() + IDLE - now,
			absoluteLeft: signIn.expiresAt.getTime() - now
		};
	}

	/** Open sockets of visible pages count as use. */
	async useAll(ids: ReadonlySet<string>): Promise<void> {
		await this.#signIns.touch(ids, this.#now());
	}

	async end(id: string): Promise<void> {
		const signIn = await this.#signIns.find(id);
		await this.#signIns.remove(id);
		this.#bus.publish({ kind: 'sign-in-ended', signInId: id });
		if (!signIn) return;
		const { memberId } = signIn;
		const subject = `sign-in/${id}`;
		await this.#trail.record({ act: 'sign-in.ended', memberId, subject, detail: {} });
	}

	/** Ends one of a member's own sign-ins; false when it is not hers. */
	async endOwn(memberId: string, id: string): Promise<boolean> {
		const signIn = await this.#signIns.find(id);
		if (signIn?.memberId !== memberId) return false;
		await this.end(id);
		return true;
	}

	/** Ends all of a member's sign-ins but the one she is using. */
	async endOthers(memberId: string, keptId: string | null): Promise<void> {
		for (const { id } of await this.#signIns.listOf(memberId)) {
			if (id !== keptId) await this.end(id);
		}
	}

	/** A member's sign-ins that hold now, last used first. */
	async listOf(memberId: string): Promise<SignIn[]> {
		return (await this.#signIns.listOf(memberId)).filter((signIn) => this.#holds(signIn));
	}

	#holds(signIn: SignIn): boolean {
		const now = this.#now().getTime();
		return now < signIn.expiresAt.getTime() && now - signIn.lastUsedAt.getTime() < IDLE;
	}

	/**
	 * Who tried is not known, whose account it was may be. Once an hour per account and client, and
	 * not waited for: how long the answer takes must not tell whether there is such an account.
	 */
	#noteThrottled(memberId: string | null, client: string): void {
		const subject = memberId === null ? 'sign-in' : `member/${memberId}`;
		const fact = { memberId: null, subject, detail: { client } };
		void this.#trail.recordHourly({ act: 'sign-in.throttled', ...fact });
	}

	/**
	 * Takes a try for a wrong one until it proves right, so that tries sent all at once are counted
	 * too. Seconds to wait, or null.
	 */
	async #countTry(key: string, address: string): Promise<number | null> {
		try {
			await this.#perAccount.consume(key);
			await this.#perClient.consume(address);
			return null;
		} catch (full) {
			if (!(full instanceof RateLimiterRes)) throw full;
			return Math.max(1, Math.ceil(full.msBeforeNext / 1000));
		}
	}
}

/** SHA-256 in hex: the secret is random, so a slow hash would add nothing. */
export function hash(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}
