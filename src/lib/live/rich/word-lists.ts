import { richLimits, type RichInline, type RichList } from '$lib/documents/rich-text';

/** A paragraph that Word shows as an item of a list. */
export interface WordItem {
	/** From 1. */
	level: number;
	isNumbered: boolean;
	content: RichInline[];
}

/** Word puts the sign before an item in its text, and says that it is to be ignored. */
export function isWordSign(element: Element): boolean {
	return /^ignore\b/i.test(element.getAttribute('data-list') ?? '');
}

/** What Word says of an item beside its text; null: this is none. */
export function wordItem(element: Element): Omit<WordItem, 'content'> | null {
	const level = /\blevel([1-9])/i.exec(element.getAttribute('data-list') ?? '')?.[1];
	if (level === undefined) return null;
	const sign = [...element.querySelectorAll('[data-list]')].find(isWordSign)?.textContent ?? '';
	return {
		level: Math.min(Number(level), richLimits.depth),
		isNumbered: /^\s*\(?(?:\d+|[a-z]|[ivxlcdm]+)[.)]/i.test(sign)
	};
}

/** Items one after another, each of which says how deep it stands, as lists in lists. */
export function wordLists(items: readonly WordItem[]): RichList[] {
	const lists: RichList[] = [];
	let at = 0;
	for (let item = items[at]; item; item = items[at]) {
		const { level, isNumbered, content } = item;
		const next = items.findIndex((each, i) => i > at && each.level <= level);
		const end = next < 0 ? items.length : next;
		const below = wordLists(items.slice(at + 1, end));
		const type = isNumbered ? 'orderedList' : 'bulletList';
		let list = lists.at(-1);
		if (list?.type !== type) lists.push((list = { type, content: [] }));
		list.content.push({ type: 'listItem', content: [{ type: 'paragraph', content }, ...below] });
		at = end;
	}
	return lists;
}
