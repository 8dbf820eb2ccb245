import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { openStore, type Store } from '../../server/store/store.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import { freePort } from './lab-process.ts';
import { aSignIn } from './sign-in.ts';
import { until } from './until.ts';

/** What is alive in a server after a garbage collection: bytes, and active resources by kind. */
export type Left = { heapUsed: number; external: number } & Partial<Record<string, number>>;

/** bare-server.ts as a process of its own, over a folder that outlives it. */
export class ChildServer {
	readonly port: number;
	readonly folder: string;
	readonly #env: Record<string, string>;
	#process: ChildProcess | null = null;
	/** What the last start wrote so far. */
	output = '';

	private constructor(port: number, folder: string, env: Record<string, string>) {
		this.port = port;
		this.folder = folder;
		this.#env = env;
	}

	/** `env` on top of what a test needs. */
	static async over(folder: string, env: Record<string, string> = {}): Promise<ChildServer> {
		return new ChildServer(await freePort(), folder, env);
	}

	/** One that has the demo, and runs as it would after a restart: without what the import took. */
	static async withDemo(folder: string, env: Record<string, string> = {}): Promise<ChildServer> {
		const server = await ChildServer.over(folder, env);
		await server.start();
		await server.end('SIGTERM');
		await server.start();
		return server;
	}

	get origin(): string {
		return `http://localhost:${this.port}`;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** What openStore takes. */
	get database(): string {
		return this.#env['DATABASE_URL'] ?? `${this.folder}/kennislab.sqlite`;
	}

	get pid(): number {
		if (!this.#process?.pid) throw new Error('the server does not run');
		return this.#process.pid;
	}

	get runs(): boolean {
		return this.#process?.exitCode === null && this.#process.signalCode === null;
	}

	/** Does nothing when it runs already. `more` is environment on top of what a test needs. */
	async start(more: NodeJS.ProcessEnv = {}): Promise<void> {
		if (this.runs) return;
		const env = {
			...process.env,
			PORT: String(this.port),
			DATA_DIR: this.folder,
			LOG_LEVEL: 'silent',
			DEMO: '1',
			NODE_ENV: 'test',
			...this.#env,
			...more
		};
		const child = spawn(process.execPath, ['--expose-gc', 'tests/support/bare-server.ts'], { env });
		this.#process = child;
		this.output = '';
		child.stdout.on('data', (data: Buffer) => (this.output += data.toString()));
		child.stderr.on('data', (data: Buffer) => (this.output += data.toString()));
		await until(
			() => {
				if (child.exitCode !== null) throw new Error(`the server stopped: ${this.output}`);
				return this.output.includes('listening');
			},
			'the server to listen',
			30_000
		);
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

	/** Lets it collect its garbage, and asks what is left. */
	async left(): Promise<Left> {
		const answers = () => this.output.match(/^left .*$/gm) ?? [];
		const before = answers().length;
		process.kill(this.pid, 'SIGUSR2');
		await until(() => answers().length > before, 'what is left');
		return JSON.parse(answers().at(-1)!.slice('left '.length)) as Left;
	}

	/** Works on its database through a handle of its own. */
	async withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
		const store = await openStore(this.database);
		// The server may be committing at this moment.
		if (store.dialect === 'sqlite') await sql`pragma busy_timeout = 5000`.execute(store.db);
		try {
			return await work(store);
		} finally {
			await store.close();
		}
	}

	/** Asks its SQLite file something, without a lock and without migrating. */
	look<T>(query: string, ...values: unknown[]): T[] {
		const database = new Database(this.database, { readonly: true });
		try {
			return database.prepare(query).all(...values) as T[];
		} finally {
			database.close();
		}
	}

	/** Signs in somebody of the demo. Address without the domain: "lotte". */
	signIn(name: string): Promise<string> {
		return this.withStore(async (store) => aSignIn(store, await this.#idOf(store, `mem-${name}`)));
	}

	/** Name of the document of a demo board, e.g. brd-opvang. */
	board(demoId: string): Promise<string> {
		return this.withStore(async (store) => boardDocument(await this.#idOf(store, demoId)));
	}

	/** Id of anything of the demo. */
	id(demoId: string): Promise<string> {
		return this.withStore((store) => this.#idOf(store, demoId));
	}

	async #idOf(store: Store, demoId: string): Promise<string> {
		const row = await store.db
			.selectFrom('imported_as')
			.select('id')
			.where('demo_id', '=', demoId)
			.executeTakeFirstOrThrow();
		return row.id;
	}
}
