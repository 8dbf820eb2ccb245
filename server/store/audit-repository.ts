import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { AuditTable, Schema } from './schema.ts';
import type { Store } from './store.ts';

/** Who did what to what. Never content, a title or an address: only ids, names of documents, codes. */
export interface AuditEntry {
	at: Date;
	act: string;
	/** Null: nobody who is known here. */
	memberId: string | null;
	/** What it was done to: `board/<id>`, `lab/<id>`, `sign-in/<id>`. */
	subject: string;
	detail: Readonly<Record<string, string | number | null>>;
}

/** A row of the chain by which the whole of it up to there can be known again. */
export interface AuditHead {
	seq: number;
	hash: string;
}

/** Whether the chain holds, up to which row; else the first row where it does not, and how. */
export type AuditCheck =
	{ ok: true; head: AuditHead } | { ok: false; seq: number; problem: 'missing' | 'changed' };

/** Rows read at a time when the whole chain is walked. */
const PAGE = 500;
/** Any number will do, as long as nothing else in this database locks on it. */
const LOCK = 5_150_215;
const start: AuditHead = { seq: 0, hash: '' };

/** The append-only trail: there is no verb here to change or to remove a row. */
export class AuditRepository {
	readonly #store: Store;

	constructor(store: Store) {
		this.#store = store;
	}

	/** In their order, all of them or none. */
	append(entries: readonly AuditEntry[]): Promise<void> {
		return this.#store.transaction((trx) => this.appendIn(trx, entries));
	}

	/** Inside somebody's transaction: the act and its row, both or neither. */
	async appendIn(trx: Transaction<Schema>, entries: readonly AuditEntry[]): Promise<void> {
		// Two who read the same last row would fork the chain. On SQLite there is one writer: where two
		// processes meet it refuses one, and the store runs that transaction again.
		if (this.#store.dialect === 'postgres') {
			await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);
		}
		const last = await trx
			.selectFrom('audit')
			.select(['seq', 'hash'])
			.orderBy('seq', 'desc')
			.limit(1)
			.executeTakeFirst();
		let head: AuditHead = last ?? start;
		for (const { at, act, memberId, subject, detail } of entries) {
			const row = {
				seq: head.seq + 1,
				at: at.toISOString(),
				act,
				member_id: memberId,
				subject,
				detail: JSON.stringify(detail)
			};
			head = { seq: row.seq, hash: hashOf(head.hash, row) };
			await trx
				.insertInto('audit')
				.values({ ...row, hash: head.hash })
				.execute();
		}
	}

	/** Hours (in UTC) in which a member did this to a subject, each with the last time in it. */
	async hoursOf(act: string, subject: string): Promise<{ memberId: string; lastAt: string }[]> {
		const hour = sql<string>`substr(at, 1, 13)`;
		const rows = await this.#store.db
			.selectFrom('audit')
			.select((select) => ['member_id', select.fn.max('at').as('last_at')])
			.where('subject', '=', subject)
			.where('act', '=', act)
			.groupBy(['member_id', hour])
			.orderBy('member_id')
			.orderBy('last_at')
			.execute();
		return rows.flatMap(({ member_id, last_at }) =>
			member_id === null ? [] : { memberId: member_id, lastAt: last_at }
		);
	}

	/** The last times this was done to a subject, the newest first. */
	async lastOf(act: string, subject: string, most: number): Promise<AuditEntry[]> {
		const rows = await this.#store.db
			.selectFrom('audit')
			.selectAll()
			.where('subject', '=', subject)
			.where('act', '=', act)
			.orderBy('seq', 'desc')
			.limit(most)
			.execute();
		return rows.map(({ at, member_id, detail }) => ({
			at: new Date(at),
			act,
			memberId: member_id,
			subject,
			detail: JSON.parse(detail) as AuditEntry['detail']
		}));
	}

	/**
	 * Walks the chain. Rows cut off at its end leave no trace in what remains: only against a head
	 * noted elsewhere before (a backup, a log) does that show.
	 */
	async verify(noted: AuditHead = start): Promise<AuditCheck> {
		let head = start;
		for (;;) {
			const rows = await this.#store.db
				.selectFrom('audit')
				.selectAll()
				.where('seq', '>', head.seq)
				.orderBy('seq')
				.limit(PAGE)
				.execute();
			for (const row of rows) {
				const seq = head.seq + 1;
				if (row.seq !== seq) return { ok: false, seq, problem: 'missing' };
				const isAsNoted = seq !== noted.seq || row.hash === noted.hash;
				if (row.hash !== hashOf(head.hash, row) || !isAsNoted) {
					return { ok: false, seq, problem: 'changed' };
				}
				head = { seq, hash: row.hash };
			}
			if (rows.length < PAGE) break;
		}
		if (head.seq < noted.seq) return { ok: false, seq: head.seq + 1, problem: 'missing' };
		return { ok: true, head };
	}
}

/** As an array in JSON, so that no two rows can read the same when their columns are put together. */
function hashOf(before: string, row: Omit<AuditTable, 'hash'>): string {
	const { seq, at, act, member_id, subject, detail } = row;
	const text = JSON.stringify([before, seq, at, act, member_id, subject, detail]);
	return createHash('sha256').update(text).digest('hex');
}
