import type { AddressInfo } from 'node:net';
import { compose, type Composed } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { createHttpServer, listen, serve } from '../../server/listen.ts';
import { DEMO_PASSWORD } from '../../server/demo/import.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import type { Lab } from '../../server/store/lab-repository.ts';
import { boardDocument } from '../../src/lib/domain/document-name.ts';
import type { Actor } from '../../src/lib/domain/access.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The whole server but its pages, on a port of its own, with the demo loaded. */
export interface TestServer {
	lab: Composed;
	port: number;
	origin: string;
	/** http://127.0.0.1:<port>, which needs no name to be looked up. */
	url: string;
	/** A second handle on the same database, to look behind the scenes. */
	store: Store;
	/** Signs in and gives the Cookie header. Address without the domain: "lotte". */
	signIn(name: string): Promise<string>;
	actor(name: string): Promise<Actor>;
	demoLab(): Promise<Lab>;
	/** Name of the document of a demo board, e.g. brd-opvang. */
	board(demoId: string): Promise<string>;
	/** Id of anything of the demo. */
	id(demoId: string): Promise<string>;
	close(): Promise<void>;
}

/** `more` is environment on top of what a test needs; `now` the clock of terms and mail. */
export async function startTestServer(
	more: NodeJS.ProcessEnv = {},
	now: () => Date = () => new Date()
): Promise<TestServer> {
	const folder = temporaryFolder();
	const http = createHttpServer();
	await listen(http, 0, '127.0.0.1');
	const { port } = http.address() as AddressInfo;
	const env = { PORT: String(port), DATA_DIR: folder.path, LOG_LEVEL: 'silent', DEMO: '1' };
	const lab = await compose(readConfig({ ...env, ...more }), now);
	serve(http, lab);
	const store = await openStore(lab.config.database);
	const { services } = lab;
	const cookies = new Map<string, Promise<string>>();
	let closing: Promise<void> | null = null;

	const enter = async (name: string): Promise<string> => {
		const client = { address: '127.0.0.1', userAgent: 'test' };
		const entered = await services.signIns.enter(
			`${name}@kennislab.example`,
			DEMO_PASSWORD,
			client,
			null
		);
		if (!entered.ok) throw new Error(`${name} cannot sign in: ${entered.reason}`);
		return `${services.cookie.name}=${entered.secret}`;
	};
	const id = async (demoId: string): Promise<string> => {
		const row = await store.db
			.selectFrom('imported_as')
			.select('id')
			.where('demo_id', '=', demoId)
			.executeTakeFirstOrThrow();
		return row.id;
	};
	return {
		lab,
		port,
		origin: lab.config.origin,
		url: `http://127.0.0.1:${port}`,
		store,
		signIn: (name) => {
			const known = cookies.get(name) ?? enter(name);
			cookies.set(name, known);
			return known;
		},
		actor: async (name) => {
			const actor = await services.people.findActor(await id(`mem-${name}`), now());
			if (!actor) throw new Error(`no ${name}`);
			return actor;
		},
		demoLab: async () => {
			const row = await store.db.selectFrom('lab').select('id').executeTakeFirstOrThrow();
			const found = await services.labs.open(
				(await services.people.findActor(await id('mem-marit'), now()))!,
				row.id
			);
			if (!found.ok) throw new Error('no lab');
			return found.value;
		},
		id,
		board: async (demoId) => boardDocument(await id(demoId)),
		close: () =>
			(closing ??= (async () => {
				await lab.close();
				http.closeAllConnections();
				await new Promise((resolve) => http.close(resolve));
				await store.close();
				folder.remove();
			})())
	};
}
