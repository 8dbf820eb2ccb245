import type { PollQuestion } from '$lib/domain/poll';
import { m } from '$lib/paraglide/messages';

/** What the answer at this place says; on a scale its ends say which way it goes. */
export function optionWords({ options }: Pick<PollQuestion, 'options'>, i: number): string {
	const ends = [m.poll_scale_lowest, null, null, null, m.poll_scale_highest];
	return options?.[i] ?? ends[i]?.() ?? String(i + 1);
}

/** How many people answered something. */
export function pollPeopleWords(n: number): string {
	return n === 1 ? m.poll_people_one() : m.poll_people({ n });
}

/** So many, and which part of all. */
export function shareWords(n: number, of: number): string {
	return m.poll_share({ n, share: Math.round((n / of) * 100) });
}
