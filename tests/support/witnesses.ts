import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { boardRoots } from '../../src/lib/documents/board.ts';
import { same, StockClient } from './clients.ts';
import type { TestServer } from './test-server.ts';
import { ownWord } from './own-word.ts';
import { until } from './until.ts';

/** Two honest people on a board: whatever a hostile one does, they go on. */
export class Witnesses {
	readonly #server: TestServer;
	readonly #a: StockClient;
	readonly #b: StockClient;
	readonly #sentinel = randomUUID();

	private constructor(server: TestServer, a: StockClient, b: StockClient) {
		this.#server = server;
		this.#a = a;
		this.#b = b;
	}

	static async on(server: TestServer, document: string): Promise<Witnesses> {
		const a = new StockClient(server, document, await server.signIn('marit'));
		const b = new StockClient(server, document, await server.signIn('yassin'));
		await Promise.all([a.synced(), b.synced()]);
		const witnesses = new Witnesses(server, a, b);
		const card = { zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null } as const;
		a.board.addCard({ ...card, id: witnesses.#sentinel, text: 'sentinel' }, 'a');
		await until(() => b.board.textOf(witnesses.#sentinel) === 'sentinel', 'sentinel');
		return witnesses;
	}

	/** They see each other type, the sentinel stands, nobody was thrown out, a newcomer gets it all. */
	async intact(): Promise<void> {
		const word = ownWord();
		this.#a.board.text(this.#sentinel)!.insert(8, word);
		await until(() => this.#b.board.textOf(this.#sentinel) === `sentinel${word}`, 'their typing');
		this.#b.board.text(this.#sentinel)!.delete(8, word.length);
		await until(() => this.#a.board.textOf(this.#sentinel) === 'sentinel', 'their deleting');
		expect([this.#a.closes, this.#b.closes]).toEqual([[], []]);
		const late = new StockClient(this.#server, this.document, await this.#server.signIn('daan'));
		await late.synced();
		const equal = same(late.doc, this.#a.doc);
		late.stop();
		expect(equal).toBe(true);
		expect(Object.keys(this.#a.doc.toJSON()).sort()).toEqual([...boardRoots].sort());
	}

	get document(): string {
		return this.#a.provider.roomname;
	}

	stop(): void {
		this.#a.stop();
		this.#b.stop();
	}
}
