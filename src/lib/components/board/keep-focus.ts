import { tick } from 'svelte';

/**
 * Remembers where the keyboard is before the page changes under it. What it returns is called after
 * that: a control that went gives the focus to what it stood in, so that nobody starts at the top.
 */
export function keepFocus(): () => Promise<void> {
	const held = document.activeElement;
	if (!(held instanceof HTMLElement) || held === document.body) return () => Promise.resolve();
	const around: HTMLElement[] = [];
	for (let each = held.parentElement; each; each = each.parentElement) {
		if (each.tabIndex >= -1 && each.hasAttribute('tabindex')) around.push(each);
	}
	return async () => {
		await tick();
		const now = document.activeElement;
		if (held.isConnected || (now && now !== document.body)) return;
		around.find((each) => each.isConnected)?.focus({ preventScroll: true });
	};
}
