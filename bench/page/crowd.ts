import { setTimeout as wait } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { BoardDocument } from '../../src/lib/documents/board.ts';
import { clientFrames } from '../../src/lib/live/wire.ts';
import type { LabProcess } from '../../tests/support/lab-process.ts';
import { Random } from '../../tests/support/random.ts';
import { WireClient, type Reachable } from '../load/client.ts';
import { zones, type FullBoard } from './full-board.ts';

/** One types this many keys in a row, so many a second, and then thinks. */
const burst = { keys: 18, rate: 6, pause: 6_000 };
const WORDS = 'wij zien dat het plein rustig is en dat ouders nu meedoen ';

/**
 * Somebody on the board without a browser. She has a document of her own with one card in it: what
 * she writes leans on nothing else, and a hundred copies of the whole board would be measured too.
 */
export class Participant {
	readonly card = randomUUID();
	/** Moment (ms since epoch) at which her text got this long. */
	readonly wroteAt = new Map<number, number>();
	readonly client: WireClient;
	readonly #doc = new Y.Doc();
	readonly #board = new BoardDocument(this.#doc);
	readonly #random: Random;
	readonly #zone: string;
	#clock = 0;

	constructor(lab: LabProcess, board: FullBoard, place: number) {
		this.#random = new Random(place + 1);
		const port = Number(new URL(lab.origin).port);
		const visitor = { origin: lab.origin, cookie: board.cookies[place + 1] ?? '' };
		const server: Reachable = { side: 'ours', wire: 'ours', port, visitors: [visitor] };
		this.client = new WireClient(server, board.document, { content: 'count' });
		this.#doc.on('update', (update: Uint8Array) => this.client.send(update));
		this.#zone = zones[place % zones.length] ?? 'wit';
	}

	/** In the room, with a card of her own. */
	async enter(): Promise<void> {
		await this.client.synced;
		const about = { kind: 'feit', domain: 'sociaal', basis: null, at: Date.now() } as const;
		this.#board.addCard({ id: this.card, zone: this.#zone, ...about }, 'bench');
	}

	/** Types in bursts until it is over. */
	async live(until: number): Promise<void> {
		await wait(this.#random.next() * burst.pause);
		while (Date.now() < until) {
			for (let i = 0; i < burst.keys && Date.now() < until; i++) {
				this.#type();
				await wait((1_000 / burst.rate) * (0.6 + this.#random.next() * 0.8));
			}
			this.#tell(false);
			await wait(burst.pause * (0.5 + this.#random.next()));
		}
	}

	#type(): void {
		const text = this.#board.text(this.card);
		if (!text) return;
		const at = text.length;
		this.wroteAt.set(at + 1, Date.now());
		text.insert(at, WORDS[at % WORDS.length] ?? ' ');
		if (at % 3 === 0) this.#tell(true);
	}

	#tell(typing: boolean): void {
		const text = this.#board.text(this.card);
		if (!text) return;
		const head = Y.createRelativePositionFromTypeIndex(text, text.length);
		const place = { card: this.card, anchor: head, head, typing };
		const state = { visible: true, place };
		this.client.socket.send(clientFrames.presence(this.#doc.clientID, ++this.#clock, state));
	}
}
