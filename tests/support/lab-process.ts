import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The built product as a process of its own, on the demo lab: what `npm start` runs. */
export class LabProcess {
	readonly origin: string;
	readonly dataDir: string;
	readonly #port: number;
	readonly #env: Record<string, string>;
	#child: ChildProcess | null = null;
	#output = '';

	private constructor(port: number, env: Record<string, string>) {
		this.#port = port;
		this.#env = env;
		this.origin = `http://localhost:${port}`;
		this.dataDir = mkdtempSync(join(tmpdir(), 'kennislab-'));
	}

	/** `env` on top of what a test needs. */
	static async start(env: Record<string, string> = {}): Promise<LabProcess> {
		const lab = new LabProcess(await freePort(), env);
		await lab.start();
		return lab;
	}

	/** Starts it again on the same data. */
	async start(): Promise<void> {
		const child = spawn(process.execPath, ['server/main.ts'], {
			env: {
				PATH: process.env['PATH'],
				PORT: String(this.#port),
				DATA_DIR: this.dataDir,
				DEMO: '1',
				LOG_LEVEL: 'warn',
				...this.#env
			},
			stdio: ['ignore', 'pipe', 'pipe']
		});
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (text: Buffer) => (this.#output += text.toString()));
		}
		this.#child = child;
		for (let tries = 0; tries < 300; tries++) {
			if (child.exitCode !== null) throw new Error(`did not start:\n${this.#output}`);
			const signal = AbortSignal.timeout(2_000);
			const answer = await fetch(`${this.origin}/healthz`, { signal }).catch(() => null);
			if (answer?.ok) return;
			await pause(100);
		}
		throw new Error(`did not answer:\n${this.#output}`);
	}

	/** Of the running process. */
	get pid(): number {
		return this.#child?.pid ?? 0;
	}

	get databaseFile(): string {
		return join(this.dataDir, 'kennislab.sqlite');
	}

	/** Everything it wrote to its output so far. */
	get output(): string {
		return this.#output;
	}

	/** No goodbye, no flush. */
	async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return null;
		const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
		child.kill(signal);
		return ended;
	}

	async remove(): Promise<void> {
		await this.kill();
		rmSync(this.dataDir, { recursive: true, force: true });
	}
}

export async function freePort(): Promise<number> {
	const probe = createServer();
	await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
	const address = probe.address();
	await new Promise((resolve) => probe.close(resolve));
	if (typeof address !== 'object' || !address) throw new Error('no port');
	return address.port;
}
