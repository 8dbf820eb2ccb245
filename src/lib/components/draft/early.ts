import type { RichDoc } from '$lib/documents/rich-text';
import { fromPlain } from '$lib/documents/rich-text';

/**
 * What stands in the fields of a page before it comes alive, by the name of the field: somebody on a slow
 * line may have typed already, or a form came back with what was refused. To be asked before anything of
 * the page is drawn anew.
 */
export function earlyTexts<Name extends string>(
	names: readonly Name[],
	idOf: (name: Name) => string
): Partial<Record<Name, string>> {
	if (typeof document === 'undefined') return {};
	const texts: Partial<Record<Name, string>> = {};
	for (const name of names) {
		const field = document.getElementById(idOf(name));
		if (field instanceof HTMLTextAreaElement) texts[name] = field.value;
	}
	return texts;
}

/**
 * What was added to a text, wherever: between what both begin and what both end with. The whole of it, where
 * something was put in the place of something else.
 */
export function addedTo(before: string, after: string): string {
	let start = 0;
	while (start < before.length && before[start] === after[start]) start += 1;
	let end = 0;
	const most = Math.min(before.length, after.length) - start;
	while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
	const added = after.slice(start, after.length - end);
	return added !== '' && start + end < before.length ? after : added;
}

/**
 * The text that stands there now with what was typed early: as it was typed where nobody wrote meanwhile,
 * else behind it.
 */
export function withEarly(now: string, before: string, early: string): string {
	if (now === before) return early;
	const added = addedTo(before, early).trim();
	return added === '' || now.includes(added) ? now : `${now}${now === '' ? '' : ' '}${added}`;
}

/** The same as blocks to put behind a text with layout; null: nothing was typed. */
export function earlyBlocks(before: string, early: string): RichDoc['content'] | null {
	const added = addedTo(before, early).trim();
	return added === '' ? null : fromPlain(added).content;
}
