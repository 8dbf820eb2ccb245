import type { Db } from '../server/store/schema.ts';

/** What its writers said is no personal data, in one draft and for everybody who writes in it. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('draft_phrase')
		.addColumn('draft_id', 'text', (c) => c.notNull().references('draft.id').onDelete('cascade'))
		.addColumn('folded', 'text', (c) => c.notNull())
		.addColumn('phrase', 'text', (c) => c.notNull())
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
		.addColumn('at', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('draft_phrase_pk', ['draft_id', 'folded'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('draft_phrase').execute();
}
