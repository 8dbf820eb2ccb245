import type { RequestView } from '$lib/documents/request-view';
import { requestLimits } from '$lib/domain/request';
import { m } from '$lib/paraglide/messages';
import { longDate } from '$lib/components/ui/dates';
import { whoIs } from './thread-words';
import type { ThreadAnswer } from './thread-page';

export const requestDone: Record<string, () => string> = {
	request: m.request_did_request,
	'request-accept': m.request_did_accept,
	'request-decline': m.request_did_decline,
	'request-hand': m.request_did_hand,
	'request-wait': m.request_did_wait,
	'request-resume': m.request_did_resume,
	'request-withdraw': m.request_did_withdraw
};

/** Why a step with a request was refused; null: it was about something else, or a field is wrong. */
export function requestReason(form: ThreadAnswer): string | null {
	if (!form || !('problems' in form) || !(form.did in requestDone)) return null;
	if (form.problems['to'] || form.problems['member']) return whomProblem(form.problems);
	if (form.problems[''] === 'passed') return m.request_passed();
	return form.reason === null ? null : m.request_failed({ reason: form.reason });
}

/** What is wrong with whom she chose. */
export function whomProblem(problems: Record<string, string>): string | null {
	const problem = problems['to'] ?? problems['member'];
	if (!problem) return null;
	if (problem === 'too-many') return m.request_to_full({ max: requestLimits.open });
	return problem === 'already-done' ? m.request_to_done() : m.request_to_wrong();
}

/** "Gevraagd aan ESS" */
export function askedOf({ pool, who }: RequestView): string {
	if (pool?.kind === 'topic') return m.request_asked_topic({ name: pool.label });
	const organisation = who?.organisation ?? who?.name ?? m.author_unknown();
	return m.request_asked_of({ name: pool?.label ?? organisation });
}

/** What whoever has it did. */
export function standing({ state, acceptedAt, who }: RequestView): string {
	switch (state) {
		case 'accepted':
		case 'waiting':
			return acceptedAt ? m.request_accepted_on({ date: longDate(acceptedAt) }) : '';
		case 'handed-over':
			return m.request_handed_to();
		case 'late':
			return m.request_late_with();
		case 'asked':
			return who ? m.request_waits_person() : m.request_waits();
		case 'answered':
			return m.request_answered();
		case 'declined':
			return m.request_declined();
		case 'withdrawn':
			return m.request_withdrawn();
	}
}

/** "Nog 3 werkdagen" */
export function timeLeft({ isStopped, isLate, left }: NonNullable<RequestView['term']>): string {
	if (isStopped) return m.request_stopped();
	if (isLate) return m.request_over();
	return left === 0 ? m.request_last_day() : m.request_days_left({ n: left });
}

export function nameOf(request: RequestView): string {
	return (request.who && whoIs(request.who)) || request.pool?.label || m.author_unknown();
}
