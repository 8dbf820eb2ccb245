import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AuditTrail } from './audit-trail.ts';

/** Wrong tries from one client address, and the seconds in which they count: as for passwords. */
const WRONG_TRIES = 100;
const WRONG_WINDOW = 600;

export interface TooMany {
	ok: false;
	reason: 'too-many';
	retryAfterSeconds: number;
}

/** How often codes may be guessed from one address. Nobody shuts out anybody at another one. */
export class WrongTries {
	readonly #trail: AuditTrail;
	readonly #tries = new RateLimiterMemory({ points: WRONG_TRIES, duration: WRONG_WINDOW });

	constructor(trail: AuditTrail) {
		this.#trail = trail;
	}

	/** Takes a try for a wrong one until it proves right, so that tries sent all at once count too. */
	async take<T extends { ok: true }, No extends { ok: false }>(
		{ address }: { address: string },
		work: () => Promise<T | No>
	): Promise<T | No | TooMany> {
		try {
			await this.#tries.consume(address);
		} catch (full) {
			if (!(full instanceof RateLimiterRes)) throw full;
			const fact = { memberId: null, subject: 'join', detail: { client: address } };
			void this.#trail.recordHourly({ act: 'join.throttled', ...fact });
			const retryAfterSeconds = Math.max(1, Math.ceil(full.msBeforeNext / 1000));
			return { ok: false, reason: 'too-many', retryAfterSeconds };
		}
		const outcome = await work();
		if (outcome.ok) await this.#tries.reward(address);
		return outcome;
	}
}
