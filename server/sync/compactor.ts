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

/** Ms a compaction may take, and an unused worker stays. */
const PATIENCE = 60_000;

/**
 * Merges a document's snapshot and tail into a new snapshot, in a thread of its own and one document
 * at a time. The thread only computes: it reads its own result back before it answers.
 */
export class Compactor {
	#worker: Worker | null = null;
	#rest: NodeJS.Timeout | undefined;

	/** The merged state of what is on disk now, and the sequence number up to which it reaches. */
	async compact(content: Content): Promise<{ seq: number; snapshot: Snapshot }> {
		clearTimeout(this.#rest);
		const { seq } = content;
		const updates = [...content.parts, ...content.tail.map(({ bytes }) => bytes)];
		const expected = new Map(content.vector);
		try {
			const reply = await this.#ask({
				updates: updates.map((update) => Uint8Array.from(update)),
				partBytes: syncLimits.partBytes
			});
			if ('problem' in reply) throw new Error(reply.problem);
			const reached = Y.decodeStateVector(reply.stateVector);
			const agrees = [...expected].every(([client, end]) => reached.get(client) === end);
			if (!agrees || reached.size !== expected.size) throw new Error('snapshot differs');
			return { seq, snapshot: reply };
		} catch (error) {
			await this.#stop();
			throw error;
		} finally {
			this.#rest = setTimeout(() => void this.#stop(), PATIENCE).unref();
		}
	}

	async close(): Promise<void> {
		clearTimeout(this.#rest);
		await this.#stop();
	}

	#ask(request: CompactRequest): Promise<CompactReply> {
		const worker = (this.#worker ??= new Worker(new URL('./compact-worker.ts', import.meta.url), {
			// It makes large things that live for a moment: a larger young generation only keeps them longer.
			resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 }
		}));
		worker.unref();
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

	async #stop(): Promise<void> {
		const worker = this.#worker;
		this.#worker = null;
		await worker?.terminate();
	}
}
