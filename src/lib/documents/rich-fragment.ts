import * as Y from 'yjs';
import {
	emptyRich,
	mentionKinds,
	richLimits,
	safeHref,
	spanOf,
	textOfBlock,
	type RichBlock,
	type RichDoc,
	type RichInline,
	type RichItem,
	type RichList,
	type RichMark,
	type RichParagraph
} from './rich-text.ts';

/** Of a hostile text no more than this many UTF-16 units is read: more than two writers can add up. */
const READ = 4 * richLimits.text;
/** How deep elements inside one another are followed. */
const DEEP = 32;

type Child = Y.XmlElement | Y.XmlText;
/** What is left to read. */
interface Budget {
	units: number;
	blocks: number;
}

/**
 * What stands in a fragment, laid out as y-tiptap writes it. Never throws: what is unknown becomes its
 * text, what is too deep comes up a level, what is too much is left out.
 */
export function readRich(fragment: Y.XmlFragment): RichDoc {
	const budget = { units: READ, blocks: richLimits.blocks };
	const content = readBlocks(childrenOf(fragment), budget, 0);
	return content.length > 0 ? { type: 'doc', content } : emptyRich();
}

function childrenOf(parent: Y.XmlFragment): Child[] {
	return parent
		.toArray()
		.filter((each): each is Child => each instanceof Y.XmlElement || each instanceof Y.XmlText);
}

function isInline(child: Child): boolean {
	return child instanceof Y.XmlText || child.nodeName === 'hardBreak';
}

function readBlocks(children: readonly Child[], budget: Budget, deep: number): RichBlock[] {
	const blocks: RichBlock[] = [];
	for (let i = 0; i < children.length && budget.blocks > 0 && deep < DEEP; i += 1) {
		const child = children[i] as Child;
		budget.blocks -= 1;
		if (isInline(child)) {
			// Letters that stand in no block.
			const run = [child];
			for (let next = children[i + 1]; next && isInline(next); next = children[i + 1]) {
				run.push(next);
				i += 1;
			}
			const content = readInline(run, budget);
			if (content.length > 0) blocks.push({ type: 'paragraph', content });
		} else if (child instanceof Y.XmlElement) blocks.push(...readBlock(child, budget, deep + 1));
	}
	return blocks;
}

function readBlock(element: Y.XmlElement, budget: Budget, deep: number): RichBlock[] {
	const children = childrenOf(element);
	switch (element.nodeName) {
		case 'paragraph':
		case 'heading': {
			// A block in a block: all of it comes up.
			if (!children.every(isInline)) return readBlocks(children, budget, deep);
			const content = readInline(children, budget);
			const level: unknown = element.getAttribute('level');
			if (element.nodeName === 'paragraph') return [{ type: 'paragraph', content }];
			return [{ type: 'heading', attrs: { level: level === 4 ? 4 : 3 }, content }];
		}
		case 'bulletList':
		case 'orderedList': {
			const list = readList(element, budget, deep, 1);
			return list ? [list] : [];
		}
		case 'blockquote': {
			const content = plainer(readBlocks(children, budget, deep));
			return content.length > 0 ? [{ type: 'blockquote', content }] : [];
		}
		default:
			return readBlocks(children, budget, deep);
	}
}

function readList(
	element: Y.XmlElement,
	budget: Budget,
	deep: number,
	level: number
): RichList | null {
	const items: RichItem[] = [];
	for (const child of childrenOf(element)) {
		if (budget.blocks <= 0 || deep >= DEEP) break;
		budget.blocks -= 1;
		const inside =
			child instanceof Y.XmlElement && child.nodeName === 'listItem' ? childrenOf(child) : [child];
		const content: RichItem['content'] = [];
		/** What is nested too deep stands as items of this list. */
		const raised: RichItem[] = [];
		for (let i = 0; i < inside.length; i += 1) {
			const each = inside[i] as Child;
			const isList = each instanceof Y.XmlElement && /^(?:bullet|ordered)List$/.test(each.nodeName);
			if (isList) {
				const list = readList(each, budget, deep + 1, level + 1);
				if (list && level < richLimits.depth) content.push(list);
				else if (list) raised.push(...list.content);
				continue;
			}
			const run = [each];
			while (isInline(each) && inside[i + 1] && isInline(inside[i + 1] as Child)) {
				run.push(inside[(i += 1)] as Child);
			}
			content.push(...plainer(readBlocks(run, budget, deep + 1), level));
		}
		if (content[0]?.type !== 'paragraph') content.unshift({ type: 'paragraph', content: [] });
		items.push({ type: 'listItem', content }, ...raised);
	}
	if (items.length === 0) return null;
	return {
		type: element.nodeName === 'orderedList' ? 'orderedList' : 'bulletList',
		content: items
	};
}

