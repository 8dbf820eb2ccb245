/**
 * Our server without its pages: rights, scan and fsync as in production, on a folder that
 * our-lab.ts prepared. Started by servers.ts.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { compose } from '../server/compose.ts';
import { ourConfig } from './our-config.ts';
import type { Ready } from './servers.ts';

const [folder = ''] = process.argv.slice(2);
const prepared = JSON.parse(readFileSync(join(folder, 'prepared.json'), 'utf8')) as Ready;
const lab = await compose(ourConfig(folder));

const server = createServer((request, response) => {
	lab.front(request, response, () => response.writeHead(404).end());
});
server.on('upgrade', (request, socket, head) => lab.upgrade(request, socket, head));
server.listen(0, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.send?.({ ...prepared, port } satisfies Ready);
});

const stop = () => {
	server.close();
	void lab.close().finally(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
