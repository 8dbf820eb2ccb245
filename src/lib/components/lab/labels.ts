import { m } from '$lib/paraglide/messages';
import type { QuestionState } from '$lib/domain/question';
import type { Domain } from '$lib/domain/access';
import type { Strength } from '$lib/domain/network';
import type { HomeAction, HomeLesson, HomeSession } from '$lib/server/lab-home';
import type { BoardSummary } from '$lib/documents/board-view';

/* Words for the states a lab knows. */

export const boardStatus: Record<BoardSummary['status'], () => string> = {
	voorbereiding: m.boards_status_preparing,
	in_gesprek: m.boards_status_talking,
	geoogst: m.boards_status_harvested
};

export const actionStatus: Record<HomeAction['status'], () => string> = {
	open: m.lab_action_open,
	bezig: m.lab_action_busy,
	gedaan: m.lab_action_done,
	anders: m.after_action_anders,
	gestopt: m.lab_action_stopped
};

export const questionStatus: Record<QuestionState, () => string> = {
	open: m.lab_question_open,
	heropend: m.lab_question_reopened,
	expert_gevraagd: m.lab_question_expert,
	in_gesprek: m.lab_question_talking,
	aanknopingspunten: m.lab_question_footholds,
	geoogst: m.lab_question_harvested,
	geparkeerd: m.lab_question_parked
};

export const lessonStatus: Record<HomeLesson['status'], () => string> = {
	vastgesteld: m.lab_lesson_settled,
	concept: m.lab_lesson_draft
};

export const sessionStatus: Record<HomeSession['status'], () => string> = {
	gepland: m.lab_session_planned,
	loopt: m.lab_session_running,
	afgerond: m.lab_session_over
};

export const relationStrength: Record<Strength, () => string> = {
	sterk: m.lab_relation_strong,
	redelijk: m.lab_relation_fair,
	zwak: m.lab_relation_weak,
	ontbreekt: m.lab_relation_missing
};

export const shortDomain: Record<Domain, () => string> = {
	sociaal: m.lab_domain_social,
	veiligheid: m.lab_domain_safety,
	gedeeld: m.lab_domain_both
};
