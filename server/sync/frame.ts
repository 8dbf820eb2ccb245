import * as encoding from 'lib0/encoding';
import { ByteReader, MalformedFrame } from './bytes.ts';
import { syncLimits } from './limits.ts';

/** What a client may say. The numbers of y-websocket's wire stand in this file only. */
export type Frame =
	| { kind: 'sync-step-1'; stateVector: Uint8Array }
	| { kind: 'sync-step-2'; update: Uint8Array }
	| { kind: 'update'; update: Uint8Array }
	| { kind: 'awareness'; states: AwarenessEntry[] }
	| { kind: 'query-awareness' };

export interface AwarenessEntry {
	client: number;
	/** The server sends clocks of its own and believes nobody's. */
	clock: number;
	/** JSON as it came; "null" means gone. */
	state: string;
}

const SYNC = 0;
const AWARENESS = 1;
const PERMISSION = 2;
const QUERY_AWARENESS = 3;
const SAVED = 4;

/** Throws MalformedFrame on anything a stock client would not send. */
export function readFrame(bytes: Uint8Array): Frame {
	const reader = new ByteReader(bytes);
	const type = reader.varUint();
	switch (type) {
		case SYNC:
			return readSync(reader);
		case AWARENESS: {
			const inner = new ByteReader(reader.varBytes());
			reader.end();
			return { kind: 'awareness', states: readAwareness(inner) };
		}
		case QUERY_AWARENESS:
			reader.end();
			return { kind: 'query-awareness' };
		default:
			throw new MalformedFrame(`message type ${type}`);
	}
}

function readSync(reader: ByteReader): Frame {
	const step = reader.varUint();
	if (step > 2) throw new MalformedFrame(`sync step ${step}`);
	const bytes = reader.varBytes();
	reader.end();
	if (step === 0) return { kind: 'sync-step-1', stateVector: checkStateVector(bytes) };
	return { kind: step === 1 ? 'sync-step-2' : 'update', update: bytes };
}

function checkStateVector(bytes: Uint8Array): Uint8Array {
	const reader = new ByteReader(bytes);
	for (let entries = reader.varUint(); entries > 0; entries--) {
		reader.varUint();
		reader.varUint();
	}
	reader.end();
	return bytes;
}

/** Entries beyond the limits are left out: presence is never worth a broken connection. */
function readAwareness(reader: ByteReader): AwarenessEntry[] {
	const states: AwarenessEntry[] = [];
	for (let entries = reader.varUint(); entries > 0; entries--) {
		const client = reader.varUint();
		const clock = reader.varUint();
		const state = reader.varBytes();
		const fits = state.length <= syncLimits.awarenessBytes && client < 2 ** 32;
		if (fits && states.length < 512) {
			states.push({ client, clock, state: Buffer.from(state).toString('utf8') });
		}
	}
	reader.end();
	return states;
}

/** An update as the chunks of its message: the bytes themselves, which may be many, are not copied. */
export function updateChunks(update: Uint8Array): readonly Uint8Array[] {
	return [numbers(SYNC, 2, update.length), update];
}

function message(head: readonly number[], ...rest: readonly Uint8Array[]): Uint8Array {
	const { buffer, byteOffset, length } = Buffer.concat([numbers(...head), ...rest]);
	return new Uint8Array(buffer, byteOffset, length);
}

function numbers(...values: readonly number[]): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const value of values) encoding.writeVarUint(encoder, value);
	return encoding.toUint8Array(encoder);
}

function syncMessage(step: 0 | 1 | 2, bytes: Uint8Array): Uint8Array {
	return message([SYNC, step, bytes.length], bytes);
}

/** One person's presence, to be put in as many messages as there are readers. */
export function awarenessEntry({ client, clock, state }: AwarenessEntry): Uint8Array {
	const json = Buffer.from(state);
	return message([client, clock, json.length], json);
}

/** What the server says. */
export const frames = {
	stepOne: (stateVector: Uint8Array) => syncMessage(0, stateVector),
	stepTwo: (update: Uint8Array) => syncMessage(1, update),
	update: (update: Uint8Array) => syncMessage(2, update),
	/** y-websocket's "permission denied": the write was not applied. */
	denied: (reason: string) => {
		const text = Buffer.from(reason);
		return message([PERMISSION, 0, text.length], text);
	},
	awareness: (entries: readonly AwarenessEntry[]) => frames.presence(entries.map(awarenessEntry)),
	/** The same of entries that are written already. */
	presence: (entries: readonly Uint8Array[]) => {
		const count = numbers(entries.length);
		const length = entries.reduce((sum, entry) => sum + entry.length, count.length);
		return message([AWARENESS, length], count, ...entries);
	},
	/** Only with `?saved=1`: how many of this connection's update frames are on disk. */
	saved: (count: number) => message([SAVED, count])
};
