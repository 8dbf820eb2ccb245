import { questionLimits } from '../domain/question.ts';

/** Which mark a stretch of text has; a mention's own text is what the writer sees of it. */
export type RichMark =
	| { type: 'bold' }
	| { type: 'italic' }
	| { type: 'link'; attrs: { href: string } }
	| { type: 'mention'; attrs: { kind: MentionKind; id: string } };
export const mentionKinds = ['term', 'card'] as const;
export type MentionKind = (typeof mentionKinds)[number];

export interface RichSpan {
	type: 'text';
	/** Never empty. */
	text: string;
	marks?: RichMark[];
}
export type RichInline = RichSpan | { type: 'hardBreak' };

export interface RichParagraph {
	type: 'paragraph';
	content: RichInline[];
}
/** On a page that has a first and a second level of its own. */
export interface RichHeading {
	type: 'heading';
	attrs: { level: 3 | 4 };
	content: RichInline[];
}
export interface RichList {
	type: 'bulletList' | 'orderedList';
	/** Never empty. */
	content: RichItem[];
}
export interface RichItem {
	type: 'listItem';
	/** A paragraph first. */
	content: (RichParagraph | RichList)[];
}
export interface RichQuote {
	type: 'blockquote';
	/** Never empty. */
	content: (RichParagraph | RichList)[];
}
export type RichBlock = RichParagraph | RichHeading | RichList | RichQuote;

/**
 * What a text of a draft may hold: the same words as a Tiptap document, and nothing else. No images,
 * tables, code or colours.
 */
export interface RichDoc {
	type: 'doc';
	/** Never empty. */
	content: RichBlock[];
}

export const richLimits = {
	/** UTF-16 units of text, line ends between blocks included. */
	text: 12_000,
	/** Lists inside one another. */
	depth: 3,
	/** UTF-16 units of the address of a link. */
	href: 1_000,
	/** Blocks and items; of a hostile document no more than these are read. */
	blocks: 2_000
} as const;

export function emptyRich(): RichDoc {
	return { type: 'doc', content: [{ type: 'paragraph', content: [] }] };
}

/** The address as a link may have it, or null: https and mailto only. */
export function safeHref(href: unknown): string | null {
	if (typeof href !== 'string' || href.length > richLimits.href) return null;
	const trimmed = href.trim();
	if (!/^(?:https:\/\/[^\s/]|mailto:[^\s@?]+@[^\s@]+$)/i.test(trimmed)) return null;
	return URL.canParse(trimmed) ? trimmed : null;
}

/** Blocks that hold text themselves, in order. */
export function* textBlocks(
	doc: RichDoc | RichQuote | RichItem
): Generator<RichParagraph | RichHeading> {
	for (const block of doc.content) {
		if (block.type === 'paragraph' || block.type === 'heading') yield block;
		else if (block.type === 'blockquote') yield* textBlocks(block);
		else for (const item of block.content) yield* textBlocks(item);
	}
}

/** Of one block; a line break is a line end. */
export function textOfBlock({ content }: { content: readonly RichInline[] }): string {
	return content.map((each) => (each.type === 'text' ? each.text : '\n')).join('');
}

/** Every block on a line of its own: what a search or a list shows of it. */
export function plainOf(doc: RichDoc): string {
	return [...textBlocks(doc)].map(textOfBlock).join('\n');
}

/** What a list shows of it. */
export function excerptOf(doc: RichDoc, max: number = questionLimits.excerpt): string {
	const plain = plainOf(doc).replace(/\s+/g, ' ').trim();
	if (plain.length <= max) return plain;
	const cut = plain.slice(0, max);
	return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))} …`;
}

export function isEmptyRich(doc: RichDoc): boolean {
	return plainOf(doc).trim() === '';
}

/** A blank line begins a paragraph, lines that begin with "- " are a list. */
export function fromPlain(text: string): RichDoc {
	const blocks: RichBlock[] = [];
	for (const part of text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n\s*/)) {
		let lines: string[] = [];
		let items: string[] = [];
		const flush = () => {
			if (lines.length > 0) blocks.push({ type: 'paragraph', content: inlineOf(lines.join('\n')) });
			if (items.length > 0) blocks.push(listOf(items));
			lines = [];
			items = [];
		};
		for (const line of part.split('\n').filter((each) => each.trim() !== '')) {
			const item = /^\s*[-*•]\s+(.*)$/.exec(line)?.[1];
			if (item !== undefined ? lines.length > 0 : items.length > 0) flush();
			if (item === undefined) lines.push(line.trimEnd());
			else items.push(item.trimEnd());
		}
		flush();
	}
	return blocks.length > 0 ? { type: 'doc', content: blocks } : emptyRich();
}

function listOf(items: readonly string[]): RichList {
	return {
		type: 'bulletList',
		content: items.map((item) => ({
			type: 'listItem',
			content: [{ type: 'paragraph', content: inlineOf(item) }]
		}))
	};
}

/** Text with line ends as what stands in one block. */
export function inlineOf(text: string, marks: RichMark[] = []): RichInline[] {
	return text
		.split('\n')
		.flatMap((line, i): RichInline[] => [
			...(i > 0 ? [{ type: 'hardBreak' as const }] : []),
			...(line === '' ? [] : [spanOf(line, marks)])
		]);
}

export function spanOf(text: string, marks: readonly RichMark[]): RichSpan {
	return marks.length > 0 ? { type: 'text', text, marks: [...marks] } : { type: 'text', text };
}

/**
 * The same document in other words. `reword` gets each block's text and each address of a link; of a
 * block that changes, marks stay on what did not; a link whose address changes is text.
 */
export function mapTexts(doc: RichDoc, reword: (text: string) => string): RichDoc {
	return { ...doc, content: doc.content.map((block) => mapBlock(block, reword)) };
}

function mapBlock<Block extends RichBlock>(block: Block, reword: (text: string) => string): Block;
function mapBlock(block: RichBlock, reword: (text: string) => string): RichBlock {
	switch (block.type) {
		case 'paragraph':
		case 'heading':
			return { ...block, content: mapInline(block.content, reword) };
		case 'blockquote':
			return { ...block, content: block.content.map((each) => mapBlock(each, reword)) };
		default:
			return {
				...block,
				content: block.content.map((item) => ({
					...item,
					content: item.content.map((each) => mapBlock(each, reword))
				}))
			};
	}
}

function mapInline(content: RichInline[], reword: (text: string) => string): RichInline[] {
	const linked = content.map((each): RichInline => {
		if (each.type !== 'text' || !each.marks) return each;
		const marks = each.marks.filter(
			(mark) => mark.type !== 'link' || reword(mark.attrs.href) === mark.attrs.href
		);
		return marks.length === each.marks.length ? each : spanOf(each.text, marks);
	});
	const before = textOfBlock({ content });
	const after = reword(before);
	if (after === before) return linked;
	let start = 0;
	while (start < before.length && before[start] === after[start]) start += 1;
	let end = 0;
	const most = Math.min(before.length, after.length) - start;
	while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
	return [
		...sliceInline(linked, 0, start),
		...inlineOf(after.slice(start, after.length - end)),
		...sliceInline(linked, before.length - end, before.length)
	];
}

function sliceInline(content: readonly RichInline[], from: number, to: number): RichInline[] {
	let at = 0;
	return content.flatMap((each): RichInline[] => {
		const start = at;
		at += each.type === 'text' ? each.text.length : 1;
		if (at <= from || start >= to) return [];
		if (each.type !== 'text') return [each];
		const text = each.text.slice(Math.max(0, from - start), to - start);
		return text === '' ? [] : [{ ...each, text }];
	});
}
