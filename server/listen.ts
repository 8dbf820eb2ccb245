import { createServer, type Server } from 'node:http';
import type { Composed } from './compose.ts';
import type { Handler } from './http.ts';
import { OneATurn } from './one-a-turn.ts';

/** How long and how large a request may be on its way in. An answer may take as long as it likes. */
export const httpLimits = {
	/** Bytes of all headers together (431). */
	maxHeaderSize: 16 * 1024,
	/** Ms until the headers are there, from the first byte or from the connection itself. */
	headersTimeout: 10_000,
	/** Ms until the whole request is there, its body included (408). */
	requestTimeout: 15_000,
	/** Ms between two looks at the clock. Node's 30 seconds would make 40 of the ten above. */
	connectionsCheckingInterval: 2_000
};
/** Ms a socket is kept whose side we ended and the client did not. */
const LINGER = 3_000;

/** The HTTP server of production, and of every test that has one. */
export function createHttpServer(limits = httpLimits): Server {
	const server = createServer(limits);
	// Node's clocks stop at an upgrade, a refused one too: who does not hang up would stay for ever.
	server.on('upgrade', (_, socket) => {
		socket.once('finish', () => {
			const hangUp = setTimeout(() => socket.destroy(), LINGER).unref();
			socket.once('close', () => clearTimeout(hangUp));
		});
	});
	return server;
}

/** Puts what was composed behind the server. */
export function serve(
	server: Server,
	lab: Pick<Composed, 'front' | 'upgrade'>,
	pages: Handler = noPages
): void {
	const gate = new OneATurn();
	server.on('request', (request, response) =>
		lab.front(request, response, () => {
			const answer = () =>
				pages(request, response, () => noPages(request, response, () => undefined));
			// A file of the pages is sent without asking the store anything.
			if (request.url?.startsWith('/_app/')) return answer();
			const isDoing = request.method !== 'GET' && request.method !== 'HEAD';
			// Who only looked, and left while she waited, needs no answer.
			gate.enter(() => (isDoing || !response.destroyed) && answer(), isDoing);
		})
	);
	server.on('upgrade', (request, socket, head) => lab.upgrade(request, socket, head));
}

/** Rejects when the port is taken, or is not ours to take. */
export function listen(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

const noPages: Handler = (_, response) => {
	response.statusCode = 404;
	response.end();
};
