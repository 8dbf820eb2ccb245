import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Trx = Transaction<Schema>;

/** What lets a guest in: a request to her, or a round she is in. */
export interface AccessSource {
	of: 'request' | 'round';
	id: string;
}

/**
 * A guest reads and answers a question until then. Of several ways by which she came in the longest
 * holds, and each ends by itself: her invitation is what they give together.
 */
export async function grantAccess(
	trx: Trx,
	access: {
		/** Of the invitation, if she has none. */
		id: string;
		source: AccessSource;
		labId: string;
		thingId: string;
		memberId: string;
		until: Date;
		by: string | null;
		at: Date;
	}
): Promise<void> {
	const { memberId: member_id, thingId: thing_id, source } = access;
	const until = access.until.toISOString();
	await keepOwn(trx, { member_id, thing_id });
	await trx
		.insertInto('guest_access')
		.values({ source: source.of, source_id: source.id, member_id, thing_id, until })
		.onConflict((conflict) =>
			conflict.columns(['member_id', 'thing_id', 'source', 'source_id']).doUpdateSet({ until })
		)
		.execute();
	await trx
		.insertInto('invitation')
		.values({
			...{ id: access.id, lab_id: access.labId, member_id, thing_kind: 'thread', thing_id },
			...{ access_until: until, invited_by: access.by, created_at: access.at.toISOString() }
		})
		.onConflict((conflict) => conflict.columns(['member_id', 'thing_id']).doNothing())
		.execute();
	await settle(trx, { member_id, thing_id });
}

/** What came by this way goes, of one member or thing or of all. Gives whose it was. */
export async function endAccess(
	trx: Trx,
	source: AccessSource,
	of: { memberId?: string; thingId?: string } = {}
): Promise<string[]> {
	let ended = trx
		.deleteFrom('guest_access')
		.where('source', '=', source.of)
		.where('source_id', '=', source.id);
	if (of.memberId !== undefined) ended = ended.where('member_id', '=', of.memberId);
	if (of.thingId !== undefined) ended = ended.where('thing_id', '=', of.thingId);
	const rows = await ended.returning(['member_id', 'thing_id']).execute();
	for (const row of rows) await settle(trx, row);
	return [...new Set(rows.map(({ member_id }) => member_id))];
}

interface Place {
	member_id: string;
	thing_id: string;
}

/** An invitation that came by none of these ways is a way of its own. */
async function keepOwn(trx: Trx, { member_id, thing_id }: Place): Promise<void> {
	const given = await trx
		.selectFrom('guest_access')
		.select('source')
		.where('member_id', '=', member_id)
		.where('thing_id', '=', thing_id)
		.executeTakeFirst();
	if (given) return;
	const own = await trx
		.selectFrom('invitation')
		.select('access_until')
		.where('member_id', '=', member_id)
		.where('thing_id', '=', thing_id)
		.executeTakeFirst();
	if (!own) return;
	const { access_until: until } = own;
	await trx
		.insertInto('guest_access')
		.values({ source: 'own', source_id: '', member_id, thing_id, until })
		.execute();
}

/** The invitation lasts as long as the longest of its ways; without any there is none. */
async function settle(trx: Trx, { member_id, thing_id }: Place): Promise<void> {
	const ways = await trx
		.selectFrom('guest_access')
		.select('until')
		.where('member_id', '=', member_id)
		.where('thing_id', '=', thing_id)
		.orderBy('source')
		.orderBy('source_id')
		.execute();
	if (ways.length === 0) {
		await trx
			.deleteFrom('invitation')
			.where('member_id', '=', member_id)
			.where('thing_id', '=', thing_id)
			.execute();
		return;
	}
	const ends = ways.map(({ until }) => until);
	const isOpen = ends.includes(null);
	await trx
		.updateTable('invitation')
		.set({
			access_until: isOpen
				? null
				: (ends
						.map((end) => end ?? '')
						.sort()
						.at(-1) ?? null)
		})
		.where('member_id', '=', member_id)
		.where('thing_id', '=', thing_id)
		.execute();
}
