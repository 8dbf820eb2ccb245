import type { Transaction } from 'kysely';
import { removeKeys } from './guest-key-repository.ts';
import type { Db, Schema } from './schema.ts';

/** A guest of one session, whatever code she came by. */
export interface GuestPlace {
	memberId: string;
	name: string;
	organisation: string;
	email: string;
	/** ISO 8601: when she came in, and until when that holds. */
	since: string;
	until: string;
	/** Her account was made when she came in: only that makes organisations of kind `gast`. */
	isGuestAccount: boolean;
	hasPassword: boolean;
	/** When she got the key she has; null: she has none. */
	keyAt: string | null;
	/** The lab let her go. */
	isGone: boolean;
}

/** Guests of a session in the order in which they came. */
export async function listGuests(db: Db, sessionId: string): Promise<GuestPlace[]> {
	return (await placesIn(db, sessionId).execute()).map(toPlace);
}

/** One of them; null: she is none. */
export async function guestPlace(
	db: Db,
	sessionId: string,
	memberId: string
): Promise<GuestPlace | null> {
	const row = await placesIn(db, sessionId).where('member.id', '=', memberId).executeTakeFirst();
	return row ? toPlace(row) : null;
}

/** Where a guest without an account of another kind came in last and still is. */
export async function lastPlace(
	db: Db,
	memberId: string,
	now: Date
): Promise<{ sessionId: string; slug: string } | null> {
	const row = await db
		.selectFrom('session_guest')
		.innerJoin('session_code', 'session_code.id', 'session_guest.code_id')
		.innerJoin('session', 'session.id', 'session_guest.session_id')
		.innerJoin('lab', 'lab.id', 'session.lab_id')
		.innerJoin('member', 'member.id', 'session_guest.member_id')
		.innerJoin('organisation', 'organisation.id', 'member.organisation_id')
		.select(['session.id', 'lab.slug'])
		.where('session_guest.member_id', '=', memberId)
		.where('organisation.kind', '=', 'gast')
		.where('session_code.until', '>', now.toISOString())
		.orderBy('session_guest.agreed_at', 'desc')
		.executeTakeFirst();
	return row ? { sessionId: row.id, slug: row.slug } : null;
}

/**
 * Lets somebody use an address again that a guest had whose time is over. That one stays who wrote what
 * she wrote, and nobody is her any more. False: the address is somebody's.
 */
export async function releaseAddress(
	trx: Transaction<Schema>,
	email: string,
	now: Date
): Promise<boolean> {
	const member = await trx
		.selectFrom('member')
		.leftJoin('organisation', 'organisation.id', 'member.organisation_id')
		.select(['member.id', 'organisation.kind'])
		.where('email', '=', email)
		.executeTakeFirst();
	if (!member) return true;
	if (member.kind !== 'gast') return false;
	const at = now.toISOString();
	const held = await trx
		.selectFrom('membership')
		.select('id')
		.where('member_id', '=', member.id)
		// Whom the lab let go does not come back by asking once more.
		.where((is) =>
			is.or([
				is('ended_at', 'is not', null),
				is('access_until', 'is', null),
				is('access_until', '>', at)
			])
		)
		.executeTakeFirst();
	if (held) return false;
	await removeKeys(trx, member.id);
	await trx
		.updateTable('member')
		.set({ email: `${member.id}@gast.invalid`, password_hash: null })
		.where('id', '=', member.id)
		.execute();
	return true;
}

function placesIn(db: Db, sessionId: string) {
	return db
		.selectFrom('session_guest')
		.innerJoin('session_code', 'session_code.id', 'session_guest.code_id')
		.innerJoin('session', 'session.id', 'session_guest.session_id')
		.innerJoin('member', 'member.id', 'session_guest.member_id')
		.leftJoin('organisation', 'organisation.id', 'member.organisation_id')
		.leftJoin('membership', (join) =>
			join
				.onRef('membership.lab_id', '=', 'session.lab_id')
				.onRef('membership.member_id', '=', 'member.id')
		)
		.leftJoin('guest_key', (join) =>
			join.onRef('guest_key.member_id', '=', 'member.id').on('guest_key.kind', '=', 'own')
		)
		.select([
			'member.id',
			'member.name',
			'member.email',
			'member.password_hash',
			'organisation.label',
			'organisation.kind',
			'session_guest.agreed_at',
			'session_code.until',
			'membership.ended_at',
			'guest_key.made_at'
		])
		.where('session_guest.session_id', '=', sessionId)
		.orderBy('session_guest.agreed_at')
		.orderBy('member.id');
}

type PlaceRow = Awaited<ReturnType<ReturnType<typeof placesIn>['execute']>>[number];

function toPlace(row: PlaceRow): GuestPlace {
	return {
		memberId: row.id,
		name: row.name,
		organisation: row.label ?? '',
		email: row.email,
		since: row.agreed_at,
		until: row.until,
		isGuestAccount: row.kind === 'gast',
		hasPassword: row.password_hash !== null,
		keyAt: row.made_at,
		isGone: row.ended_at !== null
	};
}
