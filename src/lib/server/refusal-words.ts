import type { Refusal } from '$lib/domain/outcome';
import { m } from '$lib/paraglide/messages';

const words: Record<Refusal, () => string> = {
	'not-found': m.refusal_not_found,
	forbidden: m.refusal_forbidden,
	invalid: m.refusal_invalid,
	'too-many': m.refusal_too_many,
	'already-done': m.refusal_already_done,
	'last-facilitator': m.refusal_last_facilitator,
	unavailable: m.refusal_unavailable,
	'wrong-mode': m.refusal_wrong_mode,
	passed: m.refusal_passed,
	promised: m.refusal_promised,
	'nothing-hidden': m.refusal_nothing_hidden,
	'votes-spent': m.refusal_votes_spent,
	'too-late': m.refusal_too_late,
	'personal-data': m.refusal_personal_data,
	'stricter-than-board': m.refusal_stricter_than_board,
	'only-source': m.refusal_only_source,
	'red-not-harvested': m.refusal_red_not_harvested,
	frozen: m.refusal_frozen
};

/** Why something was refused, in the language of who asked. */
export function reasonOf(reason: Refusal): string {
	return words[reason]();
}
