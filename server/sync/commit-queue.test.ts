import { describe, expect, it } from 'vitest';
import { CommitQueue } from './commit-queue.ts';
import type { Append, UpdateLog } from './update-log.ts';

function anAppend(seq: number): Append {
	return {
		document: 'd',
		seq,
		memberId: null,
		bytes: Uint8Array.of(seq),
		clients: [],
		authorship: new Map()
	};
}

/** A log that commits when told to. */
class HeldLog implements UpdateLog {
	readonly batches: number[][] = [];
	readonly #held: { resolve: () => void; reject: (error: Error) => void }[] = [];
	#arrived: (() => void) | null = null;

	append(batch: readonly Append[]): Promise<void> {
		this.batches.push(batch.map(({ seq }) => seq));
		return new Promise((resolve, reject) => {
			this.#held.push({ resolve, reject });
			this.#arrived?.();
		});
	}

	/** Resolves when a batch waits to be committed. */
	async waiting(): Promise<void> {
		if (this.#held.length > 0) return;
		await new Promise<void>((resolve) => (this.#arrived = resolve));
	}

	commit = () => this.#held.shift()?.resolve();
	fail = () => this.#held.shift()?.reject(new Error('disk full'));
	load = () => Promise.resolve(null);
	saveSnapshot = () => Promise.resolve();
	probe = () => Promise.resolve();
	quarantine = () => Promise.resolve();
}

function aQueue() {
	const log = new HeldLog();
	const queue = new CommitQueue(log);
	const heard: string[] = [];
	const push = (seq: number | null, name = String(seq)) =>
		queue.push(
			'd',
			seq === null ? null : anAppend(seq),
			() => heard.push(name),
			() => heard.push(`${name} failed`)
		);
	return { log, queue, heard, push };
}

describe('the commit queue', () => {
	it('puts what comes in one tick in one commit, and tells nobody before it', async () => {
		const { log, queue, heard, push } = aQueue();
		push(1);
		push(2);
		await log.waiting();
		expect([log.batches, heard]).toEqual([[[1, 2]], []]);
		log.commit();
		await queue.idle();
		expect(heard).toEqual(['1', '2']);
	});

	it('puts what comes during a commit in the next one', async () => {
		const { log, queue, heard, push } = aQueue();
		push(1);
		await log.waiting();
		push(2);
		push(3);
		log.commit();
		await log.waiting();
		expect([log.batches, heard]).toEqual([[[1], [2, 3]], ['1']]);
		log.commit();
		await queue.idle();
		expect(heard).toEqual(['1', '2', '3']);
	});

	it('gives what writes nothing its turn behind what came before it', async () => {
		const { log, queue, heard, push } = aQueue();
		push(1);
		push(null, 'reader');
		push(2);
		await log.waiting();
		expect(heard).toEqual([]);
		log.commit();
		await queue.idle();
		expect(heard).toEqual(['1', 'reader', '2']);
		push(null, 'alone');
		await queue.idle();
		expect([log.batches.length, heard.at(-1)]).toEqual([1, 'alone']);
	});

	it('tells everybody of a document that it failed, who waits behind it too, and goes on', async () => {
		const { log, queue, heard, push } = aQueue();
		push(1);
		push(null, 'reader');
		await log.waiting();
		push(2);
		log.fail();
		await queue.idle();
		push(3);
		await log.waiting();
		log.commit();
		await queue.idle();
		expect(heard).toEqual(['1 failed', 'reader failed', '2 failed', '3']);
	});

	it('lets who only waits for another document have what is on disk', async () => {
		const { log, queue, heard, push } = aQueue();
		push(1);
		queue.push(
			'another',
			null,
			() => heard.push('reader of another'),
			() => heard.push('refused')
		);
		await log.waiting();
		log.fail();
		await queue.idle();
		expect(heard).toEqual(['1 failed', 'reader of another']);
	});

	it('has settled one document while people write in another without end', async () => {
		const queue = new CommitQueue({ append: () => Promise.resolve() } as unknown as UpdateLog);
		let goesOn = true;
		const write = (seq: number): void =>
			queue.push(
				'busy',
				anAppend(seq),
				() => goesOn && write(seq + 1),
				() => undefined
			);
		write(1);
		queue.push(
			'mine',
			anAppend(1),
			() => undefined,
			() => undefined
		);
		await queue.settled('mine');
		await queue.settled('nobody');
		goesOn = false;
		await queue.idle();
	});

	it('takes what a callback pushes', async () => {
		const { log, queue, heard, push } = aQueue();
		queue.push(
			'd',
			anAppend(1),
			() => push(2),
			() => undefined
		);
		await log.waiting();
		log.commit();
		await log.waiting();
		log.commit();
		await queue.idle();
		expect(heard).toEqual(['2']);
	});
});
