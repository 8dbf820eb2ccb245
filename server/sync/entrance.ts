import type { IncomingMessage } from 'node:http';
import type { Grant } from './connection.ts';
import type { Room } from './room.ts';
import { DocumentUnreadable, type Rooms } from './rooms.ts';

/** A refusal before there is a connection: a plain HTTP answer, whatever would have carried it. */
export interface Refusal {
	status: 401 | 403 | 404 | 429 | 503;
}

export type Admission = { grant: Grant; document: string } | Refusal;
export type Admit = (request: IncomingMessage, document: string) => Promise<Admission>;
/** `isOutdated`: the copy she has is of an epoch before; she is told so over the open connection. */
export type Entered = { room: Room; grant: Grant; isOutdated: boolean } | Refusal;

/**
 * The way into a document, for sockets and streams alike. Who may come in is asked of `admit`, and
 * once more when any right changed while the document was opened: this connection is not yet among
 * those that are told.
 */
export class Entrance {
	readonly #rooms: Rooms;
	readonly #admit: Admit;
	#draining = false;

	constructor(rooms: Rooms, admit: Admit) {
		this.#rooms = rooms;
		this.#admit = admit;
	}

	/** Nobody comes in from here on. */
	drain(): void {
		this.#draining = true;
	}

	get isDraining(): boolean {
		return this.#draining;
	}

	/** The room is open before the client can say anything, so nothing has to be kept for it. */
	/** `epoch`: of the copy she has; null when she does not say. */
	async enter(
		request: IncomingMessage,
		document: string,
		epoch: number | null = null
	): Promise<Entered> {
		if (this.#draining) return { status: 503 };
		const rechecks = this.#rooms.rechecks;
		let admission = await this.#admit(request, document);
		if ('status' in admission) return admission;
		let room: Room | null;
		try {
			room = await this.#rooms.open(admission.document);
		} catch (error) {
			if (error instanceof DocumentUnreadable) return { status: 503 };
			throw error;
		}
		if (!room) return { status: 404 };
		if (rechecks !== this.#rooms.rechecks) admission = await this.#admit(request, document);
		if ('status' in admission) return admission;
		if (this.#draining) return { status: 503 };
		const isOutdated = epoch !== null && epoch !== room.epoch;
		return { room, grant: admission.grant, isOutdated };
	}

	/** What `enter` would say, as an HTTP status. */
	async check(request: IncomingMessage, document: string): Promise<number> {
		const entered = await this.enter(request, document);
		return 'status' in entered ? entered.status : 200;
	}
}

/** `epoch=<n>` of an address, or null when it says none. */
export function epochIn(query: URLSearchParams): number | null {
	const said = query.get('epoch');
	return said !== null && /^\d{1,9}$/.test(said) ? Number(said) : null;
}
