import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { Receipts } from './receipts.ts';

/** What came over the line, and is not sent back. */
export const REMOTE = 'line';
const NOTHING = Uint8Array.of(0, 0);

/** What a page has of a document, as its line sees it. */
export interface Held {
	/** As which Yjs client it is here. */
	readonly client: number;
	/** How much was written here. */
	readonly written: number;
	stateVector(): Uint8Array;
	/** What it has beyond that. */
	beyond(stateVector: Uint8Array): Uint8Array;
	take(update: Uint8Array): void;
	/** Tells of what is written here. */
	onWrite(heard: (update: Uint8Array) => void): void;
}

/** The whole document. */
export class Whole implements Held {
	readonly doc = new Y.Doc();

	get client(): number {
		return this.doc.clientID;
	}

	get written(): number {
		return Y.getState(this.doc.store, this.client);
	}

	stateVector(): Uint8Array {
		return Y.encodeStateVector(this.doc);
	}

	beyond(stateVector: Uint8Array): Uint8Array {
		return Y.encodeStateAsUpdate(this.doc, stateVector);
	}

	take(update: Uint8Array): void {
		Y.applyUpdate(this.doc, update, REMOTE);
	}

	onWrite(heard: (update: Uint8Array) => void): void {
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== REMOTE) heard(update);
		});
	}
}

/** Her own cards as she writes them; of what others write only how much came. */
export class OwnWriting extends Whole {
	readonly board = new BoardDocument(this.doc);
	readonly others = new Receipts();

	override stateVector(): Uint8Array {
		const clocks = new Map([...this.others.clocks, [this.client, this.written]]);
		return Y.encodeStateVector(clocks);
	}

	override take(update: Uint8Array): void {
		this.others.take(update);
	}
}

/** Nothing is written here. */
export class OnlyRead implements Held {
	readonly client = Math.floor(Math.random() * 2 ** 32);
	readonly written = 0;
	readonly others = new Receipts();

	stateVector(): Uint8Array {
		return Y.encodeStateVector(this.others.clocks);
	}

	beyond(): Uint8Array {
		return NOTHING;
	}

	take(update: Uint8Array): void {
		this.others.take(update);
	}

	onWrite(): void {
		return;
	}
}
