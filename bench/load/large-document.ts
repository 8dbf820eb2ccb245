import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { until } from '../../tests/support/until.ts';
import type { LargeDocument } from '../documents/large-document.ts';
import type { WireClient } from './client.ts';
import type { Clients } from './clients.ts';

/** Servers may encode the same document a little differently. */
const SURELY = 0.9;

/** Whether that many bytes can be the whole document. */
export function isWhole(client: WireClient, document: LargeDocument): boolean {
	return client.received >= document.bytes * SURELY;
}

/** Puts the document on the server; gives the author, who stays, so that the room stays open. */
export async function seed(
	clients: Clients,
	name: string,
	document: LargeDocument
): Promise<WireClient> {
	const author = clients.open(name, { visitor: 0 });
	await author.synced;
	for (const update of document.updates) {
		author.send(update);
		await wait(4); // ours takes 400 at once and then 60 a second
	}
	await until(async () => {
		const reader = clients.open(name, { content: 'keep' });
		await reader.synced;
		clients.leave(reader);
		return isWhole(reader, document) && document.isIn(docOf(reader));
	}, 'the seeded document');
	// A server that tidies up after so much news does it now, not while others are measured.
	await wait(2_000);
	return author;
}

/** Moment (ms) at which a client that keeps its parts had everything; throws when it never did. */
export async function momentOfAll(client: WireClient, document: LargeDocument): Promise<number> {
	await client.synced;
	await until(() => isWhole(client, document), 'all content', 5_000);
	const wanted = Y.decodeStateVector(document.held.stateVector);
	const known = new Map<number, number>();
	for (const { bytes, at } of client.parts) {
		for (const [id, end] of Y.parseUpdateMeta(bytes).to) {
			known.set(id, Math.max(known.get(id) ?? 0, end));
		}
		if ([...wanted].some(([id, end]) => (known.get(id) ?? 0) < end)) continue;
		if (!document.isIn(docOf(client))) throw new Error('the document is damaged');
		return at;
	}
	throw new Error('the document is incomplete');
}

export function docOf(client: WireClient): Y.Doc {
	const doc = new Y.Doc();
	doc.transact(() => client.parts.forEach(({ bytes }) => Y.applyUpdate(doc, bytes)));
	return doc;
}
