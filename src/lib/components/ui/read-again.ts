import { invalidate, invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/**
 * Asks the data of this page again: all of it, or what depends on a name. Where a link was followed just now,
 * that page comes first: SvelteKit drops a navigation under way for data asked again, and the link would have
 * done nothing.
 */
export async function readAgain(what?: string): Promise<void> {
	let waited: Promise<void> | null = null;
	// One that was dropped stays the last one known: waited for once.
	while (navigating.complete && navigating.complete !== waited) {
		waited = navigating.complete;
		await waited.catch(() => undefined);
	}
	await (what === undefined ? invalidateAll() : invalidate(what));
}
