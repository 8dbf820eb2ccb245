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
	'too-early': m.refusal_too_early,
	passed: m.refusal_passed,
	promised: m.refusal_promised,
	'nothing-hidden': m.refusal_nothing_hidden,
	'votes-spent': m.refusal_votes_spent,
	voted: m.refusal_voted,
	'too-late': m.refusal_too_late,
	'personal-data': m.refusal_personal_data,
	'stricter-than-board': m.refusal_stricter_than_board,
	'only-source': m.refusal_only_source,
	'red-not-harvested': m.refusal_red_not_harvested,
	frozen: m.refusal_frozen,
	held: m.refusal_held,
	over: m.after_refusal_over,
	'not-live': m.refusal_not_live,
	'board-busy': m.refusal_board_busy,
	'not-ended': m.after_refusal_not_ended,
	definite: m.after_refusal_definite,
	answered: m.refusal_answered,
	'poll-closed': m.refusal_poll_closed,
	joined: m.refusal_joined,
	'lead-present': m.refusal_lead_present,
	'wider-marking': m.merge_wider,
	'tells-asker': m.split_tells_asker,
	'red-of-nobody': m.ask_red_of_nobody
};

/** Why something was refused, in the language of who asked. */
export function reasonOf(reason: Refusal): string {
	return words[reason]();
}
