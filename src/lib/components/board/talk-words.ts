import { m } from '$lib/paraglide/messages';

/** How much of what was said still asks for something. */
export function talkWords(open: number, said: number): string {
	if (open === 1) return m.talk_open_one();
	if (open > 1) return m.talk_open_n({ n: open });
	return said === 1 ? m.talk_closed_one() : m.talk_closed_n({ n: said });
}
