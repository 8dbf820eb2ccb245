import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { DEMO_PASSWORD } from '../../server/demo/import.ts';
import { SignIns } from '../../server/auth/sign-ins.ts';
import { localBus } from '../../server/cluster/local-bus.ts';
import { AuditTrail } from '../../server/services/audit-trail.ts';
import { MemberRepository } from '../../server/store/member-repository.ts';
import { SignInRepository } from '../../server/store/sign-in-repository.ts';
import { openStore } from '../../server/store/store.ts';
import { until } from './until.ts';

/** bare-server.ts as a process of its own, over a folder that outlives it. */
export class ChildServer {
	readonly port: number;
	readonly folder: string;
	#process: ChildProcess | null = null;
	/** What the last start wrote so far. */
	output = '';

	private constructor(port: number, folder: string) {
		this.port = port;
		this.folder = folder;
	}

	static async over(folder: string): Promise<ChildServer> {
		const probe = createServer().listen(0, '127.0.0.1');
		await once(probe, 'listening');
		const { port } = probe.address() as AddressInfo;
		probe.close();
		await once(probe, 'close');
		return new ChildServer(port, folder);
	}

	get origin(): string {
		return `http://localhost:${this.port}`;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get database(): string {
		return `${this.folder}/kennislab.sqlite`;
	}

	/** Does nothing when it runs already. `more` is environment on top of what a test needs. */
	async start(more: NodeJS.ProcessEnv = {}): Promise<void> {
		if (this.#process?.exitCode === null && this.#process.signalCode === null) return;
		const env = {
			...process.env,
			PORT: String(this.port),
			DATA_DIR: this.folder,
			LOG_LEVEL: 'silent',
			DEMO: '1',
			NODE_ENV: 'test',
			...more
		};
		const child = spawn(process.execPath, ['tests/support/bare-server.ts'], { env });
		this.#process = child;
		this.output = '';
		child.stdout.on('data', (data: Buffer) => (this.output += data.toString()));
		child.stderr.on('data', (data: Buffer) => (this.output += data.toString()));
		await until(() => {
			if (child.exitCode !== null) throw new Error(`the server stopped: ${this.output}`);
			return this.output.includes('listening');
		}, 'the server to listen');
	}

	/** Sends a signal and waits for nothing. */
	signal(signal: NodeJS.Signals): void {
		this.#process?.kill(signal);
	}

	/** Ends the process with this signal, and waits for it. */
	end(signal: NodeJS.Signals): Promise<number | null> {
		this.signal(signal);
		return this.exited();
	}

	/** Waits for the end of the process; its exit code, null when a signal ended it. */
	async exited(): Promise<number | null> {
		const child = this.#process;
		this.#process = null;
		if (!child) return null;
		if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
		return child.exitCode;
	}

	/** Signs in through the store, as a form would. */
	async signIn(name: string): Promise<string> {
		const store = await openStore(this.database);
		const signIns = new SignIns({
			signIns: new SignInRepository(store.db),
			members: new MemberRepository(store.db),
			bus: localBus(),
			trail: new AuditTrail({ store, now: () => new Date(), logger: console }),
			now: () => new Date(),
			demo: true
		});
		const client = { address: '127.0.0.1', userAgent: 'test' };
		const entered = await signIns.enter(`${name}@kennislab.example`, DEMO_PASSWORD, client, null);
		await store.close();
		if (!entered.ok) throw new Error(entered.reason);
		return `__Host-kennislab=${entered.secret}`;
	}
}
