import * as Y from 'yjs';
import type { Committed, Content } from './content.ts';
import { frames, updateChunks } from './frame.ts';
import { syncLimits } from './limits.ts';
import { Parcel } from './parcel.ts';

/** What a client lacks, in messages that are shared by all who lack the same. */
export interface Answer {
	parcels: readonly Parcel[];
	bytes: number;
	/** Sequence number it reaches; what comes after it follows as updates. */
	seq: number;
}

const NOTHING = Uint8Array.of(0, 0);
const thatWasAll = Parcel.of(frames.stepTwo(NOTHING));

/**
 * Answers to sync step 1, kept as long as they are true: three hundred people who come at once cost
 * one encoding. Small documents come whole in step 2; larger ones come as updates, in pieces that
 * stand on one another, and an empty step 2 says that this was all.
 */
export class Answers {
	readonly #content: Content;
	/** Sequence number of what is in the Y.Doc, on disk or on its way there. */
	readonly #applied: () => number;
	#whole: Answer | null = null;
	#parts: Answer | null = null;
	/** By state vector, oldest first. */
	readonly #known = new Map<string, Answer>();
	#knownBytes = 0;

	constructor(content: Content, applied: () => number) {
		this.#content = content;
		this.#applied = applied;
	}

	/** Whether this can be answered from the bytes alone. */
	static isFresh(stateVector: Uint8Array): boolean {
		return stateVector.length === 1;
	}

	/** For who has nothing. */
	fresh(): Answer {
		const content = this.#content;
		if (content.bytes > syncLimits.partBytes) return this.#inParts();
		const seq = content.doc ? this.#applied() : content.seq;
		if (this.#whole?.seq === seq) return this.#whole;
		const update = content.doc
			? Y.encodeStateAsUpdate(content.doc)
			: merged([...content.parts, ...bytesOf(content.tail)]);
		return (this.#whole = answerOf(frames.stepTwo(update), seq));
	}

	/** For who has some of it. `doc` is the content's. */
	since(stateVector: Uint8Array, doc: Y.Doc): Answer {
		const key = Buffer.from(stateVector).toString('latin1');
		const kept = this.#known.get(key);
		if (kept?.seq === this.#applied()) return kept;
		if (kept) this.#forget(key, kept);
		const update = Y.encodeStateAsUpdate(doc, stateVector);
		// As much as everything is sent the way everything is.
		if (update.length > syncLimits.partBytes) return this.fresh();
		const answer = answerOf(frames.stepTwo(update), this.#applied());
		this.#keep(key, answer);
		return answer;
	}

	/** Everything on disk as updates, for who fell so far behind that the tail no longer reaches back. */
	everything(): Answer {
		return this.#partParcels();
	}

	#inParts(): Answer {
		const seq = this.#content.seq;
		if (this.#whole?.seq === seq) return this.#whole;
		const parts = this.#partParcels();
		const tail = updateParcels(bytesOf(this.#content.tail));
		const parcels = [...parts.parcels, ...tail, thatWasAll];
		return (this.#whole = { parcels, bytes: parts.bytes + bytesIn(tail), seq });
	}

	#partParcels(): Answer {
		const { parts, partsSeq } = this.#content;
		if (this.#parts?.seq === partsSeq) return this.#parts;
		const parcels = parts.map((part) => new Parcel([updateChunks(part)]));
		return (this.#parts = { parcels, bytes: bytesIn(parcels), seq: partsSeq });
	}

	#keep(key: string, answer: Answer): void {
		this.#known.set(key, answer);
		this.#knownBytes += answer.bytes + key.length;
		for (const [oldest, kept] of this.#known) {
			if (this.#knownBytes <= syncLimits.keptAnswers) break;
			this.#forget(oldest, kept);
		}
	}

	#forget(key: string, answer: Answer): void {
		this.#known.delete(key);
		this.#knownBytes -= answer.bytes + key.length;
	}
}

/** Committed updates as messages: few one after another, more of them as one. */
export function updateParcels(updates: readonly Uint8Array[]): Parcel[] {
	const parcels: Parcel[] = [];
	let group: Uint8Array[] = [];
	let bytes = 0;
	const close = () => {
		const isMany = group.length >= syncLimits.mergeFrom;
		if (group.length > 0)
			parcels.push(new Parcel((isMany ? [merged(group)] : group).map(updateChunks)));
		group = [];
		bytes = 0;
	};
	for (const update of updates) {
		if (bytes + update.length > syncLimits.partBytes) close();
		group.push(update);
		bytes += update.length;
	}
	close();
	return parcels;
}

function answerOf(message: Uint8Array, seq: number): Answer {
	return { parcels: [Parcel.of(message)], bytes: message.length, seq };
}

function bytesIn(parcels: readonly Parcel[]): number {
	return parcels.reduce((sum, { bytes }) => sum + bytes, 0);
}

function bytesOf(committed: readonly Committed[]): Uint8Array[] {
	return committed.map(({ bytes }) => bytes);
}

function merged(updates: readonly Uint8Array[]): Uint8Array {
	const [first] = updates;
	if (!first) return NOTHING;
	return updates.length === 1 ? first : Y.mergeUpdates([...updates]);
}
