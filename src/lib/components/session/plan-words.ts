import type { IconName } from '$lib/components/ui/icons';
import { modeIcon, modeLabel } from '$lib/components/board/mode-words';
import type { PlanProblem, PlanReason } from '$lib/documents/session-plan';
import { MOST_DOTS } from '$lib/domain/ballot';
import { agendaLimits } from '$lib/domain/session';
import { m } from '$lib/paraglide/messages';
import type { ItemDraft, PlanDraft } from './plan-draft.svelte';

/** Kind of work of an agenda item: a word, a sign, and a colour by that name in the styles. */
export function kindOf({
	isBreak,
	mode,
	minutes
}: Pick<ItemDraft, 'isBreak' | 'mode' | 'minutes'>): {
	kind: string;
	label: string;
	icon: IconName;
} {
	if (isBreak) return { kind: 'break', label: m.plan_kind_break(), icon: 'pause' };
	if (mode) return { kind: mode, label: modeLabel(mode), icon: modeIcon(mode) };
	if (minutes === 0) return { kind: 'before', label: m.plan_kind_before(), icon: 'task' };
	return { kind: 'talk', label: m.plan_kind_talk(), icon: 'message' };
}

/** "Stippen: 5 per persoon, hoogstens 1 per kaart."; null: one does not vote in it. */
export function voteWords(
	item: Pick<ItemDraft, 'mode' | 'kind' | 'budget' | 'cap'>
): string | null {
	if (item.mode !== 'stemmen') return null;
	const [n, cap] = [item.budget ?? '?', item.cap ?? '?'];
	return item.kind === 'geheim' ? m.votes_is_geheim({ n }) : m.votes_is_stippen({ n, cap });
}

const most: Record<string, number> = {
	title: agendaLimits.title,
	goal: agendaLimits.goal,
	roomLink: agendaLimits.link,
	who: agendaLimits.who,
	instruction: agendaLimits.instruction,
	notes: agendaLimits.notes
};

const reasons: Record<PlanReason, (field: string) => string> = {
	missing: () => m.plan_wrong_missing(),
	long: (field) => m.plan_wrong_long({ max: most[field] ?? 0 }),
	number: (field) =>
		field === 'budget' || field === 'cap'
			? m.plan_wrong_dots({ max: MOST_DOTS })
			: m.plan_wrong_number({ max: agendaLimits.minutes }),
	unknown: () => m.plan_wrong_unknown(),
	many: () => m.plan_wrong_many({ max: agendaLimits.items }),
	twice: () => m.plan_wrong_twice(),
	link: () => m.plan_wrong_link(),
	time: () => m.plan_wrong_time(),
	cap: () => m.plan_wrong_cap(),
	sums: () => m.plan_wrong_sums(),
	ran: () => m.plan_wrong_ran(),
	invalid: () => m.plan_wrong_invalid()
};

const fields: Record<string, () => string> = {
	title: m.plan_title,
	goal: m.plan_goal,
	startsAt: m.plan_starts,
	roomLink: m.plan_link,
	minutes: m.plan_minutes,
	who: m.plan_who,
	instruction: m.plan_instruction,
	notes: m.plan_notes,
	boardId: m.plan_board,
	mode: m.plan_mode,
	step: m.plan_step,
	ballot: m.plan_mode,
	kind: m.votes_how,
	budget: m.plan_votes_each,
	cap: m.votes_cap,
	isBreak: m.plan_break,
	place: m.plan_place,
	items: m.plan_agenda
};

/** As it stands at the field itself. */
export function reasonWords({ field, reason }: PlanProblem): string {
	return reasons[reason](field);
}

/** "Punt 3, minuten: ..." */
export function problemWords(problem: PlanProblem): string {
	const { n, field, about } = problem;
	const own = field === 'title' && n !== null ? m.plan_item_title() : fields[field]?.();
	const name = about ?? own ?? '';
	const place = [n === null ? '' : m.plan_item({ n }), name].filter(Boolean).join(', ');
	return place ? `${place}: ${reasonWords(problem)}` : reasonWords(problem);
}

const own: Record<string, string> = {
	title: 'plan-title',
	goal: 'plan-goal',
	startsAt: 'plan-starts',
	roomLink: 'plan-link'
};
const ofItem: Record<string, string> = {
	boardId: 'board',
	isBreak: 'break',
	place: 'head',
	ballot: 'mode'
};

/** Id of the field a problem is about, as the plan stands now. */
export function fieldOf(draft: PlanDraft, { n, field }: Pick<PlanProblem, 'n' | 'field'>): string {
	const item = n === null ? undefined : draft.items[n - 1];
	return item ? `${item.key}-${ofItem[field] ?? field}` : (own[field] ?? 'agenda');
}

/** `items.3.notes`, as the server names a text. */
export function placeOf(path: string): Pick<PlanProblem, 'n' | 'field'> {
	const [, n, field] = /^items\.(\d+)\.(\w+)$/.exec(path) ?? [];
	return field ? { n: Number(n) + 1, field } : { n: null, field: path };
}
