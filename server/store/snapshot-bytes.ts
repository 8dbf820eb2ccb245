import { ByteReader } from '../sync/bytes.ts';
import * as encoding from 'lib0/encoding';

/** The parts of a snapshot in one column: how many, then each with its length before it. */
export function packParts(parts: readonly Uint8Array[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, parts.length);
	for (const part of parts) encoding.writeVarUint8Array(encoder, part);
	return encoding.toUint8Array(encoder);
}

export function unpackParts(bytes: Uint8Array): Uint8Array[] {
	const reader = new ByteReader(bytes);
	const parts: Uint8Array[] = [];
	for (let left = reader.varUint(); left > 0; left--) parts.push(reader.varBytes());
	reader.end();
	return parts;
}
