import { ByteReader } from '../../server/sync/bytes.ts';
import type { AwarenessEntry } from '../../server/sync/frame.ts';

/** The presence entries of whatever a server sent. */
export function readPresence(sent: readonly Uint8Array[]): AwarenessEntry[] {
	return sent.flatMap((bytes) => {
		const reader = new ByteReader(bytes);
		if (reader.varUint() !== 1) return [];
		const inner = new ByteReader(reader.varBytes());
		return Array.from({ length: inner.varUint() }, () => ({
			client: inner.varUint(),
			clock: inner.varUint(),
			state: inner.varString()
		}));
	});
}
