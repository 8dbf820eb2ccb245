import type { Db } from './schema.ts';

/** Organisations of the people in a lab whose membership did not end, in the order of their names. */
export async function idsOfLabOrganisations(db: Db, labId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('membership')
		.innerJoin('member', 'member.id', 'membership.member_id')
		.innerJoin('organisation', 'organisation.id', 'member.organisation_id')
		.select(['organisation.id', 'organisation.label'])
		.distinct()
		.where('membership.lab_id', '=', labId)
		.where('membership.ended_at', 'is', null)
		.orderBy('organisation.label')
		.orderBy('organisation.id')
		.execute();
	return rows.map(({ id }) => id);
}
