/**
 * @y/websocket-server as it is shipped: its own program with its own `ws`, in memory, or with the
 * y-leveldb store it brings. Started by servers.ts.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { peerDocuments } from './peer-documents.ts';
import type { Ready } from './servers.ts';

const [folder = '', store] = process.argv.slice(2);
const port = await freePort();
process.env['HOST'] = '127.0.0.1';
process.env['PORT'] = String(port);
delete process.env['YPERSISTENCE'];
if (store === 'leveldb') process.env['YPERSISTENCE'] = join(folder, 'leveldb');
await import(
	new URL('./src/server.js', import.meta.resolve('@y/websocket-server/package.json')).href
);

for (let tries = 0; !(await isListening()); tries++) {
	if (tries > 100) throw new Error('the peer does not listen');
	await wait(10);
}
process.once('disconnect', () => process.exit(0));
process.send?.({ port, visitors: [{}], documents: peerDocuments } satisfies Ready);

/** Its program does not tell which port it got, so it cannot be given port 0. */
async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

function isListening(): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	return new Promise((resolve) => {
		const answer = (is: boolean) => {
			socket.destroy();
			resolve(is);
		};
		socket.once('connect', () => answer(true));
		socket.once('error', () => answer(false));
	});
}
