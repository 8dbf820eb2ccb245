import { m } from '$lib/paraglide/messages';

/** How many people ask a question as well. */
export function joinedWords(n: number): string {
	return n === 1 ? m.box_joined_one() : m.box_joined({ n });
}
