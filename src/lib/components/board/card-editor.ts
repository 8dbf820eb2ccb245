import { insist } from '$lib/live/insist';

type Editor = typeof import('./CardEditor.svelte');
let loading: Promise<Editor> | undefined;

/** Nobody writes before the board is live: the page begins to fetch it then, and waits for it once. */
export function loadEditor(): Promise<Editor> {
	loading ??= insist(() => import('./CardEditor.svelte'));
	return loading;
}
