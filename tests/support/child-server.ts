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

	/** Does nothing when it runs already. */
	async start(): Promise<void> {
		if (this.#process?.exitCode === null && this.#process.signalCode === null) return;
		const env = {
			...process.env,
			PORT: String(this.port),
			DATA_DIR: this.folder,
			LOG_LEVEL: 'silent',
			DEMO: '1',
			NODE_ENV: 'test'
		};
		const child = spawn(process.execPath, ['tests/support/bare-server.ts'], { env });
		this.#process = child;
		let output = '';
		child.stdout.on('data', (data: Buffer) => (output += data.toString()));
		child.stderr.on('data', (data: Buffer) => (output += data.toString()));
		await until(() => {
			if (child.exitCode !== null) throw new Error(`the server stopped: ${output}`);
			return output.includes('listening');
		}, 'the server to listen');
	}

	/** Ends the process with this signal, and waits for it. */
	async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
		const child = this.#process;
		this.#process = null;
		if (!child || child.exitCode !== null) return child?.exitCode ?? null;
		const exit = once(child, 'exit') as Promise<[number | null]>;
		child.kill(signal);
		return (await exit)[0];
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
