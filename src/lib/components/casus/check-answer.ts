import type { Findings } from '$lib/forms/guarded-text';

/** What the server said to a second reader who signed, or asked for a change. */
export interface CheckAnswer {
	did: 'sign' | 'ask';
	/** Null: it was done. */
	problem: string | null;
	/** What was typed, when it was not done. */
	text: string;
	/** What was found in it. */
	found: Findings;
	notPersonal: string[];
	/** Points of the list that were ticked. */
	checked: string[];
}
