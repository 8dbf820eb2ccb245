import { randomUUID } from 'node:crypto';
import { Rooms } from '../../server/sync/rooms.ts';
import { notesDocument } from '../../src/lib/domain/document-name.ts';
import type { Outcome } from '../../src/lib/domain/outcome.ts';
import { BoardWalk } from './board-walk.ts';
import type { StockClient } from './clients.ts';
import { filesOf } from './dump.ts';
import { startTestServer, type TestServer } from './test-server.ts';
import { until } from './until.ts';

/** A server of its own, and the people of the demo lab on one of its boards. */
export class PeopleOnBoard extends BoardWalk {
	readonly server: TestServer;
	/** Ids by name. */
	readonly ids: ReadonlyMap<string, string>;

	private constructor(server: TestServer, boardId: string, ids: ReadonlyMap<string, string>) {
		super(server, boardId);
		this.server = server;
		this.ids = ids;
	}

	static async on(demoId = 'brd-jongere', env: NodeJS.ProcessEnv = {}): Promise<PeopleOnBoard> {
		const server = await startTestServer(env);
		const ids = new Map<string, string>();
		for (const name of ['marit', 'tessa', 'jorrit', 'noortje', 'sunita', 'lotte', 'yassin']) {
			ids.set(name, await server.id(`mem-${name}`));
		}
		return new PeopleOnBoard(server, await server.id(demoId), ids);
	}

	/** The same people on another board of the same server. */
	onBoard(boardId: string): PeopleOnBoard {
		return new PeopleOnBoard(this.server, boardId, this.ids);
	}

	id(name: string): string {
		const id = this.ids.get(name);
		if (!id) throw new Error(`nobody is called ${name}`);
		return id;
	}

	notesOf(name: string): string {
		return notesDocument(this.boardId, this.id(name));
	}

	/** A note as a page of hers would write it, on disk. */
	async writes(name: string, text: string, zone = 'micro'): Promise<StockClient> {
		const client = await this.open(name, this.notesOf(name));
		const before = client.saved();
		client.board.addCard(aCard(text, zone), 1);
		await until(() => client.saved() > before, 'saved');
		return client;
	}

	async reveals(name = 'marit'): Promise<Outcome> {
		return this.command(name, { do: 'reveal', from: (await this.phase(name)).n });
	}

	/** Everything the store's files hold. */
	files(): Buffer {
		return filesOf(this.server);
	}

	async leave(): Promise<void> {
		this.stop();
		await this.server.close();
	}
}

export function aCard(text: string, zone = 'micro', id: string = randomUUID()) {
	return {
		id,
		zone,
		kind: zone === 'wit' ? ('vraag' as const) : ('gebeurtenis' as const),
		domain: 'sociaal' as const,
		basis: null,
		text
	};
}

/**
 * Runs `then` once, right after the server's first read of a document that begins like this: what
 * happens between two steps of a command. Returns its own undo.
 */
export function afterRead(prefix: string, then: () => Promise<void>): () => void {
	// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
	const original = Rooms.prototype.read;
	let isOver = false;
	Rooms.prototype.read = async function (this: Rooms, name, read) {
		const value = await original.call(this, name, read as never);
		if (name.startsWith(prefix) && !isOver) {
			isOver = true;
			await then();
		}
		return value as never;
	};
	return () => (Rooms.prototype.read = original);
}
