import * as Y from 'yjs';
import type { ServerState } from '$lib/documents/server-state';
import { Live } from './live';
import type { Lines } from './lines';
import { Provider, type Connection } from './provider';

/** What the server says to everybody in a room, as it changes. */
export class LiveServerState<T extends object> {
	readonly state: Live<T>;
	readonly connection: Live<Connection>;
	readonly #provider: Provider;
	readonly #doc = new Y.Doc();
	readonly #document: ServerState<T>;

	/** Starts from `painted`, what came with the page. */
	constructor(name: string, open: (doc: Y.Doc) => ServerState<T>, lines: Lines, painted: T) {
		this.#document = open(this.#doc);
		this.#provider = new Provider(name, this.#doc, lines);
		this.connection = new Live(() => this.#provider.connection, this.#provider.changed.on);
		this.state = new Live(() => this.#document.read() ?? painted, this.onChange);
	}

	/** Returns its own undo. */
	readonly onChange = (changed: () => void): (() => void) => this.#document.onChange(changed);

	/** Goes live. Returns its own undo. */
	start(): () => void {
		const stop = this.#provider.start();
		return () => {
			stop();
			this.#doc.destroy();
		};
	}
}
