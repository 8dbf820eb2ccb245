import { sql, type Selectable, type Transaction } from 'kysely';
import type { MailKind, MailState, MailSubject } from '../../src/lib/domain/mail.ts';
import type { MailTable } from './schema-mail.ts';
import type { Db, Schema } from './schema.ts';

/** A mail on its way: whom it is for and what it is about; its words are made when it is sent. */
export interface Mail {
	id: string;
	to: string;
	memberId: string | null;
	kind: MailKind;
	language: 'nl' | 'en';
	about: MailSubject[];
	createdAt: string;
	state: MailState;
	nextAt: string;
	attempts: number;
	sentAt: string | null;
	failedAt: string | null;
	lastError: string | null;
	messageId: string;
}

export interface NewMail {
	id: string;
	to: string;
	memberId: string;
	kind: MailKind;
	language: 'nl' | 'en';
	about: readonly MailSubject[];
	at: Date;
	messageId: string;
	/** What there may be one of; null: as many as there are. */
	once: string | null;
}

/** False: there is one of it already. */
export async function insertMail(trx: Transaction<Schema>, mail: NewMail): Promise<boolean> {
	const at = mail.at.toISOString();
	const { numInsertedOrUpdatedRows } = await trx
		.insertInto('mail')
		.values({
			id: mail.id,
			to_address: mail.to,
			member_id: mail.memberId,
			kind: mail.kind,
			language: mail.language,
			payload: JSON.stringify({ about: mail.about }),
			created_at: at,
			state: 'waiting',
			next_at: at,
			message_id: mail.messageId,
			once: mail.once
		})
		.onConflict((conflict) => conflict.column('once').doNothing())
		.executeTakeFirst();
	return Number(numInsertedOrUpdatedRows) === 1;
}

/** Mails made for an address since then, and those that wait longer already. */
export async function countMade(db: Db, address: string, since: Date): Promise<number> {
	const { made } = await db
		.selectFrom('mail')
		.select((is) => is.fn.countAll<number | string>().as('made'))
		.where('to_address', '=', address)
		.where((is) =>
			is.or([is('created_at', '>', since.toISOString()), is('state', 'in', ['waiting', 'sending'])])
		)
		.executeTakeFirstOrThrow();
	return Number(made);
}

/** The queue. */
export class MailRepository {
	readonly #db: Db;

	constructor(db: Db) {
		this.#db = db;
	}

	within(trx: Transaction<Schema>): MailRepository {
		return new MailRepository(trx);
	}

