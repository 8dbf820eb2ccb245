import { boardRoots } from '../../src/lib/documents/board.ts';
import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type * as Y from 'yjs';
import { same, StockClient, type Target } from './clients.ts';
import { ownWord } from './own-word.ts';
import { until } from './until.ts';

/*
 * Two honest people who keep editing, in a thread of their own: what the test itself is busy with
 * does not look like a stall of the server. Spoken to by Watchtower.
 */

export interface WitnessSetup {
	target: Target;
	document: string;
	cookies: [string, string, string];
}

/** Longest time from a write of one to the receipt by the other, and how late this thread was; ms. */
export interface Stall {
	stall: number;
	late: number;
}

const EVERY = 50;
const { target, document, cookies } = workerData as WitnessSetup;
const sentinel = randomUUID();
const [a, b] = [cookies[0], cookies[1]].map(
	(cookie) => new StockClient(target, document, cookie)
) as [StockClient, StockClient];
await Promise.all([a.synced(), b.synced()]);
const card = { zone: 'kwestie', kind: 'feit', domain: 'gedeeld', basis: null } as const;
a.board.addCard({ ...card, id: sentinel, text: 'sentinel' }, 'a');
await until(() => b.board.textOf(sentinel) === 'sentinel', 'sentinel');

/** The place where they write their beats; it is overwritten, so the document does not grow. */
const fields = (client: StockClient) =>
	client.doc.getMap<Y.Map<Y.Map<number>>>('cards').get(sentinel)!.get('fields')!;

let worst: Stall = { stall: 0, late: 0 };
const sent = new Map<number, number>();
let beat = 0;
let due = 0;
for (const reader of [a, b]) {
	fields(reader).observe((event) => {
		if (event.transaction.local) return;
		for (const key of event.keysChanged) {
			const heard = fields(reader).get(key as string) ?? 0;
			for (const [number, at] of sent) {
				if (number > heard || number % 2 !== heard % 2) continue;
				worst.stall = Math.max(worst.stall, performance.now() - at);
				sent.delete(number);
			}
		}
	});
}

function tick(): void {
	const now = performance.now();
	if (due > 0) worst.late = Math.max(worst.late, now - due);
	due = now + EVERY;
	beat += 1;
	sent.set(beat, now);
	const writer = beat % 2 === 0 ? a : b;
	fields(writer).set(beat % 2 === 0 ? 'even' : 'odd', beat);
}

const acts = {
	/** Starts to measure anew, and to write if they did not. */
	measure(): void {
		worst = { stall: 0, late: 0 };
		sent.clear();
		due = 0;
		timer ??= setInterval(tick, EVERY);
	},

	/** Worst since then; what has not arrived yet counts as well. */
	worst(): Stall {
		const now = performance.now();
		const waiting = [...sent.values()].map((at) => now - at);
		return { ...worst, stall: Math.max(worst.stall, ...waiting) };
	},

	beats: () => beat,

	/** What is not as it was, in sentences. Stops writing. */
	async problems(): Promise<string[]> {
		clearInterval(timer);
		timer = undefined;
		const found: string[] = [];
		const note = (text: string) => () => void found.push(text);
		const word = ownWord();
		a.board.text(sentinel)!.insert(8, word);
		await until(() => b.board.textOf(sentinel) === `sentinel${word}`, 'typing').catch(
			note('they do not see each other type')
		);
		b.board.text(sentinel)!.delete(8, word.length);
		await until(() => a.board.textOf(sentinel) === 'sentinel', 'deleting').catch(
			note(`the sentinel is "${a.board.textOf(sentinel)}"`)
		);
		const closes = [...a.closes, ...b.closes];
		if (closes.length > 0) found.push(`they were closed with ${closes.join()}`);
		const roots = Object.keys(a.doc.toJSON()).sort().join();
		if (roots !== [...boardRoots].sort().join()) found.push(`the document holds ${roots}`);
		const late = new StockClient(target, document, cookies[2]);
		await until(() => late.provider.synced && same(late.doc, a.doc, b.doc), 'newcomer').catch(
			note('a newcomer does not get what they have')
		);
		if (late.doc.store.pendingStructs || late.doc.store.pendingDs) found.push('pending structs');
		late.stop();
		return found;
	}
};

let timer: NodeJS.Timeout | undefined;
export type WitnessAct = keyof typeof acts;

parentPort!.on('message', ({ id, act }: { id: number; act: WitnessAct }) => {
	void Promise.resolve(acts[act]()).then((answer) => parentPort!.postMessage({ id, answer }));
});
parentPort!.postMessage({ id: 0 });
