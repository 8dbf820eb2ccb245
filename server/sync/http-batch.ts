import { ByteReader, MalformedFrame } from './bytes.ts';
import { syncLimits } from './limits.ts';

/** One thing a page wants done on one of its channels; each channel is one document. */
export type Errand =
	| { kind: 'open'; channel: number; document: string; wantsSaved: boolean }
	| { kind: 'message'; channel: number; bytes: Uint8Array }
	| { kind: 'close'; channel: number };

/** What one POST carries. `seq` counts the batches of a stream from 1. */
export interface Batch {
	seq: number;
	errands: Errand[];
}

const OPEN = 0;
const MESSAGE = 1;
const CLOSE = 2;

/**
 * The numbers of the batch stand here and in src/lib/live/http-batch.ts only: the sequence number,
 * then per errand its kind, its channel and what belongs to it. Throws MalformedFrame.
 */
export function readBatch(body: Uint8Array): Batch {
	const reader = new ByteReader(body);
	const seq = reader.varUint();
	const errands: Errand[] = [];
	while (reader.left > 0) {
		if (errands.length === syncLimits.errandsPerBatch) throw new MalformedFrame('too many errands');
		errands.push(readErrand(reader));
	}
	return { seq, errands };
}

function readErrand(reader: ByteReader): Errand {
	const kind = reader.varUint();
	const channel = reader.varUint();
	switch (kind) {
		case OPEN:
			return {
				kind: 'open',
				channel,
				document: reader.varString(),
				wantsSaved: readYesNo(reader)
			};
		case MESSAGE:
			return { kind: 'message', channel, bytes: reader.varBytes() };
		case CLOSE:
			return { kind: 'close', channel };
		default:
			throw new MalformedFrame(`errand ${kind}`);
	}
}

function readYesNo(reader: ByteReader): boolean {
	const value = reader.varUint();
	if (value > 1) throw new MalformedFrame(`neither yes nor no: ${value}`);
	return value === 1;
}
