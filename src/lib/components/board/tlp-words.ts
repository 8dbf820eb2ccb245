import type { Tlp } from '$lib/domain/tlp';
import { m } from '$lib/paraglide/messages';

const meanings: Record<Tlp, () => string> = {
	clear: m.rules_tlp_clear,
	green: m.rules_tlp_green,
	amber: m.rules_tlp_amber,
	'amber-strict': () => `${m.rules_tlp_amber_strict()} ${m.tlp_amber_strict_effect()}`,
	red: () => `${m.rules_tlp_red()} ${m.tlp_red_effect()}`
};

/** Who may know it, and what cannot be done with it. */
export const tlpMeaning = (tlp: Tlp): string => meanings[tlp]();
