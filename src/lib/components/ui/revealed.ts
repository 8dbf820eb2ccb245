import { page } from '$app/state';

/** What was shown of each fold: a page that is read anew does not unfold and jump again. */
const shown = new WeakMap<HTMLDetailsElement, string>();

/** Unfolds what the address points into; the browser does so itself only when it loads the page. */
export function revealed(fold: HTMLDetailsElement): void {
	const place = page.url.hash.slice(1);
	const target = place === '' ? null : document.getElementById(place);
	if (!target || !fold.contains(target) || shown.get(fold) === place) return;
	shown.set(fold, place);
	fold.open = true;
	target.scrollIntoView();
}
