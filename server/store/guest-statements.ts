import { sql, type Selectable, type Transaction } from 'kysely';
import type { Db, Schema } from './schema.ts';
import type { SessionCodeTable } from './schema-room.ts';

/** What a code lets in to. */
export interface GuestCode {
	id: string;
	sessionId: string;
	/** ISO 8601. */
	until: string;
	most: number;
	/** Guests work on the boards of the session. */
	boards: boolean;
	madeBy: string;
}

const toCode = (row: Selectable<SessionCodeTable>): GuestCode => ({
	id: row.id,
	sessionId: row.session_id,
	until: row.until,
	most: row.most,
	boards: row.boards === 1,
	madeBy: row.made_by
});

/** The code that lets in to a session now, if any. */
export async function codeOfSession(
	db: Db,
	sessionId: string,
	now: Date
): Promise<GuestCode | null> {
	const row = await db
		.selectFrom('session_code')
		.selectAll()
		.where('session_id', '=', sessionId)
		.where('withdrawn_at', 'is', null)
		.where('until', '>', now.toISOString())
		.orderBy('made_at', 'desc')
		.executeTakeFirst();
	return row ? toCode(row) : null;
}

/** By the hash of what somebody typed; null when it lets nobody in any more. */
export async function codeByHash(db: Db, hash: string, now: Date): Promise<GuestCode | null> {
	const row = await db
		.selectFrom('session_code')
		.selectAll()
		.where('hash', '=', hash)
		.where('withdrawn_at', 'is', null)
		.where('until', '>', now.toISOString())
		.executeTakeFirst();
	return row ? toCode(row) : null;
}

/** A code, in the place of the one before it. */
export async function writeCode(
	trx: Transaction<Schema>,
	code: GuestCode & { hash: string; at: Date }
): Promise<void> {
	await withdrawCodes(trx, code.sessionId, code.at);
	await trx
		.insertInto('session_code')
		.values({
			id: code.id,
			session_id: code.sessionId,
			hash: code.hash,
			until: code.until,
			most: code.most,
			boards: code.boards ? 1 : 0,
			made_by: code.madeBy,
			made_at: code.at.toISOString()
		})
		.execute();
}

/** From now on no code lets in to this session. */
export async function withdrawCodes(
	trx: Transaction<Schema>,
	sessionId: string,
	at: Date
): Promise<void> {
	await trx
		.updateTable('session_code')
		.set({ withdrawn_at: at.toISOString() })
		.where('session_id', '=', sessionId)
		.where('withdrawn_at', 'is', null)
		.execute();
}

/** Guests of a session, whatever code they came by. */
export async function countGuests(db: Db, sessionId: string): Promise<number> {
	const { n } = await db
		.selectFrom('session_guest')
		.select((select) => select.fn.countAll().as('n'))
		.where('session_id', '=', sessionId)
		.executeTakeFirstOrThrow();
	return Number(n);
}

/** Keeps a place for her until this transaction ends. False: the code holds no more, or is full. */
export async function takePlace(
	trx: Transaction<Schema>,
	code: Pick<GuestCode, 'id' | 'most'>,
	now: Date
): Promise<boolean> {
	// Whoever comes in by the same code meanwhile waits for this row.
	const { numUpdatedRows } = await trx
		.updateTable('session_code')
		.set({ most: sql<number>`most` })
		.where('id', '=', code.id)
		.where('withdrawn_at', 'is', null)
		.where('until', '>', now.toISOString())
		.executeTakeFirst();
	if (Number(numUpdatedRows) !== 1) return false;
	const { n } = await trx
		.selectFrom('session_guest')
		.select((select) => select.fn.countAll().as('n'))
		.where('code_id', '=', code.id)
		.executeTakeFirstOrThrow();
	return Number(n) < code.most;
}

/** The organisation guests of this session said they are from, or a new one: never one of the lab's own. */
export async function guestOrganisation(
	trx: Transaction<Schema>,
	{ sessionId, name, newId }: { sessionId: string; name: string; newId: () => string }
): Promise<string> {
	const known = await trx
		.selectFrom('session_guest')
		.innerJoin('member', 'member.id', 'session_guest.member_id')
		.innerJoin('organisation', 'organisation.id', 'member.organisation_id')
		.select('organisation.id')
		.where('session_id', '=', sessionId)
		.where('organisation.kind', '=', 'gast')
		.where(sql`lower(organisation.name)`, '=', name.toLowerCase())
		.executeTakeFirst();
	if (known) return known.id;
	const id = newId();
	await trx
		.insertInto('organisation')
		.values({ id, name, label: name, kind: 'gast', size_class: null, domain: null, about: '{}' })
		.execute();
	return id;
}

/**
 * A guest of the lab until that moment. Whoever is in it stays what she is; a guest whose time would be
 * over before it, or is, gets until then.
 */
export async function guestOfLab(
	trx: Transaction<Schema>,
	{ id, labId, memberId, until, at }: Record<'id' | 'labId' | 'memberId' | 'until' | 'at', string>
): Promise<void> {
	const { numUpdatedRows } = await trx
		.updateTable('membership')
		.set({
			access_until: sql<string | null>`case when role = 'sleutelfiguur' and access_until < ${until}
				then ${until} else access_until end`
		})
		.where('lab_id', '=', labId)
		.where('member_id', '=', memberId)
		.executeTakeFirst();
	if (Number(numUpdatedRows) > 0) return;
	await trx
		.insertInto('membership')
		.values({
			...{ id, lab_id: labId, member_id: memberId, role: 'sleutelfiguur' },
			...{ access_until: until, ended_at: null, created_at: at }
		})
		.execute();
}
