import { createServer as createProxy, request, type Server as Proxy } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * The cable between one browser and the server, to be pulled out: from then on nothing passes either
 * way and neither end is told, as with a cable. The browser is given `proxy`; it goes on calling the
 * server by its own name, so that Origin and cookies stay what they are.
 */
export class Cable {
	readonly #relay: Server;
	readonly #proxy: Proxy;
	readonly #pairs = new Set<{ near: Socket; far: Socket | null }>();
	#isCut = false;

	private constructor(relay: Server, proxy: Proxy) {
		this.#relay = relay;
		this.#proxy = proxy;
	}

	/** To a server on this machine. */
	static async to(origin: string): Promise<Cable> {
		const port = Number(new URL(origin).port);
		const proxy = proxyTo(port);
		await listening(proxy);
		const relay = createServer();
		await listening(relay);
		const cable = new Cable(relay, proxy);
		relay.on('connection', (near) => cable.#join(near));
		return cable;
	}

	/** For the browser: `newContext({ proxy: cable.proxy })`. */
	get proxy(): { server: string } {
		return { server: `http://127.0.0.1:${portOf(this.#relay)}` };
	}

	/** What is under way stays under way; who calls anew hears nothing. */
	cut(): void {
		this.#isCut = true;
		for (const { near, far } of this.#pairs) {
			near.pause();
			far?.pause();
		}
	}

	/** New connections pass; of the old ones no network knows anything any more, and it says so. */
	mend(): void {
		this.#isCut = false;
		for (const { near, far } of this.#pairs) {
			near.resetAndDestroy();
			far?.resetAndDestroy();
		}
		this.#pairs.clear();
	}

	/** Nothing waits for whoever is still on it. */
	stop(): void {
		this.#relay.close();
		this.mend();
		this.#proxy.close();
		this.#proxy.closeAllConnections();
	}

	#join(near: Socket): void {
		const far = this.#isCut ? null : connect(portOf(this.#proxy), '127.0.0.1');
		const pair = { near, far };
		this.#pairs.add(pair);
		// Whoever gives up while nothing passes does so alone.
		const ends = (other: Socket | null) => () => {
			if (this.#isCut) return;
			this.#pairs.delete(pair);
			other?.destroy();
		};
		near.on('error', () => undefined).on('close', ends(far));
		if (!far) return void near.pause();
		far.on('error', () => undefined).on('close', ends(near));
		near.on('data', (bytes) => far.write(bytes));
		far.on('data', (bytes) => near.write(bytes));
	}
}

/** What a browser asks of a proxy: pages by their whole address, sockets by a tunnel. */
function proxyTo(port: number): Proxy {
	const proxy = createProxy((asked, answer) => {
		const { pathname, search } = new URL(asked.url ?? '/', 'http://localhost');
		const { method, headers } = asked;
		const passed = request({ port, host: 'localhost', method, path: pathname + search, headers });
		passed.on('response', (got) => {
			answer.writeHead(got.statusCode ?? 502, got.headers);
			got.pipe(answer);
		});
		passed.on('error', () => answer.destroy());
		answer.on('close', () => passed.destroy());
		asked.pipe(passed);
	});
	proxy.on('connect', (_, near: Socket, head: Buffer) => {
		const far = connect(port, 'localhost', () => {
			near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			far.write(head);
			near.pipe(far).pipe(near);
		});
		near.on('error', () => far.destroy());
		far.on('error', () => near.destroy());
	});
	return proxy;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function listening(server: Server): Promise<void> {
	return new Promise((ready) => server.listen(0, '127.0.0.1', ready));
}
