import type { Voice } from '$lib/domain/tally';
import { m } from '$lib/paraglide/messages';

const labels: Record<Voice, () => string> = {
	for: m.results_for,
	split: m.results_split,
	against: m.results_against
};

export const voiceLabel = (voice: Voice): string => labels[voice]();

export function votersWords(n: number): string {
	if (n === 0) return m.results_none();
	return n === 1 ? m.results_voters_one() : m.results_voters({ n });
}
