import { m } from '$lib/paraglide/messages';

/** The stops of the line a question travels, in order; how far the two strands are apart there. */
export const stops = [
	{ id: 'need', gap: 'mid', name: m.loop_need, why: m.loop_need_why },
	{ id: 'question', gap: 'mid', name: m.loop_question, why: m.loop_question_why },
	{ id: 'casus', gap: 'wide', name: m.loop_casus, why: m.loop_casus_why },
	{ id: 'session', gap: 'one', name: m.loop_session, why: m.loop_session_why },
	{ id: 'foothold', gap: 'one', name: m.loop_foothold, why: m.loop_foothold_why },
	{ id: 'action', gap: 'one', name: m.loop_action, why: m.loop_action_why },
	{ id: 'lesson', gap: 'one', name: m.loop_lesson, why: m.loop_lesson_why },
	{ id: 'handout', gap: 'one', name: m.loop_handout, why: m.loop_handout_why },
	{ id: 'review', gap: 'mid', name: m.loop_review, why: m.loop_review_why }
] as const;

export type StopId = (typeof stops)[number]['id'];
