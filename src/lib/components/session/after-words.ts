import type { ActionStatus } from '$lib/domain/action-status';
import type { ReportedBallot } from '$lib/documents/session-report';
import { m } from '$lib/paraglide/messages';

export const actionWords: Record<ActionStatus | 'open', () => string> = {
	open: m.after_action_open,
	loopt: m.after_action_loopt,
	gedaan: m.after_action_gedaan,
	anders: m.after_action_anders,
	gestopt: m.after_action_gestopt
};

/** Who voted, and how: never more than its totals show. */
export function ballotLine({ kind, voters, isTooFew, cards }: ReportedBallot): string {
	if (isTooFew) return m.after_votes_few();
	const dots = voters === 1 ? m.after_votes_dots_one() : m.after_votes_dots({ n: voters });
	const who = kind === 'geheim' ? m.after_votes_secret({ n: voters }) : dots;
	return cards.length > 0 ? who : `${who} ${m.after_votes_none()}`;
}

export function votesLine(kind: ReportedBallot['kind'], n: number): string {
	if (kind === 'geheim') return n === 1 ? m.after_votes_secret_1() : m.after_votes_secret_n({ n });
	return n === 1 ? m.after_votes_1() : m.after_votes_n({ n });
}

/** How many answered a question of the poll; of fewer than three there is no more to tell. */
export function answersLine(n: number, isShown: boolean): string {
	const answers = n === 1 ? m.poll_answer_one() : m.poll_answers({ n });
	return isShown ? answers : `${answers} ${m.after_poll_few()}`;
}

export function attendanceLine(n: number): string {
	if (n === 0) return m.after_attendance_none();
	return n === 1 ? m.after_attendance_one() : m.after_attendance_n({ n });
}

/** Why there is no file of a report; the page has a sentence for each. */
export const reportProblems = ['confirm', 'wrong', 'tries', 'warnings', 'often', 'failed'] as const;
export type ReportProblem = (typeof reportProblems)[number];

export const problemWords: Record<ReportProblem, () => string> = {
	confirm: m.after_download_problem_confirm,
	wrong: m.after_download_problem_wrong,
	tries: m.after_download_problem_tries,
	warnings: m.after_download_problem_warnings,
	often: m.after_download_problem_often,
	failed: m.after_download_problem_failed
};
