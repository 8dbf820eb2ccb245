import * as encoding from 'lib0/encoding';

/** One thing a page wants done on one of its channels; the server reads it in server/sync/http-batch.ts. */
export type Errand =
	| { kind: 'open'; channel: number; document: string }
	| { kind: 'message'; channel: number; bytes: Uint8Array }
	| { kind: 'close'; channel: number };

const numbers = { open: 0, message: 1, close: 2 } as const;

/** The body of one POST; `seq` counts the batches of a stream from 1. */
export function writeBatch(seq: number, errands: readonly Errand[]): Uint8Array<ArrayBuffer> {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, seq);
	for (const errand of errands) {
		encoding.writeVarUint(encoder, numbers[errand.kind]);
		encoding.writeVarUint(encoder, errand.channel);
		if (errand.kind === 'message') encoding.writeVarUint8Array(encoder, errand.bytes);
		if (errand.kind === 'open') {
			encoding.writeVarString(encoder, errand.document);
			// It wants to hear what is saved.
			encoding.writeVarUint(encoder, 1);
		}
	}
	return encoding.toUint8Array(encoder);
}
