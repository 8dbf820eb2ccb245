import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buffer, text } from 'node:stream/consumers';
import type { PressJob } from './press-child.ts';

/** Files that may be asked for and not made yet. */
const WAITING = 8;
/** Ms one may take. */
const PATIENCE = 60_000;

export type Pressed = { ok: true; file: Buffer } | { ok: false; why: 'busy' | 'too-big' };

/** Makes files that take long, one at a time and in a process of their own: everybody else types on. */
export class Press {
	readonly #patience: number;
	readonly #most: number;
	#last: Promise<unknown> = Promise.resolve();
	#waiting = 0;
	#child: ChildProcess | null = null;

	constructor({ patience = PATIENCE, waiting = WAITING } = {}) {
		this.#patience = patience;
		this.#most = waiting;
	}

	/** Throws when the maker failed. */
	async make(job: PressJob): Promise<Pressed> {
		if (this.#waiting >= this.#most) return { ok: false, why: 'busy' };
		this.#waiting += 1;
		const made = this.#last.then(() => this.#run(job));
		this.#last = made.catch(() => undefined).finally(() => (this.#waiting -= 1));
		return made;
	}

	async #run(job: PressJob): Promise<Pressed> {
		const child = spawn(
			process.execPath,
			['--max-old-space-size=768', fileURLToPath(new URL('./press-child.ts', import.meta.url))],
			// Nothing of ours is in its environment: no database, no token.
			{ env: {}, stdio: ['pipe', 'pipe', 'pipe'] }
		);
		this.#child = child;
		let isLate = false;
		const timer = setTimeout(() => {
			isLate = true;
			child.kill('SIGKILL');
		}, this.#patience);
		try {
			const ended = new Promise<number | null>((resolve, reject) => {
				child.once('error', reject);
				child.once('close', resolve);
			});
			// A child that dies early closes its input; how it ended tells more.
			child.stdin.on('error', () => undefined);
			child.stdin.end(JSON.stringify(job));
			const [file, problem, code] = await Promise.all([
				buffer(child.stdout),
				text(child.stderr),
				ended
			]);
			if (isLate) return { ok: false, why: 'too-big' };
			if (code !== 0) throw new Error(`no ${job.format}: ${reasonIn(problem)}`);
			return { ok: true, file };
		} finally {
			clearTimeout(timer);
			this.#child = null;
		}
	}

	/** What is being made is not waited for. */
	stop(): void {
		this.#child?.kill('SIGKILL');
	}
}

/** The kind of failure, without the texts a compiler quotes: a log holds no content. */
function reasonIn(problem: string): string {
	const kinds = problem.match(/(?:[A-Z]\w*Error|message): "?[^\n"`]{0,120}/g) ?? [];
	return kinds.slice(0, 3).join('; ') || 'it ended';
}
