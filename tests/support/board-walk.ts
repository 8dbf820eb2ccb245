import * as Y from 'yjs';
import type { BoardCommand } from '../../src/lib/domain/board-command.ts';
import type { BoardMode } from '../../src/lib/domain/board-mode.ts';
import { isId, stateDocument } from '../../src/lib/domain/document-name.ts';
import type { Outcome } from '../../src/lib/domain/outcome.ts';
import type { BoardPhase } from '../../src/lib/documents/board-phase.ts';
import { BoardStateDocument, type LiveState } from '../../src/lib/documents/board-state.ts';
import { RawClient, StockClient } from './clients.ts';
import type { TestServer } from './test-server.ts';

/** People on one board of a test server, and what each of them received. */
export class BoardWalk {
	readonly #server: TestServer;
	readonly boardId: string;
	readonly #clients: { name: string; client: StockClient | RawClient }[] = [];

	constructor(server: TestServer, boardId: string) {
		if (!isId(boardId)) throw new Error('give the id of a board');
		this.#server = server;
		this.boardId = boardId;
	}

	/** Gives a command as somebody would through the page. */
	async command(name: string, command: BoardCommand): Promise<Outcome> {
		const { commands } = this.#server.lab.services;
		const actor = await this.#server.actor(name);
		return commands.run(actor, await this.#server.demoLab(), this.boardId, command);
	}

	/** The same, and it has to be done. */
	async do(name: string, command: BoardCommand): Promise<void> {
		const outcome = await this.command(name, command);
		if (!outcome.ok) throw new Error(`${name} may not ${command.do}: ${outcome.reason}`);
	}

	async phase(name = 'marit'): Promise<BoardPhase> {
		const { boards } = this.#server.lab.services;
		const actor = await this.#server.actor(name);
		const outcome = await boards.phase(actor, await this.#server.demoLab(), this.boardId);
		if (!outcome.ok) throw new Error(`${name} sees no phase: ${outcome.reason}`);
		return outcome.value;
	}

	async mode(mode: BoardMode, name = 'marit'): Promise<void> {
		await this.do(name, { do: 'mode', mode, from: (await this.phase(name)).n });
	}

	async step(to: number, name = 'marit'): Promise<void> {
		await this.do(name, { do: 'step', to, from: (await this.phase(name)).n });
	}

	/** A stock client on one of the board's documents, e.g. `notes/<board>/<member>`. */
	async open(name: string, document: string, doc = new Y.Doc()): Promise<StockClient> {
		const client = new StockClient(this.#server, document, await this.#server.signIn(name), {
			doc,
			params: { saved: '1' }
		});
		this.#clients.push({ name, client });
		return client.synced();
	}

	/** A bare socket, without waiting for anything. */
	async raw(name: string, document: string, query = ''): Promise<RawClient> {
		const client = new RawClient(this.#server, document, await this.#server.signIn(name), query);
		this.#clients.push({ name, client });
		return client;
	}

	/** What `GET /api/sync/<document>` says to somebody. */
	async asks(name: string, document: string): Promise<number> {
		const cookie = await this.#server.signIn(name);
		const answer = await fetch(`${this.#server.url}/api/sync/${document}`, { headers: { cookie } });
		await answer.body?.cancel();
		return answer.status;
	}

	async live(name: string): Promise<() => LiveState | null> {
		const client = await this.open(name, stateDocument(this.boardId));
		const state = new BoardStateDocument(client.doc);
		return () => state.read();
	}

	/** Whether anything this person received over a socket holds these letters. */
	received(name: string, letters: string): boolean {
		const wanted = Buffer.from(letters);
		return this.#clients
			.filter((each) => each.name === name)
			.some(({ client }) => client.heard.some((frame) => Buffer.from(frame).includes(wanted)));
	}

	stop(): void {
		for (const { client } of this.#clients.splice(0)) client.stop();
	}
}
