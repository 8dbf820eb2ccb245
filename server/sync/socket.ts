import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Grant, Line } from './connection.ts';
import { closeCodes, syncLimits } from './limits.ts';
import { DocumentUnreadable, type Rooms } from './rooms.ts';

/** A refusal before the upgrade: a plain HTTP answer. */
export interface UpgradeRefusal {
	status: 401 | 403 | 404 | 429 | 503;
}

export type Admission = { grant: Grant; document: string } | UpgradeRefusal;

/** Speaks y-websocket's wire over `ws`. Who may come in is asked of `admit`. */
export class SyncSockets {
	readonly #rooms: Rooms;
	readonly #admit: (request: IncomingMessage, document: string) => Promise<Admission>;
	readonly #server = new WebSocketServer({
		noServer: true,
		maxPayload: syncLimits.frameBytes,
		perMessageDeflate: false
	});
	#draining = false;

	constructor(
		rooms: Rooms,
		admit: (request: IncomingMessage, document: string) => Promise<Admission>
	) {
		this.#rooms = rooms;
		this.#admit = admit;
	}

	async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		socket.on('error', () => socket.destroy());
		if (this.#draining) return refuse(socket, 503);
		const [path = '', query] = (request.url ?? '').split('?');
		if (!path.startsWith('/sync/')) return refuse(socket, 404);
		try {
			const name = path.slice('/sync/'.length);
			const rechecks = this.#rooms.rechecks;
			let admission = await this.#admit(request, name);
			if ('status' in admission) return refuse(socket, admission.status);
			// The room is open before the client can say anything, so nothing has to be kept for it.
			const room = await this.#rooms.open(admission.document);
			if (!room) return refuse(socket, 404);
			// A right can end while a document loads, and this connection is not yet among those told.
			if (rechecks !== this.#rooms.rechecks) admission = await this.#admit(request, name);
			if ('status' in admission) return refuse(socket, admission.status);
			const { grant } = admission;
			const wantsSaved = new URLSearchParams(query).get('saved') === '1';
			this.#server.handleUpgrade(request, socket, head, (ws) =>
				this.#serve(ws, socket, room, grant, wantsSaved)
			);
		} catch (error) {
			refuse(socket, 503);
			if (!(error instanceof DocumentUnreadable)) throw error;
		}
	}

	/** No new sockets from here on. */
	drain(): void {
		this.#draining = true;
	}

	#serve(
		ws: WebSocket,
		socket: Duplex,
		room: Parameters<Rooms['connect']>[0],
		grant: Grant,
		wantsSaved: boolean
	): void {
		// Without a listener a protocol error of a client would end the process.
		ws.on('error', () => undefined);
		const connection = this.#rooms.connect(room, grant, lineOf(ws, socket), wantsSaved);
		ws.on('message', (data: Buffer, isBinary) => {
			if (isBinary) room.receive(connection, data);
			else ws.close(closeCodes.notBinary, 'binary only');
		});
		let heardAt = Date.now();
		ws.on('pong', () => (heardAt = Date.now()));
		const pings = setInterval(() => {
			if (Date.now() - heardAt > syncLimits.silence) ws.terminate();
			else ws.ping();
		}, syncLimits.ping);
		ws.on('close', () => {
			clearInterval(pings);
			void this.#rooms.disconnect(connection);
		});
	}
}

/**
 * Parcels are framed once for all who get them and go straight to the TCP socket. That is sound as
 * long as `ws` compresses nothing, for then it writes whole frames at once.
 */
function lineOf(ws: WebSocket, socket: Duplex): Line {
	return {
		send: (parcel) => {
			if (ws.readyState === ws.OPEN) socket.write(parcel.framed);
		},
		buffered: () => socket.writableLength,
		close: (code, reason) => {
			ws.close(code, reason);
			// Who does not answer a close does not keep the line either.
			setTimeout(() => ws.terminate(), 3_000).unref();
		},
		terminate: () => ws.terminate()
	};
}

function refuse(socket: Duplex, status: UpgradeRefusal['status']): void {
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
