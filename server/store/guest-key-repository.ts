import type { Transaction } from 'kysely';
import type { KeyKind } from '../../src/lib/domain/guest-key.ts';
import type { Db, Schema } from './schema.ts';

/** Keys with which guests by code come back: of each kind one at a time. */
export class GuestKeyRepository {
	readonly #db: Db;
	readonly #now: () => Date;

	/** `now` by the clock days end by, not by the one sign-ins age by. */
	constructor(db: Db, now: () => Date) {
		this.#db = db;
		this.#now = now;
	}

	/**
	 * The hash of her key that opens now. Null: she has none, it ran out, or no session that she came
	 * into by a code lets her in any more.
	 */
	async hashOf(memberId: string, kind: KeyKind): Promise<string | null> {
		const at = this.#now().toISOString();
		const row = await this.#db
			.selectFrom('guest_key')
			.select('hash')
			.where('member_id', '=', memberId)
			.where('kind', '=', kind)
			.where((is) => is.or([is('guest_key.until', 'is', null), is('guest_key.until', '>', at)]))
			.where((is) => {
				const places = is
					.selectFrom('session_guest')
					.innerJoin('session_code', 'session_code.id', 'session_guest.code_id')
					.innerJoin('session', 'session.id', 'session_guest.session_id')
					.innerJoin('membership', (join) =>
						join
							.onRef('membership.lab_id', '=', 'session.lab_id')
							.onRef('membership.member_id', '=', 'session_guest.member_id')
					)
					.select('session.id')
					.whereRef('session_guest.member_id', '=', 'guest_key.member_id')
					.where('session_code.until', '>', at)
					.where('membership.ended_at', 'is', null)
					.where((holds) =>
						holds.or([
							holds('membership.access_until', 'is', null),
							holds('membership.access_until', '>', at)
						])
					);
				return is.exists(places);
			})
			.executeTakeFirst();
		return row?.hash ?? null;
	}

	/** Of several who bring a key for one time at once, true for one. */
	async spend(memberId: string, hash: string): Promise<boolean> {
		const { numDeletedRows } = await this.#db
			.deleteFrom('guest_key')
			.where('member_id', '=', memberId)
			.where('kind', '=', 'once')
			.where('hash', '=', hash)
			.executeTakeFirst();
		return Number(numDeletedRows) === 1;
	}

	/** When she got the key she has; null: she has none. */
	async madeAt(memberId: string): Promise<string | null> {
		const row = await this.#db
			.selectFrom('guest_key')
			.select('made_at')
			.where('member_id', '=', memberId)
			.where('kind', '=', 'own')
			.executeTakeFirst();
		return row?.made_at ?? null;
	}
}

/** A key in the place of the one of its kind before it. */
export async function writeKey(
	trx: Transaction<Schema>,
	key: { memberId: string; kind: KeyKind; hash: string; at: Date; until: Date | null }
): Promise<void> {
	const values = {
		hash: key.hash,
		made_at: key.at.toISOString(),
		until: key.until?.toISOString() ?? null
	};
	await trx
		.insertInto('guest_key')
		.values({ member_id: key.memberId, kind: key.kind, ...values })
		.onConflict((conflict) => conflict.columns(['member_id', 'kind']).doUpdateSet(values))
		.execute();
}

export async function removeKeys(trx: Transaction<Schema>, memberId: string): Promise<void> {
	await trx.deleteFrom('guest_key').where('member_id', '=', memberId).execute();
}
