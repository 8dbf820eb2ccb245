/**
 * Our server without its pages, for the bench: rights, scan and fsync as in production. Started by
 * servers.ts with a folder for its data; a new folder gets the demo and two empty boards.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compose, type Composed } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { DEMO_PASSWORD } from '../server/demo/import.ts';
import { can } from '../src/lib/domain/access.ts';
import { boardDocument } from '../src/lib/domain/document-name.ts';
import type { Ready } from './servers.ts';

/** Only compared with what a client says it is; the port is one that was free. */
const ORIGIN = 'http://localhost';

const [folder = ''] = process.argv.slice(2);
const config = readConfig({ DATA_DIR: folder, ORIGIN, DEMO: '1', LOG_LEVEL: 'warn' });
const isNew = !existsSync(config.database);
const lab = await compose(config);
const prepared = isNew ? await prepare(lab) : { visitors: [], documents: [] };

const server = createServer((request, response) => {
	lab.front(request, response, () => response.writeHead(404).end());
});
server.on('upgrade', (request, socket, head) => lab.upgrade(request, socket, head));
server.listen(0, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.send?.({ port, ...prepared } satisfies Ready);
});

const stop = () => {
	server.close();
	void lab.close().finally(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);

/** Signs in the demo people who may write on a board, and has one of them start two. */
async function prepare({ services }: Composed): Promise<Pick<Ready, 'visitors' | 'documents'>> {
	const visitors: Ready['visitors'] = [];
	const documents: string[] = [];
	for (const { email } of await services.people.listDemo()) {
		const client = { address: '127.0.0.1', userAgent: 'bench' };
		const entered = await services.signIns.enter(email, DEMO_PASSWORD, client, null);
		if (!entered.ok) throw new Error(`${email}: ${entered.reason}`);
		const [home] = await services.labs.list(entered.actor);
		if (!home || !can(entered.actor, 'board.write', { labId: home.lab.id })) continue;
		visitors.push({ origin: ORIGIN, cookie: `${services.cookie.name}=${entered.secret}` });
		const [template] = await services.boards.listTemplates(home.lab);
		while (documents.length < 2 && home.role === 'facilitator' && template) {
			const wanted = { template: template.id, title: 'Bench', question: 'How fast?' };
			const board = await services.boards.create(entered.actor, home.lab, wanted);
			if (!board.ok) throw new Error(`no board: ${board.reason}`);
			documents.push(boardDocument(board.value));
		}
	}
	return { visitors, documents };
}
