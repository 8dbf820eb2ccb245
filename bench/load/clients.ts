import type { BenchServer } from '../servers.ts';
import { WireClient, type ClientOptions } from './client.ts';

/** Clients that come in at the same moment when a crowd is let in calmly. */
const AT_ONCE = 20;

/** Every client of one measurement, so that none outlives it. */
export class Clients {
	readonly #all = new Set<WireClient>();
	#server: BenchServer;
	#visitors = 0;

	constructor(server: BenchServer) {
		this.#server = server;
	}

	get server(): BenchServer {
		return this.#server;
	}

	/** After a restart. */
	goTo(server: BenchServer): void {
		this.#server = server;
	}

	/** Opens a socket, each time as the next visitor. */
	open(document: string, options: ClientOptions = {}): WireClient {
		const client = new WireClient(this.#server, document, {
			visitor: this.#visitors++,
			...options
		});
		this.#all.add(client);
		return client;
	}

	/** So many clients, in the room and in possession of its content. */
	async enter(document: string, count: number): Promise<WireClient[]> {
		const entered: WireClient[] = [];
		while (entered.length < count) {
			const batch = Array.from({ length: Math.min(AT_ONCE, count - entered.length) }, () =>
				this.open(document)
			);
			await Promise.all(batch.map((client) => client.synced));
			entered.push(...batch);
		}
		return entered;
	}

	leave(client: WireClient): void {
		client.socket.close();
		this.#all.delete(client);
	}

	/** As when all browsers crash. */
	drop(): void {
		for (const client of this.#all) client.socket.destroy();
		this.#all.clear();
	}
}
