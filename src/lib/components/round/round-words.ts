import type { RoundPart, RoundState, RoundStep } from '$lib/domain/expert-round';
import { roundLimits } from '$lib/domain/expert-round';
import { m } from '$lib/paraglide/messages';
import type { SentBack } from '$lib/server/thread-form';

export const stateLabel: Record<RoundState, () => string> = {
	prepared: m.round_state_prepared,
	running: m.round_state_running,
	closed: m.round_state_closed
};

export const stepLabel: Record<RoundStep, () => string> = {
	questions: m.round_step_questions,
	invite: m.round_step_invite,
	answer: m.round_step_answer,
	test: m.round_step_test,
	deepen: m.round_step_deepen,
	harvest: m.round_step_harvest,
	close: m.round_step_close
};

export const partLabel: Record<RoundPart, () => string> = {
	leads: m.round_who_leads,
	experts: m.round_who_experts,
	members: m.round_who_members
};

/** What became of what she sent. */
export type RoundAnswer =
	| { did: string }
	| {
			did: string;
			/** The draft it was about; '' for a new one, and elsewhere. */
			of: string;
			sent: SentBack;
			/** By field; '' for the whole of it. */
			problems: Record<string, string>;
			/** In words; null: a field is wrong. */
			reason: string | null;
	  }
	| null;

/** What came back of this form, if that is what was refused. */
export function backOf(form: RoundAnswer, did: string) {
	return form && 'problems' in form && form.did === did ? form : null;
}

const done: Record<string, () => string> = {
	start: m.round_did_start,
	close: m.round_did_close,
	days: m.round_did_days,
	words: m.round_did_words,
	expert: m.round_did_expert,
	'new-expert': m.round_did_expert,
	off: m.round_did_off,
	invite: m.round_did_invite,
	again: m.round_did_again,
	pin: m.round_did_pin,
	unpin: m.round_did_unpin,
	on: m.round_did_on,
	draft: m.round_did_draft,
	'draft-off': m.round_did_draft_off
};

const startProblems: Record<string, () => string> = {
	experts: m.round_start_no_experts,
	days: m.round_start_days,
	questions: m.round_start_questions
};

/** What a page says of what was sent; null: nothing was. */
export function roundOutcome(form: RoundAnswer): { ok: boolean; text: string } | null {
	if (!form) return null;
	if (!('problems' in form)) {
		const words = done[form.did];
		return words ? { ok: true, text: words() } : null;
	}
	const { did, problems, reason } = form;
	const [[field, problem] = ['', '']] = Object.entries(problems);
	if (did === 'start' && problem === 'already-done') return no(m.round_start_taken());
	if (did === 'start' && startProblems[field]) return no(startProblems[field]());
	if (did === 'close' && field === 'drafts') return no(m.round_close_drafts());
	if (did === 'again' && problem === 'already-done') return no(m.round_again_today());
	if (did === 'pin' && problem === 'too-many') return no(m.round_reactions_most());
	if (did === 'days') return no(daysProblem(field));
	if (problem === 'passed') return no(m.round_passed());
	return no(field === '' && reason ? reason : m.round_not_done());
}

function no(text: string) {
	return { ok: false, text };
}

export function daysProblem(field: string): string {
	return field === 'order'
		? m.round_days_order()
		: m.round_days_wrong({ max: roundLimits.longest });
}

/** What is wrong with the address of somebody new; null: nothing. */
export function emailProblem(problem: string | undefined): string | null {
	if (problem === undefined) return null;
	if (problem === 'empty') return m.round_email_empty();
	if (problem === 'several' || problem === 'quoted') return m.round_email_several();
	if (problem === 'break') return m.round_email_break();
	if (problem === 'already-done') return m.round_expert_known();
	if (problem === 'forbidden') return m.round_email_officer();
	return problem === 'too-many'
		? m.round_expert_full({ max: roundLimits.experts })
		: m.round_email_wrong();
}
