import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { Append } from '../sync/update-log.ts';

/**
 * What a flush of the log writes on SQLite, prepared once: every keystroke of everybody comes through
 * here. Call it inside a transaction of the store, which has the one connection to itself.
 */
export class AppendStatements {
	readonly #update: Database.Statement;
	readonly #client: Database.Statement;
	readonly #author: Database.Statement;

	constructor(database: Database.Database) {
		this.#update = database.prepare(
			'insert into update_log (document, seq, member_id, at, bytes, crc) values (?, ?, ?, ?, ?, ?)'
		);
		this.#client = database.prepare(
			'insert into document_client (document, client, member_id) values (?, ?, ?) on conflict do nothing'
		);
		this.#author = database.prepare(
			'insert into authorship (document, thing, member_id) values (?, ?, ?) ' +
				'on conflict (document, thing) do update set member_id = excluded.member_id'
		);
	}

	/** `at`: ISO 8601 in UTC. */
	write(batch: readonly Append[], at: string): void {
		for (const { document, seq, memberId, bytes, clients, authorship } of batch) {
			if (bytes.length > 0) this.#update.run(document, seq, memberId, at, bytes, crc32(bytes));
			for (const bound of clients) this.#client.run(document, bound.client, bound.memberId);
			for (const [thing, author] of authorship) this.#author.run(document, thing, author);
		}
	}
}
