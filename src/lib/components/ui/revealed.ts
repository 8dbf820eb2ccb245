import { page } from '$app/state';

/** Unfolds what the address points into; the browser does so itself only when it loads the page. */
export function revealed(fold: HTMLDetailsElement): void {
	const place = page.url.hash.slice(1);
	const target = place === '' ? null : document.getElementById(place);
	if (!target || !fold.contains(target)) return;
	fold.open = true;
	target.scrollIntoView();
}
