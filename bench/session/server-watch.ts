import { cpuOf } from '../process-figures.ts';
import type { LabProcess } from '../../tests/support/lab-process.ts';
import { peakOf } from '../../tests/support/process-facts.ts';

/** What a part of the session took. */
export interface Part {
	title: string;
	/** Seconds by the clock, and of CPU the server used in them. */
	seconds: number;
	cpu: number;
	/** Ms: the longest the server's event loop stood still, and what 99 of 100 looks were below. */
	longest: number;
	p99: number;
}

/** What the server uses, over its restarts. */
export class ServerWatch {
	readonly parts: Part[] = [];
	/** MiB each of its processes held at most. */
	readonly peaks: number[] = [];
	readonly #lab: LabProcess;
	/** Ms of CPU of processes that are gone. */
	#gone = 0;

	constructor(lab: LabProcess) {
		this.#lab = lab;
	}

	/** Seconds of CPU of processes that are gone, or about to be. */
	get spent(): number {
		return this.#gone / 1_000;
	}

	/** Before the process ends: nothing can be read of it after that. */
	note(): void {
		this.peaks.push(peakOf(this.#lab.pid));
		this.#gone += cpuOf(this.#lab.pid);
	}

	async part(title: string, work: () => Promise<void>): Promise<void> {
		await this.#stalls();
		const [began, cpu] = [performance.now(), this.#cpu];
		await work();
		const seconds = (performance.now() - began) / 1_000;
		this.parts.push({ title, seconds, cpu: this.#cpu - cpu, ...(await this.#stalls()) });
	}

	/** Seconds of CPU so far. */
	get #cpu(): number {
		return (this.#gone + cpuOf(this.#lab.pid)) / 1_000;
	}

	/** Since they were asked for last: reading them begins anew. */
	async #stalls(): Promise<{ longest: number; p99: number }> {
		const text = await (await fetch(`${this.#lab.origin}/metrics`)).text();
		const of = (name: string) =>
			Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)`, 'm').exec(text)?.[1]) *
			1_000;
		return { longest: of('max'), p99: of('p99') };
	}
}
