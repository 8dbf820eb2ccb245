import { frames } from '../../server/sync/frame.ts';
import type { RawClient } from './clients.ts';
import { anUpdate, inCards } from './hand-made.ts';
import { until } from './until.ts';

let client = 1_000_000;

/** A client id nobody has yet. */
export const nextClient = () => (client += 1);

/** A plain value in the root `cards` under `key`; small unless `text` is large. */
export function aValue(
	about: { client?: number; clock?: number; key?: string } = {},
	text = ''
): Uint8Array {
	const { client = nextClient(), clock = 0 } = about;
	const key = about.key ?? `k${client}-${clock}`;
	return anUpdate(1, (b) => inCards(b, 8, key).uint(1).raw(119).text(text), { client, clock });
}

/** Fills the document with `total` bytes of values under new keys. */
export async function fill(by: RawClient, total: number, size = 200_000): Promise<void> {
	const client = nextClient();
	for (let clock = 0; clock * size < total; clock++) {
		const left = Math.min(size, total - clock * size);
		by.send(frames.update(aValue({ client, clock }, 'x'.repeat(left))));
	}
	await by.ask();
}

/** Resolves when the server dealt with all it was sent, or closed the line: the code, or null. */
export async function settled(client: RawClient): Promise<number | null> {
	const answers = () => client.ofType(0).filter((frame) => frame[0] === 1).length;
	const before = answers();
	if (client.closed === null) client.send(frames.stepOne(Uint8Array.of(0)));
	await until(() => client.closed !== null || answers() > before, 'an answer or a close');
	return client.closed;
}