/** Without headings and quotes, as what stands in an item or a quote is; lists not in a full list. */
function plainer(blocks: readonly RichBlock[], level = 0): (RichParagraph | RichList)[] {
	return blocks.flatMap((block): (RichParagraph | RichList)[] => {
		switch (block.type) {
			case 'paragraph':
				return [block];
			case 'heading':
				return [{ type: 'paragraph', content: block.content }];
			case 'blockquote':
				return plainer(block.content, level);
			default:
				return level === 0 ? [block] : block.content.flatMap(({ content }) => flat(content));
		}
	});
}

function flat(content: RichItem['content']): RichParagraph[] {
	return content.flatMap((each) =>
		each.type === 'paragraph' ? [each] : each.content.flatMap((item) => flat(item.content))
	);
}

function readInline(children: readonly Child[], budget: Budget): RichInline[] {
	const content: RichInline[] = [];
	const put = (text: string, marks: RichMark[]) => {
		const fits = text.slice(0, budget.units);
		budget.units -= fits.length;
		if (fits === '') return;
		const last = content.at(-1);
		const same =
			last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks);
		if (same) last.text += fits;
		else content.push(spanOf(fits, marks));
	};
	for (const child of children) {
		if (child instanceof Y.XmlElement) {
			if (budget.units > 0) content.push({ type: 'hardBreak' });
			budget.units -= 1;
			continue;
		}
		for (const part of child.toDelta() as { insert?: unknown; attributes?: unknown }[]) {
			if (typeof part.insert !== 'string') continue;
			const marks = readMarks(part.attributes);
			// A line end inside letters is a break, whoever put it there.
			part.insert.split('\n').forEach((line, i) => {
				if (i > 0 && budget.units > 0) content.push({ type: 'hardBreak' });
				put(line, marks);
			});
		}
	}
	return content;
}

/** In one order, whoever wrote them: two that look the same are the same. */
function readMarks(attributes: unknown): RichMark[] {
	if (typeof attributes !== 'object' || attributes === null) return [];
	const known = attributes as Record<string, unknown>;
	const marks: RichMark[] = [];
	const link = objectOf(known.link);
	const href = safeHref(link?.href);
	if (href !== null) marks.push({ type: 'link', attrs: { href } });
	const mention = objectOf(known.mention);
	const kind = mentionKinds.find((each) => each === mention?.kind);
	if (kind && href === null && typeof mention?.id === 'string' && mention.id.length <= 100) {
		marks.push({ type: 'mention', attrs: { kind, id: mention.id } });
	}
	if (objectOf(known.bold)) marks.push({ type: 'bold' });
	if (objectOf(known.italic)) marks.push({ type: 'italic' });
	return marks;
}

function objectOf(value: unknown): Record<string, unknown> | null {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

/** Puts a document in the place of what stands in the fragment. To be called in a transaction. */
export function writeRich(fragment: Y.XmlFragment, doc: RichDoc): void {
	if (fragment.length > 0) fragment.delete(0, fragment.length);
	fragment.insert(0, doc.content.map(blockType));
}

function blockType(block: RichBlock | RichItem): Y.XmlElement {
	const element = new Y.XmlElement(block.type);
	if (block.type === 'heading') {
		// y-tiptap keeps numbers as they are; the types of yjs know of text only.
		element.setAttribute('level', block.attrs.level as unknown as string);
	}
	if (block.type === 'paragraph' || block.type === 'heading') {
		element.insert(0, inlineTypes(block.content));
	} else {
		element.insert(0, (block.content as (RichBlock | RichItem)[]).map(blockType));
	}
	return element;
}

function inlineTypes(content: readonly RichInline[]): Child[] {
	const types: Child[] = [];
	let spans: { insert: string; attributes: Record<string, object> }[] = [];
	const flush = () => {
		if (spans.length === 0) return;
		const text = new Y.XmlText();
		text.applyDelta(spans);
		types.push(text);
		spans = [];
	};
	for (const each of content) {
		if (each.type === 'text') {
			const marks = each.marks ?? [];
			const attributes = Object.fromEntries(
				marks.map((mark) => [mark.type, 'attrs' in mark ? mark.attrs : {}])
			);
			spans.push({ insert: each.text, attributes });
		} else {
			flush();
			types.push(new Y.XmlElement('hardBreak'));
		}
	}
	flush();
	return types;
}

/** UTF-16 units of a text, as its limit counts them. */
export function sizeOfRich(doc: RichDoc): number {
	let size = -1;
	const count = (blocks: readonly (RichBlock | RichItem)[]): void => {
		for (const block of blocks) {
			if (block.type === 'paragraph' || block.type === 'heading') {
				size += textOfBlock(block).length + 1;
			} else count(block.content);
		}
	};
	count(doc.content);
	return Math.max(0, size);
}
