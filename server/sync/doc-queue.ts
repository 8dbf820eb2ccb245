import type * as Y from 'yjs';
import type { Connection } from './connection.ts';
import type { Content } from './content.ts';
import { syncLimits } from './limits.ts';

/**
 * What needs the Y.Doc runs at once when there is one, and else in its order once it is made. Each
 * connection may have only so much waiting.
 */
export class DocQueue {
	readonly #content: Content;
	readonly #failed: (error: unknown) => void;
	#waiting: { connection: Connection; run: (doc: Y.Doc) => void }[] | null = null;

	constructor(content: Content, failed: (error: unknown) => void) {
		this.#content = content;
		this.#failed = failed;
	}

	/** Something waits: whatever comes now comes after it. */
	get isWaiting(): boolean {
		return this.#waiting !== null;
	}

	/** `bytes`: size of what would wait. Never throws. */
	run(connection: Connection, bytes: number, run: (doc: Y.Doc) => void): void {
		try {
			const doc = this.#waiting ? null : this.#content.openSmall();
			if (doc) return run(doc);
		} catch (error) {
			return this.#failed(error);
		}
		connection.heldBytes += bytes;
		if (connection.heldBytes > syncLimits.heldBytes) {
			connection.close('tryLater', 'said too much before the document was open');
			return;
		}
		const entry = { connection, run };
		if (this.#waiting) {
			this.#waiting.push(entry);
			return;
		}
		this.#waiting = [entry];
		this.#content
			.open()
			.then((doc) => this.#release(doc))
			.catch((error: unknown) => this.#failed(error));
	}

	#release(doc: Y.Doc): void {
		const waiting = this.#waiting ?? [];
		this.#waiting = null;
		for (const { connection, run } of waiting) {
			connection.heldBytes = 0;
			if (!connection.closed) run(doc);
		}
	}
}
