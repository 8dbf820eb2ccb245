import type { Db } from '../server/store/schema.ts';

/** With what guests by code come back: a key of their own, or one for one time from who leads. */
export async function up(db: Db): Promise<void> {
	await db.schema
		.createTable('guest_key')
		.addColumn('member_id', 'text', (c) => c.notNull().references('member.id').onDelete('cascade'))
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull())
		.addColumn('made_at', 'text', (c) => c.notNull())
		.addColumn('until', 'text')
		.addPrimaryKeyConstraint('guest_key_pk', ['member_id', 'kind'])
		.execute();
}

export async function down(db: Db): Promise<void> {
	await db.schema.dropTable('guest_key').execute();
}
