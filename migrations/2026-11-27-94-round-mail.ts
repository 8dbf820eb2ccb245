import type { Db } from '../server/store/schema.ts';

/** Notices about an expert round: kept when the round goes, so it refers to nothing. */
export async function up(db: Db): Promise<void> {
	await db.schema.alterTable('notice').addColumn('round_id', 'text').execute();
	// Nearly no notice is about a round.
	await db.schema
		.createIndex('notice_round')
		.on('notice')
		.columns(['round_id', 'member_id'])
		.where('round_id', 'is not', null)
		.execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropIndex('notice_round').execute();
	await db.schema.alterTable('notice').dropColumn('round_id').execute();
}
