import type { Assignment } from '$lib/domain/session-access';
import { m } from '$lib/paraglide/messages';

const tasks: Record<Assignment, { label: () => string; words: () => string }> = {
	lead: { label: m.plan_task_lead, words: m.plan_task_lead_why },
	co: { label: m.plan_task_co, words: m.plan_task_co_why },
	host: { label: m.plan_task_host, words: m.plan_task_host_why }
};

/** What somebody is in a session. */
export function taskLabel(role: Assignment): string {
	return tasks[role].label();
}

/** "Begeleider: leidt de sessie en heeft de regietafel." */
export function roleWords(role: Assignment): string {
	return tasks[role].words();
}
