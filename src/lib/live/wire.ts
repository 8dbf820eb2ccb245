import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** y-websocket's wire, from the page's side. The server's side is server/sync/frame.ts. */
export type ServerFrame =
	| { kind: 'step-one'; stateVector: Uint8Array }
	| { kind: 'update'; update: Uint8Array; isAnswer: boolean }
	| { kind: 'awareness'; entries: PresenceEntry[] }
	| { kind: 'denied'; reason: string }
	| { kind: 'saved'; count: number }
	| { kind: 'unknown' };

export interface PresenceEntry {
	client: number;
	clock: number;
	state: unknown;
}

export function readServerFrame(bytes: Uint8Array): ServerFrame {
	const decoder = decoding.createDecoder(bytes);
	switch (decoding.readVarUint(decoder)) {
		case 0: {
			const step = decoding.readVarUint(decoder);
			const body = decoding.readVarUint8Array(decoder);
			return step === 0
				? { kind: 'step-one', stateVector: body }
				: { kind: 'update', update: body, isAnswer: step === 1 };
		}
		case 1:
			return { kind: 'awareness', entries: readPresence(decoding.readVarUint8Array(decoder)) };
		case 2:
			decoding.readVarUint(decoder);
			return { kind: 'denied', reason: decoding.readVarString(decoder) };
		case 4:
			return { kind: 'saved', count: decoding.readVarUint(decoder) };
		default:
			return { kind: 'unknown' };
	}
}

function readPresence(bytes: Uint8Array): PresenceEntry[] {
	const decoder = decoding.createDecoder(bytes);
	return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
		client: decoding.readVarUint(decoder),
		clock: decoding.readVarUint(decoder),
		state: JSON.parse(decoding.readVarString(decoder)) as unknown
	}));
}

function sync(step: 0 | 1 | 2, body: Uint8Array): Uint8Array<ArrayBuffer> {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	encoding.writeVarUint(encoder, step);
	encoding.writeVarUint8Array(encoder, body);
	return encoding.toUint8Array(encoder);
}

export const clientFrames = {
	stepOne: (stateVector: Uint8Array) => sync(0, stateVector),
	stepTwo: (update: Uint8Array) => sync(1, update),
	update: (update: Uint8Array) => sync(2, update),
	/** Who is here? The server always answers. */
	query: () => Uint8Array.of(3),
	presence: (client: number, clock: number, state: object) => {
		const inner = encoding.createEncoder();
		encoding.writeVarUint(inner, 1);
		encoding.writeVarUint(inner, client);
		encoding.writeVarUint(inner, clock);
		encoding.writeVarString(inner, JSON.stringify(state));
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
		return encoding.toUint8Array(encoder);
	}
};
