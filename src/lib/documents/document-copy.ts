import type * as Y from 'yjs';
import { BoardDocument } from './board.ts';
import { copyCards, loosened, looseComments, pasteCards, type CopiedCard } from './card-copy.ts';
import type { Comment } from './comment.ts';
import { DraftDocument, draftRichTexts, draftTexts, type DraftContent } from './draft.ts';
import { HarvestDocument, harvestTexts, type CopiedLine } from './harvest.ts';
import { mapTexts } from './rich-text.ts';

/** Everything one sees of a document, and nothing of how it came about. */
export type DocumentCopy =
	| { of: 'cards'; cards: CopiedCard[]; loose: Comment[] }
	| { of: 'harvest'; lines: CopiedLine[] }
	| { of: 'draft'; content: DraftContent };

/**
 * What a text becomes. `path` is where it stands in the document: root, key of the entry, and what
 * lies below it.
 */
export type Rewording = (path: readonly [string, string, string], text: string) => string;

export function copyOf(doc: Y.Doc, of: DocumentCopy['of']): DocumentCopy {
	if (of === 'harvest') return { of, lines: new HarvestDocument(doc).copy() };
	if (of === 'draft') return { of, content: new DraftDocument(doc).read() };
	const board = new BoardDocument(doc);
	return { of, cards: copyCards(board), loose: looseComments(board) };
}

export function pasteInto(doc: Y.Doc, copy: DocumentCopy, origin: unknown): void {
	if (copy.of === 'cards') {
		const board = new BoardDocument(doc);
		pasteCards(board, copy.cards, origin);
		for (const comment of copy.loose) board.addComment(comment, origin);
		return;
	}
	if (copy.of === 'draft') return new DraftDocument(doc).write(copy.content, origin);
	const harvest = new HarvestDocument(doc);
	for (const line of copy.lines) harvest.paste(line, origin);
}

/** The same document in other words. */
export function reworded(copy: DocumentCopy, reword: Rewording): DocumentCopy {
	if (copy.of === 'harvest') {
		const lines = copy.lines.map((line) => ({
			...line,
			texts: Object.fromEntries(
				harvestTexts.map((which) => [which, reword(['lines', line.id, which], line.texts[which])])
			) as CopiedLine['texts']
		}));
		return { of: 'harvest', lines };
	}
	if (copy.of === 'draft') return { of: 'draft', content: rewordDraft(copy.content, reword) };
	return {
		of: 'cards',
		cards: copy.cards.map((card) => rewordCard(card, reword)),
		loose: copy.loose.map((comment) => rewordComment(comment, reword))
	};
}

/** Without what stands in these entries. What was said about a card stays when that card goes. */
export function without(
	copy: DocumentCopy,
	gone: (root: string, id: string) => boolean
): DocumentCopy {
	if (copy.of === 'draft') return copy;
	if (copy.of === 'harvest') {
		return { ...copy, lines: copy.lines.filter(({ id }) => !gone('lines', id)) };
	}
	const said = (comments: readonly Comment[]) => comments.filter(({ id }) => !gone('comments', id));
	const stays = ({ id }: CopiedCard) => !gone('cards', id);
	const orphaned = copy.cards
		.filter((card) => !stays(card))
		.flatMap((card) => card.comments.map((comment) => loosened(card, comment)));
	const cards = copy.cards.filter(stays).map((card) => ({
		...card,
		comments: said(card.comments),
		bundle: card.bundle !== null && gone('bundles', card.bundle) ? null : card.bundle
	}));
	return { ...copy, cards, loose: said([...copy.loose, ...orphaned]) };
}

function rewordDraft(content: DraftContent, reword: Rewording): DraftContent {
	const next = { ...content };
	for (const which of draftTexts) next[which] = reword([which, '', ''], content[which]);
	for (const which of draftRichTexts) {
		next[which] = mapTexts(content[which], (text) => reword([which, '', ''], text));
	}
	const { topic, ...facts } = content.facts;
	next.facts =
		topic === undefined ? facts : { ...facts, topic: reword(['facts', 'topic', ''], topic) };
	return next;
}

function rewordComment(comment: Comment, reword: Rewording): Comment {
	return { ...comment, text: reword(['comments', comment.id, 'text'], comment.text) };
}

function rewordCard(card: CopiedCard, reword: Rewording): CopiedCard {
	const { id, bundle } = card;
	return {
		...card,
		text: reword(['cards', id, 'text'], card.text),
		fields: Object.fromEntries(
			Object.entries(card.fields).map(([key, value]) => [
				key,
				rewordValue(value, (text) => reword(['cards', id, `fields/${key}`], text))
			])
		),
		comments: card.comments.map((comment) => rewordComment(comment, reword)),
		bundleTitle: bundle === null ? '' : reword(['bundles', bundle, 'title'], card.bundleTitle)
	};
}

function rewordValue(value: unknown, reword: (text: string) => string): unknown {
	if (typeof value === 'string') return reword(value);
	return Array.isArray(value) ? value.map((each) => rewordValue(each, reword)) : value;
}
