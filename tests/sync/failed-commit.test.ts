import { expect, it } from 'vitest';
import { CommitQueue } from '../../server/sync/commit-queue.ts';
import type { Append, UpdateLog } from '../../server/sync/update-log.ts';
import { until } from '../support/until.ts';

/* What postgres-faults.test.ts hits by chance, on purpose. */

const append = (seq: number): Append => ({
	document: 'board/one',
	seq,
	memberId: 'ans',
	bytes: Uint8Array.of(0, 0),
	clients: [],
	authorship: new Map()
});

it('a commit that fails takes with it whatever waits behind it: the log never has a gap', async () => {
	const written: number[] = [];
	const failed: number[] = [];
	let fail = (): void => undefined;
	const underWay = new Promise<void>((_, reject) => (fail = () => reject(new Error('dropped'))));
	let commits = 0;
	const log = {
		append: async (batch: readonly Append[]) => {
			if ((commits += 1) === 1) await underWay;
			written.push(...batch.map(({ seq }) => seq));
		}
	} as UpdateLog;
	const queue = new CommitQueue(log);
	const push = (seq: number) =>
		queue.push(
			'board/one',
			append(seq),
			() => undefined,
			() => failed.push(seq)
		);
	push(1);
	await until(() => commits === 1, 'the first commit under way');
	// Applied on top of 1 while that is not yet on disk.
	push(2);
	push(3);
	fail();
	await queue.idle();
	expect({ written, failed }).toEqual({ written: [], failed: [1, 2, 3] });
});
