import * as Y from 'yjs';

/** What an update brings: how far each client got, and cards nobody had before. */
interface Brought {
	to: Map<number, number>;
	cards: string[];
}

/** A server sends the same bytes to a hundred people: they are read once. */
const known: { bytes: Buffer; brought: Brought }[] = [];
const KEPT = 64;

/**
 * What came of a document whose content nobody here looks at: a hundred copies of a board in one
 * process would be what is measured.
 */
export class Receipts {
	/** By Yjs client how much of hers is here. */
	readonly clocks = new Map<number, number>();
	readonly cards = new Set<string>();
	/** Moment at which the last card came. */
	cardsAt = 0;

	take(update: Uint8Array): void {
		const { to, cards } = broughtBy(update);
		for (const [client, end] of to) {
			this.clocks.set(client, Math.max(end, this.clocks.get(client) ?? 0));
		}
		const before = this.cards.size;
		for (const id of cards) this.cards.add(id);
		if (this.cards.size > before) this.cardsAt = performance.now();
	}
}

function broughtBy(update: Uint8Array): Brought {
	const bytes = Buffer.from(update.buffer, update.byteOffset, update.byteLength);
	const same = known.find((each) => each.bytes.equals(bytes));
	if (same) return same.brought;
	const to = new Map<number, number>();
	const cards: string[] = [];
	for (const struct of Y.decodeUpdate(update).structs) {
		if (struct instanceof Y.Skip) continue;
		const { client, clock } = struct.id;
		to.set(client, Math.max(clock + struct.length, to.get(client) ?? 0));
		// Of a root type an update says the name.
		if (struct instanceof Y.Item && (struct.parent as unknown) === 'cards' && struct.parentSub) {
			cards.push(struct.parentSub);
		}
	}
	const brought = { to, cards };
	known.push({ bytes: Buffer.from(bytes), brought });
	if (known.length > KEPT) known.shift();
	return brought;
}
