import * as Y from 'yjs';
import type { ClientIds } from './client-ids.ts';
import type { Content } from './content.ts';
import { syncLimits, type CloseReason } from './limits.ts';
import { checkNesting } from './nesting.ts';
import { bringsNews, leavesGap, newMakers } from './novelty.ts';
import type { ScannedUpdate } from './scan.ts';
import type { Append } from './update-log.ts';

/** What the door says of an update: it may be applied, with ids to bind; or why not. */
export type Verdict =
	| { ok: true; clients: Append['clients'] }
	| { ok: false; problem: 'gap' }
	| { ok: false; problem: 'close'; reason: CloseReason; why: string };

/**
 * What an update must pass before it may touch the document: it leans on nothing that is missing, is
 * made under its sender's own ids, and leaves the document in bounds.
 */
export class Door {
	readonly #clients: ClientIds;
	/** Bytes of the document as one update: an upper bound, measured anew when that is reached. */
	#encodedSize: number;
	/** The bound was measured, and nothing came in since. */
	#isMeasured = false;
	/** The last update that brought nothing. */
	#known: Uint8Array | null = null;

	constructor(content: Content, clients: ClientIds) {
		this.#clients = clients;
		this.#encodedSize = content.bytes;
	}

	/** What brought nothing once never will: after a restart everybody sends the same deletions. */
	isNews(update: Uint8Array, scanned: ScannedUpdate, doc: Y.Doc): boolean {
		if (this.#known && Buffer.compare(this.#known, update) === 0) return false;
		if (bringsNews(scanned, doc)) return true;
		this.#known = update;
		return false;
	}

	check(memberId: string, update: Uint8Array, scanned: ScannedUpdate, doc: Y.Doc): Verdict {
		if (leavesGap(scanned, doc)) return { ok: false, problem: 'gap' };
		const bound = this.#clients.bind(memberId, newMakers(scanned, doc));
		if ('refused' in bound) return close(bound.refused, 'client id');
		// Deleting is always allowed: it is how a full document gets room again.
		if (scanned.ranges.length > 0 && this.#isFull(update.length, doc)) {
			return close('documentFull', 'document full');
		}
		try {
			checkNesting(scanned, doc);
		} catch (error) {
			return close('malformed', error instanceof Error ? error.message : 'nesting');
		}
		return { ok: true, clients: bound.fresh };
	}

	/** So many bytes were applied. */
	grew(bytes: number): void {
		this.#encodedSize += bytes;
		this.#isMeasured = false;
	}

	#isFull(more: number, doc: Y.Doc): boolean {
		if (this.#encodedSize + more <= syncLimits.documentBytes) return false;
		if (!this.#isMeasured) {
			this.#encodedSize = Y.encodeStateAsUpdate(doc).length;
			this.#isMeasured = true;
		}
		return this.#encodedSize + more > syncLimits.documentBytes;
	}
}

function close(reason: CloseReason, why: string): Verdict {
	return { ok: false, problem: 'close', reason, why };
}
