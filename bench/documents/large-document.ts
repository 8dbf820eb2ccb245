import * as Y from 'yjs';
import type { Held } from '../load/client.ts';

/** A document as the updates that make it, each small enough for any server to take. */
export interface LargeDocument {
	updates: Uint8Array[];
	/** Bytes of the whole as one update. */
	bytes: number;
	/** What a browser has that has seen it all. */
	held: Held;
	/** Whether a document says what this one says. */
	isIn(doc: Y.Doc): boolean;
}

/** Takes a document apart while it is made. */
export class Recorder {
	readonly #doc: Y.Doc;
	readonly #updates: Uint8Array[] = [];
	#known: Uint8Array;

	constructor(doc: Y.Doc) {
		this.#doc = doc;
		this.#known = Y.encodeStateVector(doc);
	}

	/** What was done since the last time becomes one update. */
	cut(): void {
		this.#updates.push(Y.encodeStateAsUpdate(this.#doc, this.#known));
		this.#known = Y.encodeStateVector(this.#doc);
	}

	finish(isIn: (doc: Y.Doc) => boolean): LargeDocument {
		return {
			updates: this.#updates,
			bytes: Y.encodeStateAsUpdate(this.#doc).length,
			held: { stateVector: this.#known, deletes: Y.encodeStateAsUpdate(this.#doc, this.#known) },
			isIn
		};
	}
}
