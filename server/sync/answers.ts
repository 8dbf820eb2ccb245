import * as Y from 'yjs';
import type { Committed, Content } from './content.ts';
import { frames } from './frame.ts';
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

/**
 * Answers to sync step 1, kept as long as they are true: three hundred people who come at once cost
 * one encoding. Small documents come whole in step 2; of larger ones the parts come first, as
 * updates, and step 2 closes.
 */
export class Answers {
	readonly #content: Content;
	/** Sequence number of what is in the Y.Doc, on disk or on its way there. */
	readonly #applied: () => number;
	#whole: Answer | null = null;
	#parts: { seq: number; parcels: Parcel[]; bytes: number } | null = null;
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
		return (this.#whole = answerOf([frames.stepTwo(update)], seq));
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
		const answer = answerOf([frames.stepTwo(update)], this.#applied());
		this.#keep(key, answer);
		return answer;
	}

	/** Everything on disk as updates, for who fell so far behind that the tail no longer reaches back. */
	everything(): Answer {
		const { parcels, bytes, seq } = this.#partParcels();
		return { parcels, bytes, seq };
	}

	#inParts(): Answer {
		const seq = this.#content.seq;
		if (this.#whole?.seq === seq) return this.#whole;
		const parts = this.#partParcels();
		const tail = bytesOf(this.#content.tail);
		const last = answerOf([frames.stepTwo(merged(tail))], seq);
		return (this.#whole = {
			parcels: [...parts.parcels, ...last.parcels],
			bytes: parts.bytes + last.bytes,
			seq
		});
	}

	#partParcels(): { seq: number; parcels: Parcel[]; bytes: number } {
		const { parts, partsSeq } = this.#content;
		if (this.#parts?.seq !== partsSeq) {
			const answer = answerOf(
				parts.map((part) => frames.update(part)),
				partsSeq
			);
			this.#parts = { ...answer, parcels: [...answer.parcels] };
		}
		return this.#parts;
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
		if (group.length >= syncLimits.mergeFrom) parcels.push(Parcel.of(frames.update(merged(group))));
		else if (group.length > 0) parcels.push(Parcel.of(...group.map((each) => frames.update(each))));
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

function answerOf(messages: readonly Uint8Array[], seq: number): Answer {
	const bytes = messages.reduce((sum, { length }) => sum + length, 0);
	return { parcels: messages.map((message) => Parcel.of(message)), bytes, seq };
}

function bytesOf(committed: readonly Committed[]): Uint8Array[] {
	return committed.map(({ bytes }) => bytes);
}

function merged(updates: readonly Uint8Array[]): Uint8Array {
	const [first] = updates;
	if (!first) return NOTHING;
	return updates.length === 1 ? first : Y.mergeUpdates([...updates]);
}
