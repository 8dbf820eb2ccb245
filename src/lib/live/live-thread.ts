import * as Y from 'yjs';
import { threadDocument } from '$lib/domain/document-name';
import { ThreadDocument } from '$lib/documents/thread';
import { Live, Signal } from './live';
import type { Lines } from './lines';
import { Provider, type Connection } from './provider';

/** Follows a placed question: tells when there is something new to ask for. */
export class LiveThread {
	readonly connection: Live<Connection>;
	readonly #name: string;
	readonly #lines: Lines;
	readonly #changed = new Signal();
	#provider: Provider;

	constructor(questionId: string, lines: Lines) {
		this.#name = threadDocument(questionId);
		this.#lines = lines;
		this.#provider = new Provider(this.#name, new Y.Doc(), lines);
		this.connection = new Live(() => this.#provider.connection, this.#changed.on);
	}

	/** Goes live; `heard` with the turn it came to. Returns its own undo. */
	start(heard: (turn: number) => void): () => void {
		let stop = this.#follow(heard);
		const unfollow = this.#changed.on(() => {
			const { connection } = this.#provider;
			if (connection.status !== 'refused' || connection.reason !== 'rewritten') return;
			// Something was erased from it: what this page holds is not to be shown any longer.
			stop();
			this.#provider = new Provider(this.#name, new Y.Doc(), this.#lines);
			stop = this.#follow(heard);
		});
		return () => {
			unfollow();
			stop();
		};
	}

	#follow(heard: (turn: number) => void): () => void {
		const provider = this.#provider;
		const thread = new ThreadDocument(provider.doc);
		const unturn = thread.onTurn(() => heard(thread.turn));
		const untell = provider.changed.on(() => this.#changed.emit());
		const stop = provider.start();
		return () => {
			unturn();
			untell();
			stop();
			provider.doc.destroy();
		};
	}
}
