import type { Actor } from '../../src/lib/domain/access.ts';
import { isId, sessionDocument } from '../../src/lib/domain/document-name.ts';
import { done, refused, type Outcome } from '../../src/lib/domain/outcome.ts';
import { joinsSession } from '../../src/lib/domain/session-access.ts';
import { newKey } from '../auth/codes.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { Proof } from '../auth/proofs.ts';
import { writeKey, type GuestKeyRepository } from '../store/guest-key-repository.ts';
import { guestPlace, lastPlace } from '../store/guest-places.ts';
import type { Lab } from '../store/lab-repository.ts';
import type { SessionParts } from './session-acts.ts';

/** Ms in which a key that was just made is told to the browser that got it, once. */
const TOLD_WITHIN = 10 * 60_000;

/** How a guest comes back, as she herself sees it. */
export interface OwnWay {
	title: string;
	/** ISO 8601: until then. */
	until: string;
	/** When she got the key she has; null: she has none. */
	keyAt: string | null;
	hasPassword: boolean;
}

interface KeyParts extends SessionParts {
	keys: GuestKeyRepository;
}

/** The keys guests by code come back with: made, told once, and kept as a hash only. */
export class GuestKeys {
	readonly #parts: KeyParts;
	/** By sign-in: what its browser has not been told yet. Not on disk; who misses it makes another. */
	readonly #untold = new Map<string, { key: string; until: number }>();

	constructor(parts: KeyParts) {
		this.#parts = parts;
	}

	/** Of who came into this session by a code without an account; to others it is not there. */
	async own(actor: Actor, lab: Lab, sessionId: string): Promise<Outcome<OwnWay>> {
		const session = isId(sessionId) ? await this.#parts.sessions.find(sessionId) : null;
		if (session?.labId !== lab.id || !joinsSession(actor, session)) return refused('not-found');
		const place = await guestPlace(this.#parts.store.db, session.id, actor.memberId);
		if (!place?.isGuestAccount) return refused('not-found');
		const { until, hasPassword } = place;
		const keyAt = await this.#parts.keys.madeAt(actor.memberId);
		return done({ title: session.title, until, keyAt, hasPassword });
	}

	/** A key in the place of the one before it, which opens nothing any more; told like the first. */
	async renew(actor: Actor, lab: Lab, sessionId: string, signInId: string): Promise<Outcome> {
		const own = await this.own(actor, lab, sessionId);
		if (!own.ok) return own;
		await this.begin(actor.memberId, sessionId, signInId);
		return done();
	}

	/** For who has just come in: told on the page she comes to. */
	async begin(memberId: string, sessionId: string, signInId: string): Promise<void> {
		const key = await this.#make(memberId, sessionId);
		const now = this.#parts.now().getTime();
		for (const [id, { until }] of this.#untold) if (until < now) this.#untold.delete(id);
		this.#untold.set(signInId, { key, until: now + TOLD_WITHIN });
	}

	/** What this browser has to be told; once. */
	tell(signInId: string): string | null {
		const untold = this.#untold.get(signInId);
		this.#untold.delete(signInId);
		return untold && untold.until >= this.#parts.now().getTime() ? untold.key : null;
	}

	/**
	 * Where a guest who signed in was: path of the session. Null: she is none. By a key for one time she
	 * gets one of her own again.
	 */
	async returned(
		memberId: string,
		{ signInId, by }: { signInId: string; by: Proof }
	): Promise<string | null> {
		const { store, now } = this.#parts;
		const place = await lastPlace(store.db, memberId, now());
		if (!place) return null;
		const path = `/labs/${place.slug}/sessions/${place.sessionId}`;
		if (by !== 'once') return path;
		await this.begin(memberId, place.sessionId, signInId);
		return `${path}/back`;
	}

	async #make(memberId: string, sessionId: string): Promise<string> {
		const { store, trail, now } = this.#parts;
		const key = newKey('own');
		const hash = await hashPassword(key);
		await store.transaction(async (trx) => {
			await writeKey(trx, { memberId, kind: 'own', hash, at: now(), until: null });
			const subject = sessionDocument(sessionId);
			await trail.within(trx, { act: 'guest.key-made', memberId, subject, detail: {} });
		});
		return key;
	}
}
