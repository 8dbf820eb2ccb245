import { crc32 } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import type { Append } from '../sync/update-log.ts';
import type { SqliteShortcut } from './store.ts';

/** What a flush of the log writes on SQLite, prepared once and committed the short way. */
export class AppendStatements {
	readonly #store: SqliteShortcut;
	readonly #update: Statement;
	readonly #client: Statement;
	readonly #author: Statement;

	constructor(store: SqliteShortcut) {
		this.#store = store;
		this.#update = store.prepare(
			'insert into update_log (document, seq, member_id, at, bytes, crc) values (?, ?, ?, ?, ?, ?)'
		);
		this.#client = store.prepare(
			'insert into document_client (document, client, member_id) values (?, ?, ?) on conflict do nothing'
		);
		this.#author = store.prepare(
			'insert into authorship (document, thing, member_id) values (?, ?, ?) ' +
				'on conflict (document, thing) do update set member_id = excluded.member_id'
		);
	}

	/** All of it in one commit, or nothing. `at`: ISO 8601 in UTC. */
	commit(batch: readonly Append[], at: string): Promise<void> {
		return this.#store.commit(() => this.#write(batch, at));
	}

	#write(batch: readonly Append[], at: string): void {
		for (const { document, seq, memberId, bytes, clients, authorship } of batch) {
			if (bytes.length > 0) this.#update.run(document, seq, memberId, at, bytes, crc32(bytes));
			for (const bound of clients) this.#client.run(document, bound.client, bound.memberId);
			for (const [thing, author] of authorship) this.#author.run(document, thing, author);
		}
	}
}
