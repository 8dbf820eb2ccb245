import { gunzipSync, gzipSync } from 'node:zlib';
import type * as Y from 'yjs';
import type { CopiedCard } from '../../src/lib/documents/card-copy.ts';
import { copyOf, type DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import type { Authorship } from '../store/board-repository.ts';
import type { Room } from '../sync/room.ts';
import { makersOf } from './board-view.ts';

/** What a version keeps: what one sees of a board, and who made which of it. */
export interface VersionContent {
	copy: DocumentCopy;
	makers: ReadonlyMap<string, Authorship>;
}

export function contentOf(
	doc: Y.Doc,
	room: Pick<Room, 'clients'>,
	authorship: ReadonlyMap<string, Authorship>
): VersionContent {
	return { copy: copyOf(doc, 'cards'), makers: makersOf(doc, room.clients, authorship) };
}

export function cardsOf({ copy }: Pick<VersionContent, 'copy'>): CopiedCard[] {
	return copy.of === 'cards' ? copy.cards : [];
}

/** Text of hundreds of cards becomes a tenth of it. */
export function pack({ copy, makers }: VersionContent): Uint8Array {
	return gzipSync(JSON.stringify({ copy, makers: [...makers] }));
}

export function unpack(bytes: Uint8Array): VersionContent {
	const { copy, makers } = JSON.parse(gunzipSync(bytes).toString()) as {
		copy: DocumentCopy;
		makers: [string, Authorship][];
	};
	return { copy, makers: new Map(makers) };
}

export function isSame(one: DocumentCopy, other: DocumentCopy): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
