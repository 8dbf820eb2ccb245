import { m } from '$lib/paraglide/messages';

/** What everybody agrees to, in the order in which it is read aloud. */
export const rules = [
	m.rules_1,
	m.rules_2,
	m.rules_3,
	m.rules_4,
	m.rules_5,
	m.rules_6,
	m.rules_7
] as const;
