import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { until } from '../../tests/support/until.ts';
import { boardFor, cardId } from '../documents/small-board.ts';
import type { WireClient } from './client.ts';
import type { Clients } from './clients.ts';

/** Characters of one update: some 38 bytes with what Yjs writes around them. */
const CHARACTERS = 16;
const TYPED = 'abcdefgh ijklmn.';

/** Somebody who types in a card of her own, 16 characters at a time. */
export interface Typist {
	/** Id in Yjs; of its clocks every 16 are one update. */
	id: number;
	client: WireClient;
	type(): void;
	/** Moment of each update, in ms. */
	sentAt: number[];
	/** How many of her updates some other client has received. */
	seen: number;
}

/** A room in which a few type and all others read along; counts and times every receipt. */
export class TypingRoom {
	readonly clients: readonly WireClient[];
	readonly typists: Typist[];
	/** Ms from a write to each parsed receipt by another client. */
	latencies: number[] = [];
	/** Updates typed, and their bytes. */
	writes = 0;
	bytes = 0;

	private constructor(clients: readonly WireClient[], typing: number, state: Uint8Array) {
		this.clients = clients;
		this.typists = clients.slice(0, typing).map((client, i) => this.#typist(client, i, state));
		const places = new Map(this.typists.map((typist, i) => [typist.id, i]));
		for (const client of clients) client.onUpdate = this.#receiver(client, places);
	}

	/** Makes a board with a card for each typist, and lets everybody in. */
	static async open(
		clients: Clients,
		document: string,
		people: number,
		typing: number
	): Promise<TypingRoom> {
		const state = boardFor(typing);
		const seeder = clients.open(document);
		await seeder.synced;
		seeder.send(state);
		await until(async () => {
			const reader = clients.open(document);
			await reader.synced;
			clients.leave(reader);
			return reader.received >= state.length;
		}, 'the seeded board');
		const entered = await clients.enter(document, people);
		clients.leave(seeder);
		return new TypingRoom(entered, typing, state);
	}

	/** Receipts of what was typed since the last `forget`, when all have come. */
	get expected(): number {
		return this.writes * (this.clients.length - 1);
	}

	forget(): void {
		this.latencies = [];
		this.writes = 0;
		this.bytes = 0;
	}

	#typist(client: WireClient, place: number, state: Uint8Array): Typist {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, state);
		const text = new BoardDocument(doc).text(cardId(place))!;
		const type = () => text.insert(text.length, TYPED);
		const typist: Typist = { id: doc.clientID, client, type, sentAt: [], seen: 0 };
		doc.on('update', (update: Uint8Array) => {
			this.writes += 1;
			this.bytes += update.length;
			typist.sentAt.push(performance.now());
			client.send(update);
		});
		return typist;
	}

	/**
	 * An update of a server may hold several of several typists, and what it holds may have come
	 * before. A peer's echo does not count.
	 */
	#receiver(client: WireClient, places: ReadonlyMap<number, number>): WireClient['onUpdate'] {
		const known = this.typists.map(() => 0);
		return (update) => {
			const now = performance.now();
			for (const [id, end] of Y.parseUpdateMeta(update).to) {
				const place = places.get(id);
				const typist = place === undefined ? undefined : this.typists[place];
				if (!typist || typist.client === client) continue;
				const count = end / CHARACTERS;
				for (let i = known[place!]!; i < count; i++) this.latencies.push(now - typist.sentAt[i]!);
				known[place!] = Math.max(known[place!]!, count);
				typist.seen = Math.max(typist.seen, count);
			}
		};
	}
}

/** How many updates of a typist a document holds. */
export function updatesIn(state: Uint8Array, typist: Typist): number {
	return (Y.parseUpdateMeta(state).to.get(typist.id) ?? 0) / CHARACTERS;
}
