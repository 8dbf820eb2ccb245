import * as Y from 'yjs';
import { draftDocument } from '../../src/lib/domain/document-name.ts';
import { reworded, type DocumentCopy } from '../../src/lib/documents/document-copy.ts';
import { DraftDocument } from '../../src/lib/documents/draft.ts';
import { ERASED, WordEraser } from '../../src/lib/documents/erased-words.ts';
import { forgetPhrases, listDraftsAbout, listPlacedOf } from '../store/draft-places.ts';
import { rewrite } from './document-rewrite.ts';
import { RemovedWords } from './removed-words.ts';
import type { ThreadParts } from './thread-parts.ts';

/**
 * A phrase leaves the drafts about a question, so that nobody places it there again; whoever writes in one
 * goes on in the text without it. Not in the turn of the question, for which placing a draft waits.
 */
export async function eraseInDrafts(
	parts: ThreadParts,
	questionId: string,
	phrase: string
): Promise<void> {
	const removed = new RemovedWords(ERASED);
	removed.add(phrase);
	for (const id of await listDraftsAbout(parts.store.db, questionId)) {
		await rewrite(
			parts,
			[draftDocument(id)],
			(copy) => {
				const eraser = new WordEraser(phrase);
				const next = reworded(copy, (_, text) => eraser.from(text));
				return eraser.count > 0 ? next : null;
			},
			(trx) => forgetPhrases(trx, id, (folded) => removed.took(folded))
		);
	}
}

/** What an answer said that was taken away is in no draft it was placed from either. */
export async function emptyPlaced(parts: ThreadParts, answerId: string): Promise<void> {
	const names = (await listPlacedOf(parts.store.db, answerId)).map(draftDocument);
	await rewrite(parts, names, emptied, () => Promise.resolve());
}

function emptied(): DocumentCopy {
	const doc = new Y.Doc();
	const content = new DraftDocument(doc).read();
	doc.destroy();
	return { of: 'draft', content };
}
