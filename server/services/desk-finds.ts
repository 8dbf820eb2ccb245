import type * as Y from 'yjs';
import { boardDocument, parseDocumentName } from '../../src/lib/domain/document-name.ts';
import { similarPairs, type SimilarPair } from '../../src/lib/domain/similar-cards.ts';
import { findPersonalData, type Finding } from '../../src/lib/privacy/personal-data.ts';
import type { Rooms } from '../sync/rooms.ts';
import { CardReader } from './card-reader.ts';
import { nullIfUnreadable } from './unreadable.ts';

/** A card with what in it may point at a person. */
export interface FoundCard {
	id: string;
	zone: string;
	text: string;
	findings: Finding[];
}

/** What is found on a board for whoever runs a session on it. */
export interface Finds {
	/** By id, those of the pairs. */
	texts: ReadonlyMap<string, string>;
	cards: FoundCard[];
	pairs: SimilarPair[];
}

interface Look {
	/** Ms since epoch. */
	at: number;
	askedAt: number;
	/** Something changed since. */
	isStale: boolean;
	/** What was looked at: after a redaction the document is another. */
	doc: WeakRef<Y.Doc> | null;
	finds: Promise<Finds>;
}

const none: Promise<Finds> = Promise.resolve({ texts: new Map(), cards: [], pairs: [] });
/** Ms between two looks at a board that goes on changing. */
const EVERY = 1_000;
/** Ms after which nothing of a board nobody asks about is kept. */
const KEPT = 60_000;
/** Units read before others get a turn: some milliseconds. */
const SLICE = 16_000;
/** Pairs that are found: the desk shows fewer, and the next when one of them is no pair. */
const PAIRS = 15;

/**
 * Looks through the cards of a board for what whoever runs a session should know. Only when somebody
 * asks and something changed, at most once a second, and of each card only when it says something else.
 */
export class DeskFinds {
	readonly #rooms: Rooms;
	readonly #now: () => Date;
	readonly #reader = new CardReader();
	readonly #looks = new Map<string, Look>();
	/** What was found in each card; goes with the document. */
	readonly #read = new WeakMap<Y.Doc, Map<string, FoundCard>>();
	readonly #unfollow: () => void;

	constructor(rooms: Rooms, now: () => Date) {
		this.#rooms = rooms;
		this.#now = now;
		this.#unfollow = rooms.onCommitted((name) => {
			// Every letter of everybody comes by here: most are of no note.
			if (this.#looks.size === 0 || !name.startsWith('board/')) return;
			const look = this.#looks.get(parseDocumentName(name)?.id ?? '');
			if (look) look.isStale = true;
		});
	}

	stop(): void {
		this.#unfollow();
		this.#looks.clear();
	}

	/** As it was a second ago at most. */
	async of(boardId: string): Promise<Finds> {
		const now = this.#now().getTime();
		for (const [id, { askedAt }] of this.#looks) {
			if (id !== boardId && now - askedAt > KEPT) this.#looks.delete(id);
		}
		const known = this.#looks.get(boardId);
		if (known) {
			known.askedAt = now;
			if (Math.abs(now - known.at) < EVERY) return known.finds;
			// Whoever asks meanwhile gets what there was.
			known.at = now;
			if (!known.isStale && (await this.#isSame(boardId, known))) return known.finds;
		}
		const look: Look = known ?? { at: now, askedAt: now, isStale: false, doc: null, finds: none };
		look.isStale = false;
		look.finds = this.#look(boardId, look);
		this.#looks.set(boardId, look);
		look.finds.catch(() => this.#looks.delete(boardId));
		return look.finds;
	}

	async #isSame(boardId: string, { doc }: Look): Promise<boolean> {
		const name = boardDocument(boardId);
		const isSame = this.#rooms.read(name, (now) => doc?.deref() === now).catch(nullIfUnreadable);
		return (await isSame) ?? doc === null;
	}

	async #look(boardId: string, look: Look): Promise<Finds> {
		const reading = await this.#rooms
			.read(boardDocument(boardId), (doc) => ({
				doc,
				cards: this.#reader.cards(doc).filter(({ binnedAt }) => binnedAt === null)
			}))
			.catch(nullIfUnreadable);
		look.doc = reading && new WeakRef(reading.doc);
		if (!reading) return none;
		const { doc, cards } = reading;
		const before = this.#read.get(doc);
		const after = new Map<string, FoundCard>();
		let read = 0;
		for (const { id, zone, text } of cards) {
			const known = before?.get(id);
			if (known?.text !== text) read += text.length;
			const findings = known?.text === text ? known.findings : findPersonalData(text);
			after.set(id, { id, zone, text, findings });
			if (read <= SLICE) continue;
			read = 0;
			await new Promise((resolve) => setImmediate(resolve));
		}
		this.#read.set(doc, after);
		const pairs = similarPairs(cards, PAIRS);
		const paired = new Set(pairs.flatMap(({ first, second }) => [first, second]));
		return {
			texts: new Map(cards.filter(({ id }) => paired.has(id)).map(({ id, text }) => [id, text])),
			cards: [...after.values()].filter(({ findings }) => findings.length > 0),
			pairs
		};
	}
}
