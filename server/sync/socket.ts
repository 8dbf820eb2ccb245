import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { AcceptQueue } from './accept-queue.ts';
import type { Grant, Line } from './connection.ts';
import { epochIn, type Entrance, type Refusal } from './entrance.ts';
import { closeCodes, syncLimits } from './limits.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { TokenBucket } from './token-bucket.ts';

/** A connection that may be opened. */
interface Entry {
	room: Room;
	grant: Grant;
	isOutdated: boolean;
	wantsSaved: boolean;
	saidEarly: number;
}

/** Speaks y-websocket's wire over `ws`. */
export class SyncSockets {
	readonly #rooms: Rooms;
	readonly #entrance: Entrance;
	readonly #turnedAway: (status: number) => void;
	readonly #queue = new AcceptQueue();
	readonly #server = new WebSocketServer({
		noServer: true,
		maxPayload: syncLimits.frameBytes,
		perMessageDeflate: false,
		autoPong: false
	});
	readonly #open = new Set<Socket>();
	readonly #pings: NodeJS.Timeout;

	constructor(rooms: Rooms, entrance: Entrance, turnedAway: (status: number) => void) {
		this.#rooms = rooms;
		this.#entrance = entrance;
		this.#turnedAway = turnedAway;
		this.#pings = setInterval(() => {
			for (const socket of this.#open) socket.beat();
		}, syncLimits.ping).unref();
	}

	async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		socket.on('error', () => socket.destroy());
		const [path = '', query] = (request.url ?? '').split('?');
		if (!path.startsWith('/sync/')) return this.#refuse(socket, 404);
		if (!(await this.#queue.turn())) return this.#refuse(socket, 503);
		try {
			if (socket.destroyed) return;
			const asked = new URLSearchParams(query);
			const document = path.slice('/sync/'.length);
			const entered = await this.#entrance.enter(request, document, epochIn(asked));
			if ('status' in entered) return this.#refuse(socket, entered.status);
			const wantsSaved = asked.get('saved') === '1';
			const saidEarly = head.length + socket.readableLength;
			this.#server.handleUpgrade(request, socket, head, (ws) =>
				this.#serve(ws, socket, { ...entered, wantsSaved, saidEarly })
			);
		} catch (error) {
			this.#refuse(socket, 503);
			throw error;
		} finally {
			this.#queue.done();
		}
	}

	/** The last socket has been told. */
	stop(): void {
		clearInterval(this.#pings);
	}

	#serve(ws: WebSocket, tcp: Duplex, entry: Entry): void {
		const socket = new Socket(ws, tcp, this.#rooms, entry);
		this.#open.add(socket);
		ws.on('close', () => {
			this.#open.delete(socket);
			socket.ended();
		});
	}

	#refuse(socket: Duplex, status: Refusal['status']): void {
		this.#turnedAway(status);
		refuse(socket, status);
	}
}

/** One websocket and its connection to a document. */
class Socket {
	readonly #ws: WebSocket;
	readonly #rooms: Rooms;
	readonly #connection: ReturnType<Rooms['connect']>;
	readonly #pingsHeard = new TokenBucket(syncLimits.pingBurst, syncLimits.pingsPerSecond);
	#heardAt = performance.now();

	constructor(ws: WebSocket, tcp: Duplex, rooms: Rooms, entry: Entry) {
		const { room, grant, isOutdated, wantsSaved, saidEarly } = entry;
		this.#ws = ws;
		this.#rooms = rooms;
		// Without a listener a protocol error of a client would end the process.
		ws.on('error', () => undefined);
		const connection = rooms.connect(
			room,
			grant,
			lineOf(ws, tcp, () => this.#silence()),
			wantsSaved
		);
		this.#connection = connection;
		ws.on('message', (data: Buffer, isBinary) => {
			this.#heardAt = performance.now();
			if (isBinary) room.receive(connection, data);
			else ws.close(closeCodes.notBinary, 'binary only');
		});
		ws.on('pong', () => (this.#heardAt = performance.now()));
		ws.on('ping', (data: Buffer) => {
			if (connection.closed) return;
			if (this.#pingsHeard.take()) ws.pong(data);
			else connection.close('policy', 'pings too often');
		});
		tcp.on('drain', () => room.drained(connection));
		if (isOutdated) connection.close('documentRewritten', 'older than the document');
		if (saidEarly > syncLimits.heldBytes) {
			connection.close('tryLater', 'said too much before the document was open');
		}
	}

	/** Ends it when nothing whole came for too long: a cut line, or half a message and then silence. */
	beat(): void {
		if (this.#silence() > syncLimits.silence) this.#ws.terminate();
		else if (!this.#connection.closed) this.#ws.ping();
	}

	ended(): void {
		this.#rooms.disconnect(this.#connection);
	}

	#silence(): number {
		return performance.now() - this.#heardAt;
	}
}

/**
 * Parcels are framed once for all who get them and go straight to the TCP socket. That is sound as
 * long as `ws` compresses nothing, for then it writes whole frames at once.
 */
function lineOf(ws: WebSocket, tcp: Duplex, silence: () => number): Line {
	return {
		carrier: 'websocket',
		send: (...parcels) => {
			if (ws.readyState !== ws.OPEN) return;
			// Several go in one system call; most often there is one, and a thousand readers.
			const isOne = parcels.length === 1 && parcels[0]?.framed.length === 1;
			if (!isOne) tcp.cork();
			for (const { framed } of parcels) for (const chunk of framed) tcp.write(chunk);
			if (!isOne) tcp.uncork();
		},
		buffered: () => tcp.writableLength,
		silence,
		quietAfter: syncLimits.quiet,
		close: (code, reason) => {
			ws.close(code, reason);
			// Who does not answer a close does not keep the line either.
			setTimeout(() => ws.terminate(), 2_000).unref();
		}
	};
}

function refuse(socket: Duplex, status: Refusal['status']): void {
	const body = `${STATUS_CODES[status]}\n`;
	socket.end(
		[
			`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
			`Date: ${new Date().toUTCString()}`,
			'Connection: close',
			'Content-Type: text/plain; charset=utf-8',
			'Cache-Control: no-store',
			...(status === 429 || status === 503 ? ['Retry-After: 10'] : []),
			`Content-Length: ${Buffer.byteLength(body)}`,
			'',
			body
		].join('\r\n')
	);
}
