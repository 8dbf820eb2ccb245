import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import type { BoardHistory } from '../../server/services/board-history.ts';
import { markSeen } from '../../server/store/change-repository.ts';
import type { Lab } from '../../server/store/lab-repository.ts';
import type { Actor } from '../../src/lib/domain/access.ts';
import { DAY } from '../../src/lib/domain/history.ts';
import type { Outcome } from '../../src/lib/domain/outcome.ts';
import type { AuthorsOfBoard } from '../../src/lib/documents/board-view.ts';
import type { BoardNews, VersionList, VersionView } from '../../src/lib/documents/history-view.ts';
import type { StockClient } from './clients.ts';
import { PeopleOnBoard } from './people-on-board.ts';
import { until } from './until.ts';

/** People on a board, and what each of them is told of its history. */
export class HistoryWalk {
	readonly people: PeopleOnBoard;
	readonly history: BoardHistory;

	private constructor(people: PeopleOnBoard) {
		this.people = people;
		this.history = people.server.lab.services.history;
	}

	static async start(env: NodeJS.ProcessEnv = {}): Promise<HistoryWalk> {
		return new HistoryWalk(await PeopleOnBoard.on('brd-jongere', env));
	}

	get boardId(): string {
		return this.people.boardId;
	}

	async as(name: string): Promise<[Actor, Lab, string]> {
		const { server } = this.people;
		return [await server.actor(name), await server.demoLab(), this.boardId];
	}

	async news(name: string): Promise<BoardNews> {
		return valueOf(await this.history.news(...(await this.as(name))));
	}

	async list(name: string): Promise<VersionList> {
		return valueOf(await this.history.list(...(await this.as(name))));
	}

	async version(name: string, id: string): Promise<VersionView> {
		return valueOf(await this.history.open(...(await this.as(name)), id));
	}

	/** What the list of boards tells her of this one. */
	async countOnList(name: string): Promise<number> {
		const [actor, lab] = await this.as(name);
		const boards = await this.people.server.lab.services.boards.list(actor, lab);
		return boards.find(({ id }) => id === this.boardId)!.news;
	}

	/** Her visit ends now. */
	async wasHere(name: string): Promise<void> {
		const at = new Date();
		await this.people.server.store.transaction((trx) =>
			markSeen(trx, this.boardId, this.people.id(name), { until: at.toISOString(), at })
		);
	}

	/** The server took note that she has the board before her eyes. */
	async seesBoard(name: string): Promise<void> {
		const visit = () =>
			this.people.server.store.db
				.selectFrom('board_visit')
				.select('last_at')
				.where('board_id', '=', this.boardId)
				.where('member_id', '=', this.people.id(name))
				.executeTakeFirst();
		const before = (await visit())?.last_at ?? '';
		await until(async () => ((await visit())?.last_at ?? '') > before, 'a visit');
	}

	/** All that this client wrote is on disk. */
	async heard(client: StockClient): Promise<void> {
		await until(async () => {
			const probe = await this.people.open('marit', client.provider.roomname);
			const there = Y.getState(probe.doc.store, client.doc.clientID);
			probe.stop();
			return there === Y.getState(client.doc.store, client.doc.clientID);
		}, 'on disk');
	}

	/** A version of the board as it stands; the one before when nothing changed. */
	async keep(): Promise<string> {
		const { keeper } = this.people.server.lab;
		const kept = await keeper.keep(this.boardId, { kind: 'auto' });
		return kept?.id ?? (await this.list('marit')).versions[0]!.id;
	}

	/** A version as it is packed on disk. */
	async bytesOf(version: string): Promise<Buffer> {
		const row = await this.people.server.store.db
			.selectFrom('board_version')
			.select('content')
			.where('id', '=', version)
			.executeTakeFirstOrThrow();
		return Buffer.from(row.content);
	}

	/** A card has been in the bin for so many days, by the clock of the server. */
	async binnedBefore(card: string, days: number): Promise<void> {
		const { db } = this.people.server.store;
		const at = new Date(Date.now() - days * DAY).toISOString();
		await until(async () => {
			const { numUpdatedRows } = await db
				.updateTable('board_change')
				.set({ at })
				.where('thing', '=', card)
				.where('what', '=', 'bin')
				.executeTakeFirst();
			return Number(numUpdatedRows) === 1;
		}, 'known to be in the bin');
	}

	/** Who is written down with changes and versions. */
	async changedBy(): Promise<string> {
		const { db } = this.people.server.store;
		const changes = await db.selectFrom('board_change').select('member_id').execute();
		const versions = await db.selectFrom('board_version').select('members').execute();
		return JSON.stringify([changes, versions]);
	}

	/** All rows of changes and versions as text, what is packed in them included. */
	async everything(): Promise<string> {
		const { db } = this.people.server.store;
		const changes = await db.selectFrom('board_change').selectAll().execute();
		const versions = await db.selectFrom('board_version').selectAll().execute();
		const unpacked = versions.map(({ content, ...row }) => [
			JSON.stringify(row),
			gunzipSync(content).toString()
		]);
		return JSON.stringify(changes) + unpacked.flat().join('\n');
	}

	async makers(): Promise<AuthorsOfBoard> {
		const { boards } = this.people.server.lab.services;
		return valueOf(await boards.authors(...(await this.as('marit'))));
	}
}

function valueOf<T>(outcome: Outcome<T>): T {
	if (!outcome.ok) throw new Error(outcome.reason);
	return outcome.value;
}
