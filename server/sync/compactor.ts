import { Worker } from 'node:worker_threads';
import * as Y from 'yjs';
import type { Content } from './content.ts';
import { syncLimits } from './limits.ts';
import type { Snapshot } from './update-log.ts';

export interface CompactRequest {
	updates: Uint8Array<ArrayBuffer>[];
	partBytes: number;
}

export type CompactReply = Snapshot | { problem: string };

/** Ms a compaction may take. */
const PATIENCE = 60_000;

/**
 * Merges a document's snapshot and tail into a new snapshot, in a thread of its own and one document
 * at a time. The thread only computes: it reads its own result back before it answers.
 */
export class Compactor {
	#worker: Worker | null = null;

	/** Starts the thread ahead of time, so that the first large tail does not have to wait for it. */
	start(): Worker {
		if (this.#worker) return this.#worker;
		const worker = new Worker(new URL('./compact-worker.ts', import.meta.url), {
			// What it makes is large and lives for a moment: more young memory only keeps it longer.
			resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 }
		});
		worker.unref();
		worker.once('exit', () => {
			if (this.#worker === worker) this.#worker = null;
		});
		return (this.#worker = worker);
	}

	/** The merged state of what is on disk now, and the sequence number up to which it reaches. */
	async compact(content: Content): Promise<{ seq: number; snapshot: Snapshot }> {
		const { seq } = content;
		const updates = [...content.parts, ...content.tail.map(({ bytes }) => bytes)];
		const expected = new Map(content.vector);
		const request = {
			// Copies, for they change hands.
			updates: updates.map((update) => new Uint8Array(update)),
			partBytes: syncLimits.partBytes
		};
		try {
			const reply = await this.#ask(request);
			if ('problem' in reply) throw new Error(reply.problem);
			const reached = Y.decodeStateVector(reply.stateVector);
			const agrees = [...expected].every(([client, end]) => reached.get(client) === end);
			if (!agrees || reached.size !== expected.size) throw new Error('snapshot differs');
			return { seq, snapshot: reply };
		} catch (error) {
			await this.close();
			throw error;
		}
	}

	async close(): Promise<void> {
		const worker = this.#worker;
		this.#worker = null;
		await worker?.terminate();
	}

	#ask(request: CompactRequest): Promise<CompactReply> {
		const worker = this.start();
		return new Promise((resolve, reject) => {
			const late = setTimeout(() => reject(new Error('compaction took too long')), PATIENCE);
			late.unref();
			const gone = (error: unknown) => {
				reject(error instanceof Error ? error : new Error(`compaction ended: ${String(error)}`));
			};
			worker.once('message', (reply: CompactReply) => {
				clearTimeout(late);
				worker.off('error', gone).off('exit', gone);
				resolve(reply);
			});
			worker.once('error', gone).once('exit', gone);
			worker.postMessage(
				request,
				request.updates.map(({ buffer }) => buffer)
			);
		});
	}
}
