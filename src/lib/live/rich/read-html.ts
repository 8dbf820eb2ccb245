import {
	emptyRich,
	richLimits,
	safeHref,
	spanOf,
	type RichBlock,
	type RichDoc,
	type RichInline,
	type RichList,
	type RichMark,
	type RichParagraph
} from '$lib/documents/rich-text';
import { parseInert } from '../inert-html';
import { isWordSign, wordItem, wordLists, type WordItem } from './word-lists';

/** UTF-16 units of HTML that are looked at at all: more is refused. */
export const MOST_HTML = 40_000_000;

/** Elements within one another that are read one by one; of what is deeper only the words. */
const DEEP = 60;

const skipped = new Set(
	`script style head title meta link template noscript iframe object embed svg math canvas audio video
	picture img input select option textarea`.split(/\s+/)
);
const blocks = new Set(
	'p div form fieldset section article header footer main aside address pre table thead tbody tfoot tr td th dl dt dd figure figcaption caption'.split(
		' '
	)
);

/**
 * What somebody pastes from Word or a web page, as plain structure. Parsed as data: nothing in it runs
 * and nothing is fetched. Images are left out before that: five megabytes of them are not looked at.
 */
export function readHtml(html: string): RichDoc {
	const light = html.replace(/\b(src|srcset|href)\s*=\s*(["'])data:[^"']*\2/gi, '');
	const { body } = parseInert(light);
	const budget = { blocks: richLimits.blocks };
	const content = blocksOf(body, budget, 0);
	return content.length > 0 ? { type: 'doc', content } : emptyRich();
}

function blocksOf(parent: Element, budget: { blocks: number }, deep: number): RichBlock[] {
	const found: RichBlock[] = [];
	let line: RichInline[] = [];
	let listed: WordItem[] = [];
	const endList = () => {
		found.push(...wordLists(listed));
		listed = [];
	};
	const flush = () => {
		const content = tidy(line);
		line = [];
		if (content.length === 0) return;
		endList();
		if (budget.blocks-- > 0) found.push({ type: 'paragraph', content });
	};
	if (deep > DEEP) {
		line.push(...plainIn(parent));
		flush();
		return found;
	}
	for (const child of parent.childNodes) {
		if (budget.blocks <= 0) break;
		const tag = tagOf(child);
		if (!(child instanceof Element) || !holdsBlocks(child, tag)) {
			line.push(...inlineIn(child, []));
			continue;
		}
		flush();
		const item = wordItemOf(child);
		if (item) {
			if (budget.blocks-- > 0) listed.push(item);
			continue;
		}
		endList();
		if (tag === 'ul' || tag === 'ol') {
			const list = listIn(child, tag, budget, deep + 1, 1);
			if (list) found.push(list);
		} else if (/^h[1-6]$/.test(tag)) {
			const content = tidy(inlineIn(child, []));
			const level = Number(tag[1]) > 3 ? 4 : 3;
			if (content.length > 0 && budget.blocks-- > 0)
				found.push({ type: 'heading', attrs: { level }, content });
		} else if (tag === 'blockquote') {
			const inside = blocksOf(child, budget, deep + 1).flatMap(plainer);
			if (inside.length > 0) found.push({ type: 'blockquote', content: inside });
		} else found.push(...blocksOf(child, budget, deep + 1));
	}
	flush();
	endList();
	return found;
}

function wordItemOf(element: Element): WordItem | null {
	const item = wordItem(element);
	return item && { ...item, content: tidy(inlineIn(element, [])) };
}

function plainer(block: RichBlock): (RichParagraph | RichList)[] {
	if (block.type === 'heading') return [{ type: 'paragraph', content: block.content }];
	return block.type === 'blockquote' ? block.content : [block];
}

function listIn(
	element: Element,
	tag: 'ul' | 'ol',
	budget: { blocks: number },
	deep: number,
	level: number
): RichList | null {
	const items: RichList['content'] = [];
	for (const child of element.children) {
		if (budget.blocks-- <= 0) break;
		if (deep > DEEP) {
			const content = tidy(plainIn(child));
			items.push({ type: 'listItem', content: [{ type: 'paragraph', content }] });
			continue;
		}
		const own = tagOf(child);
		const nested = own === 'ul' || own === 'ol' ? [child] : [...child.children];
		const lists = nested.filter((each) => /^(?:ul|ol)$/.test(tagOf(each)));
		const text =
			lists[0] === child
				? []
				: [...child.childNodes]
						.filter((each) => !(each instanceof Element && lists.includes(each)))
						.flatMap((each) => inlineIn(each, []));
		const content: RichList['content'][number]['content'] = [
			{ type: 'paragraph', content: tidy(text) }
		];
		const raised: RichList['content'] = [];
		for (const each of lists) {
			const list = listIn(each, tagOf(each) as 'ul' | 'ol', budget, deep + 1, level + 1);
			if (!list) continue;
			if (level < richLimits.depth) content.push(list);
			else raised.push(...list.content);
		}
		const last = items.at(-1);
		// A list that stands beside the item it belongs to.
		if (lists[0] === child && last) last.content.push(...content.slice(1));
		else items.push({ type: 'listItem', content });
		items.push(...raised);
	}
	return items.length > 0
		? { type: tag === 'ol' ? 'orderedList' : 'bulletList', content: items }
		: null;
}

function tagOf(node: ChildNode): string {
	return node instanceof Element ? node.localName : '';
}

function holdsBlocks(element: Element, tag: string): boolean {
	if (skipped.has(tag)) return false;
	if (blocks.has(tag) || /^(?:ul|ol|h[1-6]|blockquote)$/.test(tag)) return true;
	return (
		element.querySelector('p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6') !== null
	);
}

function inlineIn(node: ChildNode, marks: readonly RichMark[], deep = 0): RichInline[] {
	if (node instanceof Text) {
		const text = node.data.replace(/[^\S\u00a0]+/g, ' ').replaceAll('\u00a0', ' ');
		return text === '' ? [] : [spanOf(text, marks)];
	}
	if (!(node instanceof Element)) return [];
	if (deep > DEEP) return plainIn(node);
	if (skipped.has(node.localName) || isWordSign(node)) return [];
	if (node.localName === 'br') return [{ type: 'hardBreak' }];
	const more = [...marks];
	const has = (type: RichMark['type']) => more.some((mark) => mark.type === type);
	const href = node.localName === 'a' ? safeHref(node.getAttribute('href')) : null;
	if (href !== null && !has('link')) more.unshift({ type: 'link', attrs: { href } });
	if (/^(?:b|strong)$/.test(node.localName) && !has('bold')) more.push({ type: 'bold' });
	if (/^(?:i|em)$/.test(node.localName) && !has('italic')) more.push({ type: 'italic' });
	return [...node.childNodes].flatMap((child) => inlineIn(child, more, deep + 1));
}

/** Its words alone. */
function plainIn(element: Element): RichInline[] {
	const text = (element.textContent ?? '').replace(/\s+/g, ' ');
	return text === '' ? [] : [spanOf(text, [])];
}

/** Without spaces at either end, and one space where there are several. */
function tidy(content: readonly RichInline[]): RichInline[] {
	const tidied: RichInline[] = [];
	for (const each of content) {
		const last = tidied.at(-1);
		const isAtSpace = !last || last.type === 'hardBreak' || last.text.endsWith(' ');
		const next =
			each.type === 'text' && isAtSpace ? { ...each, text: each.text.trimStart() } : each;
		if (next.type === 'hardBreak' || next.text !== '') tidied.push(next);
	}
	for (let last = tidied.at(-1); last; last = tidied.at(-1)) {
		if (last.type === 'text') {
			const text = last.text.trimEnd();
			if (text !== '') {
				tidied[tidied.length - 1] = { ...last, text };
				break;
			}
		}
		tidied.pop();
	}
	return tidied;
}
