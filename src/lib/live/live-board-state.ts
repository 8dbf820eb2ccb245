import * as Y from 'yjs';
import { BoardStateDocument, type LiveState } from '$lib/documents/board-state';
import { stateDocument } from '$lib/domain/document-name';
import { Live } from './live';
import type { Lines } from './lines';
import { Provider } from './provider';

/** What the server says to everybody on a board: phase, clock, and how many wrote or voted. */
export class LiveBoardState {
	readonly state: Live<LiveState>;
	readonly #provider: Provider;
	readonly #doc = new Y.Doc();
	readonly #document = new BoardStateDocument(this.#doc);

	/** Starts from `painted`, what came with the page. */
	constructor(boardId: string, lines: Lines, painted: LiveState) {
		this.#provider = new Provider(stateDocument(boardId), this.#doc, lines);
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
