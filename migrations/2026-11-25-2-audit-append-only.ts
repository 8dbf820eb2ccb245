import { sql } from 'kysely';
import type { DialectName } from '../server/store/dialects.ts';
import type { Db } from '../server/store/schema.ts';

/** The database itself refuses to change or forget what the audit trail holds. */
export async function up(db: Db, dialect: DialectName): Promise<void> {
	if (dialect === 'postgres') {
		await sql`create function audit_append_only() returns trigger language plpgsql as
			$$ begin raise exception 'audit is append-only'; end $$`.execute(db);
		await sql`create trigger audit_append_only before update or delete or truncate on audit
			for each statement execute function audit_append_only()`.execute(db);
		return;
	}
	for (const act of ['update', 'delete']) {
		await sql`create trigger ${sql.ref(`audit_no_${act}`)} before ${sql.raw(act)} on audit
			begin select raise(abort, 'audit is append-only'); end`.execute(db);
	}
	// "insert or replace" deletes the row it replaces without asking the trigger above.
	await sql`create trigger audit_no_replace before insert on audit
		when exists (select 1 from audit where seq = new.seq)
		begin select raise(abort, 'audit is append-only'); end`.execute(db);
}

export async function down(db: Db, dialect: DialectName): Promise<void> {
	if (dialect === 'postgres') {
		await sql`drop trigger audit_append_only on audit`.execute(db);
		await sql`drop function audit_append_only()`.execute(db);
		return;
	}
	for (const act of ['update', 'delete', 'replace']) {
		await sql`drop trigger ${sql.ref(`audit_no_${act}`)}`.execute(db);
	}
}
