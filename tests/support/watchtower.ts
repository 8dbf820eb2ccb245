import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'vitest';
import type { ChildServer } from './child-server.ts';
import { forgetPeak, memoryOf, peakOf, turnsOf } from './process-facts.ts';
import { until } from './until.ts';
import type { Stall, WitnessAct, WitnessSetup } from './witness-worker.ts';

/** What an attack may cost the others (P8), unless its check says otherwise. */
export interface Budget {
	/** Longest time between an edit of one witness and its receipt by the other, ms. */
	stall: number;
	/** Memory of the server at its peak above what it held before, MiB. */
	growth: number;
	/** Rows that the attacker adds to the log. */
	rows: number;
}

/**
 * Two witnesses on a board of a server in a process of its own, who keep editing while somebody
 * attacks it. Afterwards: the process is up, nobody was thrown out, the text stands, the log holds
 * nothing of the attacker, a newcomer gets the same document, and the budget was kept.
 *
 * On a busy machine everything is slow at times. So a calm period is measured just before, in the
 * same run, and a stall counts only where it is also five times the worst of that period. What the
 * budget allows is stretched, four times at most, by how long the server had to wait for a core while
 * it wanted to run, and by how late the witnesses' own thread was.
 */
export class Watchtower {
	readonly #server: ChildServer;
	readonly #worker: Worker;
	readonly #attacker: string;
	readonly #document: string;
	#asked = 0;

	private constructor(parts: {
		server: ChildServer;
		worker: Worker;
		attacker: string;
		document: string;
	}) {
		this.#server = parts.server;
		this.#worker = parts.worker;
		this.#attacker = parts.attacker;
		this.#document = parts.document;
	}

	/** `attacker`: somebody of the demo, e.g. "sunita". */
	static async over(server: ChildServer, document: string, attacker: string): Promise<Watchtower> {
		const setup: WitnessSetup = {
			target: { url: server.url, origin: server.origin },
			document,
			cookies: [
				await server.signIn('marit'),
				await server.signIn('yassin'),
				await server.signIn('daan')
			]
		};
		const worker = new Worker(new URL('./witness-worker.ts', import.meta.url), {
			workerData: setup
		});
		await once(worker, 'message');
		const id = await server.id(`mem-${attacker}`);
		return new Watchtower({ server, worker, attacker: id, document });
	}

	/** Rows of the attacker in the log of the document. */
	rows(): number {
		const [row] = this.#server.look<{ n: number }>(
			'select count(*) as n from update_log where document = ? and member_id = ?',
			this.#document,
			this.#attacker
		);
		return row!.n;
	}

	async during(attack: () => Promise<void>, budget: Partial<Budget> = {}): Promise<void> {
		const { stall, growth, rows } = { stall: 500, growth: 64, rows: 0, ...budget };
		const calm = await this.#calm();
		const before = { memory: memoryOf(this.#server.pid), rows: this.rows() };
		const turns = turnsOf(this.#server.pid);
		forgetPeak(this.#server.pid);
		await this.#ask<void>('measure');
		await attack();
		expect(this.#server.runs, 'the process is up').toBe(true);
		const worst = await this.#ask<Stall>('worst');
		const grown = peakOf(this.#server.pid) - before.memory;
		const { ran, waited } = turnsOf(this.#server.pid);
		const slowed = Math.min(4, 1 + (waited - turns.waited) / Math.max(1, ran - turns.ran));
		expect(await this.#ask<string[]>('problems')).toEqual([]);
		const figures = figuresOf({ calm, worst, grown, slowed });
		if (process.env['TEST_FIGURES']) console.info(expect.getState().currentTestName, figures);
		// Compaction may have taken rows away meanwhile.
		expect(this.rows() - before.rows, 'rows of the attacker').toBeLessThanOrEqual(rows);
		const allowed = Math.max(stall * slowed, 5 * calm.stall) + worst.late;
		expect(worst.stall, `stall in ms (${figures})`).toBeLessThan(allowed);
		expect(grown, `growth in MiB (${figures})`).toBeLessThan(growth);
	}

	async #calm(): Promise<Stall> {
		const from = await this.#ask<number>('beats');
		await this.#ask<void>('measure');
		await until(async () => (await this.#ask<number>('beats')) >= from + 12, 'a calm period');
		return this.#ask<Stall>('worst');
	}

	async #ask<T>(act: WitnessAct): Promise<T> {
		const id = (this.#asked += 1);
		this.#worker.postMessage({ id, act });
		for (;;) {
			const [said] = (await once(this.#worker, 'message')) as [{ id: number; answer: T }];
			if (said.id === id) return said.answer;
		}
	}

	async stop(): Promise<void> {
		await this.#worker.terminate();
	}
}

function figuresOf(seen: { calm: Stall; worst: Stall; grown: number; slowed: number }): string {
	const { calm, worst, grown, slowed } = seen;
	const [stall, before, late] = [worst.stall, calm.stall, worst.late].map((ms) => ms.toFixed(0));
	return (
		`stall ${stall} ms, calm ${before} ms, own thread late ${late} ms, ` +
		`server slowed ${slowed.toFixed(1)} x by others, +${grown.toFixed(1)} MiB`
	);
}