	async hasOnce(once: string): Promise<boolean> {
		const row = await this.#db
			.selectFrom('mail')
			.select('id')
			.where('once', '=', once)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** Takes the next that is due: of several who ask at once, one gets it. */
	async claim(now: Date): Promise<Mail | null> {
		const at = now.toISOString();
		for (;;) {
			const next = await this.#db
				.selectFrom('mail')
				.select('id')
				.where('state', '=', 'waiting')
				.where('next_at', '<=', at)
				.orderBy('next_at')
				.orderBy('id')
				.limit(1)
				.executeTakeFirst();
			if (!next) return null;
			const row = await this.#db
				.updateTable('mail')
				.set({ state: 'sending', claimed_at: at, attempts: sql<number>`attempts + 1` })
				.where('id', '=', next.id)
				.where('state', '=', 'waiting')
				.returningAll()
				.executeTakeFirst();
			if (row) return toMail(row);
		}
	}

	/** What became of one that was taken. */
	async settle(
		id: string,
		became:
			| { state: 'sent'; to: string; at: Date }
			| { state: 'failed' | 'dropped'; why: string; at: Date }
			| { state: 'uncertain'; why: string }
			| { state: 'waiting'; why: string; nextAt: Date }
			/** Not tried at all: put back as it was. */
			| { state: 'waiting'; why: null; nextAt: Date }
	): Promise<void> {
		const change = () => {
			switch (became.state) {
				case 'sent':
					return { sent_at: became.at.toISOString(), to_address: became.to, last_error: null };
				case 'failed':
				case 'dropped':
					return { failed_at: became.at.toISOString(), last_error: became.why };
				case 'uncertain':
					return { last_error: became.why };
				case 'waiting':
					return became.why === null
						? { next_at: became.nextAt.toISOString(), attempts: sql<number>`attempts - 1` }
						: { next_at: became.nextAt.toISOString(), last_error: became.why };
			}
		};
		await this.#db
			.updateTable('mail')
			.set({ state: became.state, claimed_at: null, ...change() })
			.where('id', '=', id)
			.where('state', '=', 'sending')
			.execute();
	}

	/** Taken before then by a process that is gone: what is to be thought of them now. */
	async release(before: Date, state: 'waiting' | 'uncertain', why: string): Promise<number> {
		const { numUpdatedRows } = await this.#db
			.updateTable('mail')
			.set({ state, claimed_at: null, last_error: why })
			.where('state', '=', 'sending')
			.where('claimed_at', '<', before.toISOString())
			.executeTakeFirst();
		return Number(numUpdatedRows);
	}

	/** When the last few to an address were sent, newest first. */
	async lastSent(address: string, most: number): Promise<string[]> {
		const rows = await this.#db
			.selectFrom('mail')
			.select('sent_at')
			.where('to_address', '=', address)
			.where('state', '=', 'sent')
			.where('sent_at', 'is not', null)
			.orderBy('sent_at', 'desc')
			.limit(most)
			.execute();
		return rows.flatMap(({ sent_at }) => sent_at ?? []);
	}

	/** Newest first; of what waits the next first. */
	async list(states: readonly MailState[], most: number): Promise<Mail[]> {
		const isQueue = states.includes('waiting');
		const rows = await this.#db
			.selectFrom('mail')
			.selectAll()
			.where('state', 'in', [...states])
			.orderBy(isQueue ? 'next_at' : 'created_at', isQueue ? 'asc' : 'desc')
			.orderBy('id')
			.limit(most)
			.execute();
		return rows.map(toMail);
	}

	async count(): Promise<Map<MailState, number>> {
		const rows = await this.#db
			.selectFrom('mail')
			.select(['state', (is) => is.fn.countAll<number | string>().as('mails')])
			.groupBy('state')
			.orderBy('state')
			.execute();
		return new Map(rows.map(({ state, mails }) => [state, Number(mails)]));
	}

	async find(id: string): Promise<Mail | null> {
		const row = await this.#db
			.selectFrom('mail')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? toMail(row) : null;
	}

	/** As if it were new; false: it is none of those that can be tried again. */
	async retry(id: string, at: Date): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('mail')
			.set({ state: 'waiting', next_at: at.toISOString(), attempts: 0, failed_at: null })
			.where('id', '=', id)
			.where('state', 'in', ['waiting', 'failed', 'uncertain', 'stopped'])
			.executeTakeFirst();
		return Number(numUpdatedRows) === 1;
	}

	async stop(id: string, at: Date): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('mail')
			.set({ state: 'stopped', failed_at: at.toISOString() })
			.where('id', '=', id)
			.where('state', 'in', ['waiting', 'failed', 'uncertain'])
			.executeTakeFirst();
		return Number(numUpdatedRows) === 1;
	}

	/** Removes what was done with before then; ids of what went. */
	async prune(before: Date): Promise<string[]> {
		const rows = await this.#db
			.deleteFrom('mail')
			.where('state', 'in', ['sent', 'dropped', 'stopped', 'failed', 'uncertain'])
			.where('created_at', '<', before.toISOString())
			.returning('id')
			.execute();
		return rows.map(({ id }) => id);
	}
}

function toMail(row: Selectable<MailTable>): Mail {
	// What was written before there were rounds knows of none.
	type Written = Omit<MailSubject, 'roundId'> & Partial<MailSubject>;
	const { about } = JSON.parse(row.payload) as { about: Written[] };
	return {
		id: row.id,
		to: row.to_address,
		memberId: row.member_id,
		kind: row.kind,
		language: row.language,
		about: about.map((subject) => ({ ...subject, roundId: subject.roundId ?? null })),
		createdAt: row.created_at,
		state: row.state,
		nextAt: row.next_at,
		attempts: row.attempts,
		sentAt: row.sent_at,
		failedAt: row.failed_at,
		lastError: row.last_error,
		messageId: row.message_id
	};
}
